using System.Collections.Concurrent;
using System.Text;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>One case in a world of its own: definitions built in code, shipped documents pinned beside them, facts given by hand.</summary>
internal sealed class CaseWorld
{
    public const string Round = "r1";
    public const string Hash = "0123456789abcdef0123456789abcdef";
    public static readonly Id Person = Id.Of("person", "jia");
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 2, 0, 0, TimeSpan.Zero);

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "workflows");
    private static readonly Interpreter Interpreter = new(new ActivityTypes([.. GeneralActivities.All, .. CaseworkActivities.All]));

    private readonly Pins pins;

    private CaseWorld(Pins pins)
    {
        this.pins = pins;
        World = new World(Interpreter, pins, Monday);
        Know("calendar", "/s/d/c/", Value.Record(("documents", Value.List(Value.Parse(File.ReadAllText(Path.Combine(Root, "calendars", "cn-workdays.json"))))), ("hash", "h"), ("changes", 0)));
    }

    public World World { get; }

    /// <summary>What the case goes by.</summary>
    public IPins Pinned => pins;

    public WorldInstance Case => World.Instances.Single();

    public IEnumerable<InstanceEvent> Events => Case.History.SelectMany(h => h);

    public string At => string.Join(' ', Case.State.Bookmarks.Values.Select(b => b.Node).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A chain of activities in this order, then an End; rewinds as "a.Returned => b".</summary>
    public static CaseWorld Of(IEnumerable<ActivityNode> chain, params string[] more) => In("national/higher-education-determination", chain, more);

    public static CaseWorld In(string folder, IEnumerable<ActivityNode> chain, params string[] more)
    {
        var nodes = chain.Append(Node("end", "Elsa.End")).ToArray();
        var forward = nodes.Zip(nodes.Skip(1), (a, b) => new Connection(a.Id, ForwardOf(a), b.Id));
        return new CaseWorld(new Pins(Definition(nodes, forward.Concat(more.Select(Parse)))) { Folder = folder });
    }

    /// <summary>The definition that ships in a folder, with its documents.</summary>
    public static CaseWorld Shipped(string folder) => new(new Pins(Read(folder).Definition!) { Folder = folder });

    public static DefinitionDocument Read(string folder) =>
        DefinitionReader.Read(File.ReadAllText(Path.Combine(Root, folder, "definition.json")), Interpreter.Types);

    public static ActivityTypes Types => Interpreter.Types;

    public static ActivityNode Node(string id, string type, params (string Name, Value Value)[] inputs) => new()
    {
        Id = id, Type = type, Inputs = [.. inputs.Select(i => new ActivityInput(i.Name, InputKind.Literal, i.Value))],
    };

    public CaseWorld Know(string kind, string id, Value value)
    {
        World.Know(new Fact(new FactKey(kind, id), value, "test", 1));
        return this;
    }

    /// <summary>Pins one more document.</summary>
    public CaseWorld Pin(string json)
    {
        var document = Value.Parse(json);
        pins.More[(document["kind"].AsText()!, document["id"].AsText()!)] = document;
        return this;
    }

    public CaseWorld Announced(string track = "enrolled") => Know("announcement", $"{Round}/{track}", Value.Record(("on", "2026-06-22")));

    public CaseWorld Window(string opens = "2026-09-01T00:00:00Z", string closes = "2026-09-10T16:00:00Z") =>
        Know("window", $"{Round}/enrolled/{Person}", Value.Record(("opens", opens), ("closes", closes), ("personal", false)));

    public CaseWorld Matched(string state, params string[] categories)
    {
        Know("sealed", "match/1/0", Value.Record(("categories", Value.List(categories.Select(Value.Of))), ("reasons", Value.EmptyList)));
        return Know("match", $"{Round}/{Person}", Value.Record(("state", state), ("sealed", "match/1/0"), ("batch", "b1")));
    }

    public CaseWorld Start(string track = "enrolled", Value? units = null)
    {
        var refused = World.Start("d", Value.Record(
            ("round", Round), ("person", Person.ToString()), ("track", track), ("number", "2026-1"),
            ("units", units ?? Value.Record(("class", "/s/d/c/"), ("department", "/s/d/"), ("school", "/s/"))))).Refused;
        return refused is null ? this : throw new InvalidOperationException(refused.ToString());
    }

    /// <summary>Does a verb at the only bookmark of this kind; the refusal, where it is refused.</summary>
    public Rejection? Do(string verb, Value? with = null, BookmarkKind kind = BookmarkKind.Task, long? shownAt = null) =>
        World.Perform(Case.Id, new InstanceCommand.Resume(Case.State.Bookmarks.Values.Single(b => b.Kind == kind).Id, verb, with ?? Value.EmptyRecord, shownAt));

    public Bookmark Open(BookmarkKind kind) => Case.State.Bookmarks.Values.Single(b => b.Kind == kind);

    public Value Variable(string name) => Case.State.IsOpen
        ? Case.State.Frames[1].Variables.GetValueOrDefault(name) ?? Value.Null
        : Events.OfType<InstanceEvent.VariableSet>().LastOrDefault(e => e.Name == name)?.Value ?? Value.Null;

    public IEnumerable<Value> Notes(string name) => Events.OfType<InstanceEvent.Noted>().Where(n => n.Name == name).Select(n => n.Content);

    /// <summary>Everything that stands in events in clear.</summary>
    public string Plain => string.Join('\n', Case.History.Select(h => Encoding.UTF8.GetString(InstanceEventJson.Write(h))));

    /// <summary>Answers that the shipped form takes.</summary>
    public static RecordValue Answers(string name = "周雨禾") => (RecordValue)Value.Parse($$"""
        { "student": { "name": "{{name}}", "gender": "female", "birthDate": "2006-03-07", "ethnicity": "汉族", "nativePlace": "河南", "householdType": "rural",
            "idNumber": "{{SyntheticId.Make(new DateOnly(2006, 3, 7), 12)}}", "politicalStatus": "masses", "phone": "13800000000" },
          "family": { "population": 2, "address": "某县某村", "guardianPhone": "13900000000", "region": "key-county", "inEducation": 1, "elders": 0, "singleParent": true,
            "members": [ { "name": "周大山", "age": 48, "relation": "father", "occupation": "farming", "annualIncome": 600000, "health": "disabled" } ] },
          "specialGroups": ["subsistence-allowance"],
          "circumstances": { "disasterWhen": "none", "accidentWhen": "none", "debtAmount": 0 } }
        """);

    private static Definition Definition(IEnumerable<ActivityNode> nodes, IEnumerable<Connection> connections) => new()
    {
        DefinitionId = "d",
        Name = "d",
        Strict = true,
        Root = new ActivityNode
        {
            Id = "flow", Type = "Elsa.Flowchart", Children = [.. nodes.Select(n => new ActivityChild("activities", n))], Connections = [.. connections],
        },
    };

    private static string ForwardOf(ActivityNode node) =>
        Interpreter.Types.Find(node.Type)!.OutcomesOf(node).FirstOrDefault(o => o is not ("Returned" or "Upheld")) ?? Connection.Done;

    private static Connection Parse(string text)
    {
        var parts = text.Split(["=>", "->"], StringSplitOptions.TrimEntries);
        var from = parts[0].Split('.');
        return new Connection(from[0], from.Length > 1 ? from[1] : Connection.Done, parts[1], text.Contains("=>", StringComparison.Ordinal));
    }

    private sealed class Pins(Definition definition) : IPins
    {
        private static readonly ConcurrentDictionary<string, Value?> Read = new(StringComparer.Ordinal);
        private readonly ExecutableDefinition executable = new(definition);

        public string Folder { get; init; } = "";

        public Dictionary<(string Kind, string Id), Value> More { get; } = [];

        public ExecutableDefinition? Definition(string pin) => pin == "d" ? executable : null;

        public string? PinOf(string definitionIdOrType) => null;

        public Value? Document(string pin, string kind, string id) => More.TryGetValue((kind, id), out var more) ? more : Read.GetOrAdd($"{Folder}/{kind}/{id}", _ =>
            Directory.EnumerateFiles(Path.Combine(Root, Folder), "*.json").Select(f => Value.Parse(File.ReadAllText(f)))
                .FirstOrDefault(d => d["kind"].AsText() == kind && d["id"].AsText() == id));
    }
}
