using System.Collections;
using System.Reflection;
using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Every field of the views about families against every kind of reader. The table is read here by itself, not by the server's code.</summary>
public sealed class FieldTableTests
{
    private static readonly Dictionary<string, Type> Views = new(StringComparer.Ordinal) { ["entry"] = typeof(EntryView), ["list"] = typeof(RosterView), ["objection"] = typeof(ObjectionView), ["step"] = typeof(StepView) };

    /// <summary>What names a list and its rows is shown to whoever may see them at all.</summary>
    private static readonly string[] Naming = ["id", "etag", "version", "status", "round", "activity", "unit", "ordinal", "act", "body", "role", "pin", "options", "ballot", "ranking", "ranked", "duties", "case", "person", "number", "channel", "anonymous", "due", "dueAt", "result", "of", "until", "seq", "at", "actor", "events", "by", "actedFor"];

    private static List<string[]> Table => [.. File.ReadAllLines(Repository.PathOf("src/StudentAid.Workflow.Server/Policy/fields.csv")).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];

    [Fact]
    public void Each_field_of_a_view_has_one_row_and_each_row_a_field()
    {
        foreach (var (view, type) in Views)
            Table.Where(r => r[0] == view).Select(r => r[1]).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(FieldsOf(type).Select(f => f.Name).Except(Naming, StringComparer.Ordinal).Except(type == typeof(StepView) ? ["decision"] : [], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("record")]
    [InlineData("member")]
    [InlineData("own")]
    [InlineData("answer")]
    [InlineData("verify")]
    public void Each_view_shows_everybody_the_fields_of_the_table_and_no_other(string reader)
    {
        var kept = ListFields.Keep(Whole(), new HashSet<string>(StringComparer.Ordinal) { reader });
        foreach (var (name, property) in FieldsOf(typeof(RosterView)).Where(f => !Naming.Contains(f.Name)))
            IsShown(property.GetValue(kept)).Should().Be(Says("list", name, reader), $"list.{name} to {reader}");
        var objection = ListFields.Keep(new ObjectionView(1, Id.Of("a"), "telephone", false, new DateOnly(2026, 9, 14), "", 0, null) { Text = "家里有三套房", Objector = "赵不平", Answer = "不属实", Evidence = ["aa"], AnswerEvidence = ["bb"] }, new HashSet<string>(StringComparer.Ordinal) { reader });
        foreach (var (name, property) in FieldsOf(typeof(ObjectionView)).Where(f => !Naming.Contains(f.Name)))
            IsShown(property.GetValue(objection)).Should().Be(Says("objection", name, reader), $"objection.{name} to {reader}");
        var step = ListFields.Keep(new StepView(1, default, Id.Of("a"), Value.EmptyRecord, null, null) { Words = [new SaidWords("reply", "已核实")], Mend = "缺签字", Votes = new ListVotes(4, 3, 1, 0) }, new HashSet<string>(StringComparer.Ordinal) { reader });
        (IsShown(step.Words), IsShown(step.Mend), IsShown(step.Votes)).Should().Be((Says("step", "words", reader), Says("step", "mend", reader), Says("step", "votes", reader)));
        var entry = ListFields.Keep(Whole().Entries[0], new HashSet<string>(StringComparer.Ordinal) { reader });
        foreach (var (name, property) in FieldsOf(typeof(EntryView)).Where(f => !Naming.Contains(f.Name)))
            IsShown(property.GetValue(entry)).Should().Be(Says("entry", name, reader), $"entry.{name} to {reader}");
        if (Says("list", "entries", reader))
            kept.Entries.Should().Equal(entry);
    }

    [Fact]
    public void The_duties_that_are_asked_for_are_those_that_any_row_names()
    {
        var words = Table.SelectMany(r => r[2].Split('|').Concat(r[3].Split('|'))).Distinct().Where(Casework.Roles.Duty.Names.ContainsKey);
        FieldTable.Duties.Should().BeEquivalentTo(words).And.OnlyHaveUniqueItems().And.Contain(Casework.Roles.Duty.HandOutPapers, "nobody is shown a masked number for it, and it reveals one");
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_told_with_its_words()
    {
        FieldTable.RowFrom("fact,person.*,own|staff,-").Should().BeEquivalentTo(new FieldRow("fact", "person.*", ["own", "staff"], []));
        FluentActions.Invoking(() => FieldTable.RowFrom("fact,person.*,own")).Should().Throw<InvalidDataException>().WithMessage("fields.csv: four columns*'fact,person.*,own'*");
        FluentActions.Invoking(() => FieldTable.RowFrom("fact,person.*,own|everybody,-")).Should().Throw<InvalidDataException>().WithMessage("fields.csv: 'everybody' is neither*");
    }

    [Fact]
    public void A_student_member_is_shown_name_class_score_suggested_level_and_comparison_and_nothing_of_the_family()
    {
        Table.Where(r => r[0] == "entry" && r[2].Split('|').Contains("member")).Select(r => r[1]).Should().BeEquivalentTo("name", "place", "suggested", "total", "match", "state");
        Table.Where(r => r[0] == "fact").Should().OnlyContain(r => !r[2].Contains("member") && !r[3].Contains("member"));
        FieldTable.Sees("fact", "answers.specialGroups", new HashSet<string>(StringComparer.Ordinal) { "member" }).Should().BeFalse();
    }

    [Theory]
    [InlineData("person.bankCard", "staff", true, false)]
    [InlineData("person.bankCard", "hand-out-papers", false, true)]
    [InlineData("person.idNumber", "staff", true, false)]
    [InlineData("person.idNumber", "verify", false, true)]
    [InlineData("person.phone", "staff", true, true)]
    [InlineData("answers.specialGroups", "staff", true, false)]
    [InlineData("person.bankCard", "granted", false, false)]
    [InlineData("person.idNumber", "granted", false, false)]
    [InlineData("answers.family", "granted", false, true)]
    [InlineData("answers.family", "own", true, true)]
    [InlineData("answers.family", "oversee", false, false)]
    [InlineData("elsewhere.family", "staff", false, false)]
    public void A_familys_fact_is_masked_for_some_and_shown_for_a_purpose_to_fewer(string field, string reader, bool masked, bool revealed)
    {
        var who = new HashSet<string>(StringComparer.Ordinal) { reader };
        (FieldTable.Sees("fact", field, who), FieldTable.Reveals("fact", field, who)).Should().Be((masked, revealed));
    }

    private static bool Says(string view, string field, string reader) => Table.Single(r => r[0] == view && r[1] == field)[2].Split('|').Contains(reader);

    private static bool IsShown(object? value) => value switch
    {
        null or "" or 0 or false => false,
        IEnumerable many and not string => many.Cast<object>().Any(),
        _ => true,
    };

    private static IEnumerable<(string Name, PropertyInfo Property)> FieldsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), p));

