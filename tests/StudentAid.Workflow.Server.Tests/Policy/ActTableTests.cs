using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;
using StudentAid.Workflow.Server.Tests.Histories;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>What somebody reads before an act, as the table has it.</summary>
public sealed class ActTableTests
{
    [Fact]
    public void Every_act_of_the_table_is_an_event_that_there_is_and_what_it_counts_is_a_number_or_a_list()
    {
        ActTable.Rows.Should().NotBeEmpty();
        foreach (var row in ActTable.Rows.Values)
        {
            var (kind, name) = (row.Act[..row.Act.IndexOf('.', StringComparison.Ordinal)], row.Act[(row.Act.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            var family = StreamKind.Find(kind).Events.GetNestedTypes().ToDictionary(t => t.Name, StringComparer.Ordinal);
            family.Should().ContainKey(name, row.Act);
            if (row.Count is ActTable.Nothing or ActTable.Each)
                continue;
            var place = int.Parse(row.Count, CultureInfo.InvariantCulture);
            var field = RecordCodec.WriteNamed(SampleEvents.Sample(family[name])).Values[place];
            (field is NumberValue or ListValue).Should().BeTrue("{0} counts what stands at {1}, which is {2}", row.Act, place, field.ToJson());
        }
    }

    [Fact]
    public void Of_an_act_is_told_to_how_many_it_is_done_until_when_it_can_be_taken_back_and_what_it_rests_on()
    {
        var decided = Of("roster", """[["Decided", 1, ["a", "b", "c"]]]""")!;
        (decided.Count, decided.Of, decided.Article).Should().Be((3, "students", null));
        decided.Undo.ZhCn.Should().Contain("收回");
        Of("roster", """[["Decided", 1, 7]]""")!.Count.Should().Be(7);
        Of("roster", """[["Decided", 1]]""")!.Should().BeEquivalentTo(new { Count = (long?)null, Of = (string?)null }, "a field that was left out counts nothing");
        Of("roster", """[["Decided", 1, "seven"]]""")!.Count.Should().BeNull();

        var posted = Of("roster", """[["Posted", 3, 4]]""")!;
        (posted.Count, posted.Of, posted.Article!.Length > 0).Should().Be((null, null, true));
        (Of("unit", """[["DocumentProposed", "a"], ["Other", "b"], ["DocumentProposed", "c"], [], 5]""")!.Count, Of("unit", """[["DocumentProposed", "a"]]""")!.Of).Should().Be((2, "documents"));
    }

    [Fact]
    public void Of_several_events_the_first_that_has_a_row_is_told_and_of_none_nothing()
    {
        Of("unit", """[["Other"], [], 5, ["DocumentPublished", "a"], ["DocumentProposed", "b"]]""")!.Undo.Should().Be(ActTable.Rows["unit.DocumentPublished"].Undo);
        Of("unit", """[["Other", 1]]""").Should().BeNull();
        Of("roster", """[["DocumentPublished", "a"]]""").Should().BeNull("it is no act of a list");
        Of("unit", "[]").Should().BeNull();
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_told_with_its_words_and_English_may_hold_commas()
    {
        ActTable.RowFrom("a.B,2,rows,,一。,One, two.").Should().Be(new ActRow("a.B", "2", "rows", "", new Engine.Definitions.Text("一。", "One, two.")));
        FluentActions.Invoking(() => ActTable.RowFrom("a.B,2,rows,,一。")).Should().Throw<InvalidDataException>().WithMessage("acts.csv: 6 columns*'a.B,2,rows,,一。'*");
    }

    private static ActFacts? Of(string kind, string events) => ActTable.Of(new Step
    {
        Stream = Id.Of("stream"), Kind = kind, Expected = 0, OrgPath = "/s/", Status = "open", Operation = Id.Of("operation"), BodyHash = 0, Actor = Id.Of("actor"), Now = DateTimeOffset.UnixEpoch,
        Data = System.Text.Encoding.UTF8.GetBytes(events), Sealed = [],
    });

    [Fact]
    public void Whatever_is_counted_has_its_word_on_the_dashboard_in_both_languages()
    {
        foreach (var language in (string[])["zh-CN", "en"])
        {
            var words = Value.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Web", "locales", language, "ui.json")));
            foreach (var row in ActTable.Rows.Values)
            {
                (row.Count == ActTable.Nothing).Should().Be(row.Of.Length == 0, row.Act);
                if (row.Of.Length > 0)
                    words["act-" + row.Of].AsText().Should().NotBeNullOrEmpty(row.Of);
                row.Undo.ZhCn.Should().EndWith("。", row.Act);
                row.Undo.En.Should().EndWith(".", row.Act);
            }
        }
    }
}
