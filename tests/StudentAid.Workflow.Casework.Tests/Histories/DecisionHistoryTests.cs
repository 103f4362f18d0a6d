using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Histories;

/// <summary>
/// Whole cases with their definition, documents, commands and facts, kept for ever: their commands are decided as they were. A file is written once, with
/// <c>UPDATE=1</c>, and never again; what should be decided otherwise from now on is a new version of the activity and a new file.
/// </summary>
public sealed class DecisionHistoryTests
{
    private const string Higher = "national/higher-education-determination";

    private static readonly Id Instance = Id.Of("history");
    private static readonly Interpreter Interpreter = new(CaseWorld.Types);

    /// <summary>What happens after the form and the visit: a list's outcome with a level and a reason, or the form again.</summary>
    private static readonly (string Name, (string Outcome, string Level, string Reason)[] Lists)[] Cases =
    [
        ("v2-determined", [("Proposed", "special", "matched"), ("Reviewed", "", ""), ("Endorsed", "relative", "other"), ("Approved", "", ""), ("Upheld", "special", ""), ("Endorsed", "ordinary", "other"), ("Approved", "", ""), ("Passed", "", "")]),
        ("v2-refused", [("Returned", "", "unsigned"), ("submit", "", ""), ("record", "", ""), ("Proposed", "not-determined", "untrue-material"), ("Reviewed", "", ""), ("Endorsed", "", ""), ("NotDetermined", "not-determined", "untrue-material")]),
    ];

    private static string Folder => Repository.PathOf("tests/StudentAid.Workflow.Casework.Tests/Histories");

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_commands_are_decided_as_they_were(string name)
    {
        var path = Path.Combine(Folder, name + ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, Layout(Record(Cases.Single(c => c.Name == name).Lists)));
        var file = Value.Parse(File.ReadAllText(path));
        var pins = new FilePins(file);
        InstanceState? state = null;
        foreach (var step in file["steps"].Items)
        {
            var command = RecordCodec.ReadNamed<InstanceCommand>(step["command"]);
            var decided = Interpreter.Decide(pins, state, command, ActAt(step["now"].AsText()!), Known(step["facts"].Items)).Should().BeOfType<InstanceDecision.Decided>($"{command}").Subject;
            Written(command, step["now"].AsText()!, step["facts"], decided).ToJson().Should().Be(step.ToJson());
            state = decided.State;
        }

        state!.IsOpen.Should().BeFalse("the whole case is on file");
    }

