using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Histories;

/// <summary>Every history that a released version wrote replays: its events fold to the same state, and its commands decide the same.</summary>
public sealed class HistoryTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(HistoryFile.Folder, "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_events_fold_to_the_state_they_folded_to(string name)
    {
        var file = Load(name);
        var folded = InstanceState.Fold(file["steps"].Items.Select(s => HistoryFile.EventsOf(s).AsEnumerable()));
        Encoding.UTF8.GetString(folded.ToSnapshot()).Should().Be(file["snapshot"].ToJson());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_commands_are_decided_as_they_were(string name)
    {
        var file = Load(name);
        var library = HistoryFile.Library(file);
        InstanceState? state = null;
        foreach (var step in file["steps"].Items)
        {
            var decision = HistoryFile.Interpreter.Decide(library, state, HistoryFile.CommandOf(step), HistoryFile.ActOf(step), HistoryFile.FactsOf(step));
            var decided = decision.Should().BeOfType<InstanceDecision.Decided>().Subject;
            HistoryFile.Written(step, decided).ToJson().Should().Be(step.ToJson());
            state = decided.State;
        }
    }

    private static Value Load(string name) => Value.Parse(File.ReadAllText(Path.Combine(HistoryFile.Folder, name)));
}
