using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Shipped documents with random places torn out or replaced: reading, proving and using what is left never throws.</summary>
public sealed class BrokenDocumentsTests
{
    private static readonly Value[] Junk =
    [
        Value.Null, true, "", "x", "1/0", "answers.family", -1, 0.5m, 1_000_000_000_000_000_000m, decimal.MaxValue, Value.EmptyList, Value.EmptyRecord,
        Value.List("a", 1, Value.Null), Value.Record(("of", "x"), ("has", "y")), Value.Record(("value", "line"), ("times", 0)), Value.List(Value.EmptyRecord),
    ];

    private static readonly Scale Levels = Scale.Kind.Read(Shipped("scale.json")).Document!;
    private static readonly FormDocument Form = FormDocument.Kind.Read(Shipped("determination-form.json")).Document!;
    private static readonly ScoreTable Table = ScoreTable.Kind.Read(Shipped("score-table.json")).Document!;

    private static readonly Gen<(int Place, int Junk)> Tear = Gen.Choose(0, int.MaxValue - 1).SelectMany(p => Gen.Choose(0, Junk.Length).Select(j => (p, j)));
    private static readonly Gen<(int Place, int Junk)[]> Tears = Tear.ArrayOf(3);

    private static PackDocument Shipped(string file) => PackReader.Read(Text(file)).Document!;

    private static string Text(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "national", "higher-education-determination", file));

    [Theory]
    [InlineData("score-table.json")]
    [InlineData("determination-form.json")]
    [InlineData("scale.json")]
    [InlineData("class-review-group.json")]
    [InlineData("commitment.json")]
    public void A_broken_document_becomes_findings_or_something_that_works(string file)
    {
        var good = Value.Parse(Text(file));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Tears.ToArbitrary(), tears =>
        {
            var reading = PackReader.Read(Torn(good, tears).ToJson());
            if (reading.Document is not { } document)
                return !reading.Diagnostics.IsEmpty;
            Use(document);
            return true;
        }));
    }

    [Fact]
    public void Broken_answers_are_validated_and_scored_without_a_throw()
    {
        var good = Value.Record(("answers", Forms.Good), ("match", Value.Record(("categories", Value.List("orphan")))), ("review", Value.Record(("points", 1))));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Tears.ToArbitrary(), tears =>
        {
            var facts = Torn(good, tears);
            var result = FormValidator.Validate(Form, facts["answers"]);
            var score = Scorer.Score(Table, Levels, facts, ReferenceValues.None(new DateOnly(2026, 9, 1)));
            FormChanges.Between(facts["answers"], result.Answers);
            FormChanges.Prefill(Form, facts["answers"]);
            return score.Total is >= 0 and <= 100;
        }));
    }

    private static void Use(PackDocument document)
    {
        var references = ReferenceValues.None(new DateOnly(2026, 9, 1));
        if (document.Kind == "score-table" && ScoreTable.Kind.Read(document).Document is { } table)
        {
            _ = ScoreTableCheck.Prove(table, Levels, references);
            _ = Scorer.Score(table, Levels, Value.Record(("answers", Forms.Good)), references);
        }
        else if (document.Kind == "form" && FormDocument.Kind.Read(document).Document is { } form)
        {
            _ = FormValidator.Validate(form, Forms.Good);
            _ = FormChanges.Prefill(form, Forms.Good);
        }
        else if (document.Kind == "body" && Body.Kind.Read(document).Document is { } body)
        {
            _ = Composition.Check(body, [], new CommitteeSetting(40, [], [], ListPublished: false));
            _ = Ballot.Count(body.Quorum, [new Seat("a", Attendance.Present, Vote.Agree)]);
        }
    }

    private static Value Torn(Value value, (int Place, int Junk)[] tears)
    {
        foreach (var (place, junk) in tears)
        {
            var at = place % Size(value);
            value = Replace(value, ref at, junk) ?? Value.EmptyRecord;
        }

        return value;
    }

    private static int Size(Value value) =>
        1 + (value is RecordValue r ? r.Members.Sum(m => Size(m.Value)) : value.Items.Sum(Size));

    /// <summary>The value with its n-th place replaced; null, which takes the place out, for the last kind of junk.</summary>
    private static Value? Replace(Value value, ref int at, int junk)
    {
        if (at-- == 0)
            return junk == Junk.Length ? null : Junk[junk];
        if (value is RecordValue record)
        {
            var members = new List<KeyValuePair<string, Value>>();
            foreach (var (name, member) in record.Members)
            {
                if ((at < 0 ? member : Replace(member, ref at, junk)) is { } kept)
                    members.Add(KeyValuePair.Create(name, kept));
            }

            return RecordValue.From(members);
        }

        if (value is not ListValue list)
            return value;
        var items = new List<Value>();
        foreach (var item in list.Values)
        {
            if ((at < 0 ? item : Replace(item, ref at, junk)) is { } kept)
                items.Add(kept);
        }

        return Value.List(items);
    }

    private static class Forms
    {
        public static readonly RecordValue Good = Tests.Applications.Forms.FormValidatorTests.Answers();
    }
}
