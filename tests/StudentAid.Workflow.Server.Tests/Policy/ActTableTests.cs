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