    /// <summary>A list with something in every field.</summary>
    private static RosterView Whole()
    {
        var (id, day, at) = (Id.Of("a"), new DateOnly(2026, 9, 14), new DateTimeOffset(2026, 9, 14, 0, 0, 0, TimeSpan.Zero));
        return new RosterView(
            id, "\"1\"", 1, "frozen", id, "class", "/c/", 1, "propose", "group", "role", "pin", Value.EmptyRecord,
            [new EntryView(id, id, "周雨禾", "/c/", "high", "low", 61.5m, "matched", "open", 2, 3) { Priority = true, Reference = "low", Refusal = "other", Last = new LastLevelView("low", "一般困难") }],
            new MeetingView(day, "in-person", [], "agreed", 5, 5, 5, 0, 0, 0, null, []), new PeriodView(day, day, at, false, "cn", [], false, []),
            [new ObjectionView(1, id, "telephone", false, day, "", 0, null)], new DutiesView(true, true, [], []),
            [new HintView("k", "same-family", [id], "提示", "", true)], new WorksheetView(1, []))
        {
            Stage = "meeting", TakenBack = true, Composition = [new CompositionView("body-unfit", "宜有男生和女生", false)], Signing = new SigningView("声明", "hash"), OwnVote = new OwnVoteView("m1", "", true), Scoring = new ScoringView([new ScoringItem("need", "困难程度", 0, 10)]), Errata = [new ErratumView(1, id, "name", day, "周雨禾", "周雨和", "笔误", "资助中心")],
        };
    }
}