    private static RecordValue Record((string Outcome, string Level, string Reason)[] lists)
    {
        var world = CaseWorld.Shipped(Higher);
        var pins = new SeenPins(world.Pinned);
        var known = Facts().ToDictionary(f => (f["kind"].AsText()!, f["id"].AsText()!), f => (Value)f);
        var steps = new List<Value>();
        InstanceState? state = null;
        void Do(Func<InstanceState, InstanceCommand> next)
        {
            var (command, now, used) = (next(state ?? new InstanceState()), $"2026-09-07T02:{steps.Count:D2}:00.000Z", new List<Value>());
            InstanceDecision decision;
            while ((decision = Interpreter.Decide(pins, state, command, ActAt(now), Known(used))) is InstanceDecision.Needs needs)
                used.AddRange(needs.Facts.Select(k => known[(k.Kind, k.Id)]));
            var decided = decision.Should().BeOfType<InstanceDecision.Decided>($"{command}: {decision}").Subject;
            steps.Add(Written(command, now, Value.List(used), decided));
            state = decided.State;
            for (var n = 0; n < decided.Sealed.Length; n++)
                known[("sealed", $"{Instance}/{state.Version}/{n}")] = Fact("sealed", $"{Instance}/{state.Version}/{n}", decided.Sealed[n].Content);
        }

        Do(_ => new InstanceCommand.Start("d", Value.Record(
            ("round", CaseWorld.Round), ("person", CaseWorld.Person.ToString()), ("track", "enrolled"), ("number", "2026-1"),
            ("units", Value.Record(("class", "/s/d/c/"), ("department", "/s/d/"), ("school", "/s/"))))));
        foreach (var (outcome, level, reason) in lists.Prepend(("record", "", "")).Prepend(("submit", "", "")))
            Do(s => Command(s, outcome, level, reason));
        return Value.Record(
            ("definition", Value.Parse(File.ReadAllText(Repository.PathOf($"workflows/{Higher}/definition.json")))),
            ("documents", Value.List(pins.Documents.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value))), ("steps", Value.List(steps)));
    }

    private static InstanceCommand.Resume Command(InstanceState state, string what, string level, string reason)
    {
        var kind = what is "submit" or "record" ? BookmarkKind.Task : BookmarkKind.Entry;
        var bookmark = state.Bookmarks.Values.Single(b => b.Kind == kind).Id;
        return what switch
        {
            "submit" => new InstanceCommand.Resume(bookmark, what, Value.Record(("answers", CaseWorld.Answers()), ("commitment", Value.Record(("name", "周雨禾"))))),
            "record" => new InstanceCommand.Resume(bookmark, what, Value.Record(
                ("method", "home-visit"), ("date", "2026-09-06"), ("persons", Value.List(Id.Of("han").ToString())), ("finding", "属实"), ("finish", true))),
            _ => new InstanceCommand.Resume(bookmark, "release", Value.Record(
                ("outcome", what), ("level", level), ("reason", reason), ("opinion", ""), ("target", ""), ("roster", Id.Of("roster").ToString()), ("decision", 1))),
        };
    }

    private static Act ActAt(string now) => new(Instance, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Id.Of("actor"));

    private static Facts Known(IEnumerable<Value> facts) => new(facts.Select(f => new Fact(new FactKey(f["kind"].AsText()!, f["id"].AsText()!), f["value"], "test", 1)));

    private static RecordValue Written(InstanceCommand command, string now, Value facts, InstanceDecision.Decided decided) => Value.Record(
        ("command", RecordCodec.WriteNamed(command)), ("now", now), ("facts", facts), ("events", Value.List(decided.Events.Select(InstanceEventJson.ToValue))),
        ("messages", Value.List(decided.Messages.Select(m => (Value)Value.Record(("name", m.Name), ("id", m.Id.ToString()), ("body", m.Body))))), ("sealed", decided.Sealed.Length));

    private static RecordValue[] Facts() =>
    [
        Fact("calendar", "/s/d/c/", Value.Record(("documents", Value.List(Repository.Json("workflows/calendars/cn-workdays.json"))), ("hash", "h"), ("changes", 0))),
        Fact("announcement", $"{CaseWorld.Round}/enrolled", Value.Record(("on", "2026-06-22"))),
        Fact("window", $"{CaseWorld.Round}/enrolled/{CaseWorld.Person}", Value.Record(("opens", "2026-09-01T00:00:00Z"), ("closes", "2026-09-10T16:00:00Z"), ("personal", false))),
        Fact("match", $"{CaseWorld.Round}/{CaseWorld.Person}", Value.Record(("state", "matched"), ("sealed", "match/1/0"), ("batch", "b1"))),
        Fact("sealed", "match/1/0", Value.Record(("categories", Value.List("subsistence-allowance")), ("reasons", Value.EmptyList))),
    ];

    private static RecordValue Fact(string kind, string id, Value value) => Value.Record(("kind", kind), ("id", id), ("value", value));

    /// <summary>One event a line, so that a change shows as a line.</summary>
    private static string Layout(Value file) => new StringBuilder(file.ToJson()).Replace("[\"", "\n[\"").Replace("{\"command\"", "\n{\"command\"").Append('\n').ToString();

    private sealed class FilePins(Value file) : IPins
    {
        private readonly ExecutableDefinition definition = new(DefinitionReader.Read(file["definition"].ToJson(), CaseWorld.Types).Definition!);

        public ExecutableDefinition? Definition(string pin) => pin == "d" ? definition : null;

        public string? PinOf(string definitionIdOrType) => null;

        public Value? Document(string pin, string kind, string id) =>
            file["documents"].Items.Cast<Value?>().FirstOrDefault(d => d!["kind"].AsText() == kind && d["id"].AsText() == id);
    }

    /// <summary>Remembers which documents were read.</summary>
    private sealed class SeenPins(IPins inner) : IPins
    {
        public Dictionary<string, Value> Documents { get; } = new(StringComparer.Ordinal);

        public ExecutableDefinition? Definition(string pin) => inner.Definition(pin);

        public string? PinOf(string definitionIdOrType) => inner.PinOf(definitionIdOrType);

        public Value? Document(string pin, string kind, string id)
        {
            var found = inner.Document(pin, kind, id);
            if (found is not null)
                Documents[$"{kind}/{id}"] = found;
            return found;
        }
    }
}
