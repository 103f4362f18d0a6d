using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Random models, as a reader can make them, from one seed.</summary>
internal sealed class RandomDefinition(int seed)
{
    private static readonly string[] Texts =
        ["", "x", "= x", "== x", "=", " =", "a -> b", "名称 \"q\" \\ \n\t", "1", "true", "{\"a\":1}", "[1]", "😀\u2028", "a.b"];

    private static readonly string[] Ids = ["announce", "a", "b-c", "Gn-5gEC2-UCmmzWTgvYCmw", "x_1", "has space", "has.dot", "-dash-", "甲", "a->b", "chain/office"];

    private readonly Random random = new(seed);
    private int nodes;

    public Definition Create() => new()
    {
        DefinitionId = Pick("demo", "a1", "Demo 1"),
        Name = People(),
        Description = Maybe(People),
        Article = Maybe(Text),
        Note = Maybe(Text),
        Variables = Declared(true),
        Inputs = Declared(false),
        Outputs = Declared(false),
        Outcomes = [.. Many(3, Text)],
        Root = Node(0) is var root && Chance(30) ? root with { Id = "root" } : root,
        Strict = Chance(50),
        UsableAsActivity = Chance(50),
        CustomProperties = Extra(("Elsa:WorkflowContextProviderTypes", Value.EmptyList), ("StudentAid", Value.Record(("unit", "x")))),
        Elsa = Extra(
            ("createdAt", "2023-04-18T13:32:26.294066+00:00"), ("version", 3), ("isPublished", true), ("options", Value.Record(("activityCategory", "x"))), ("metadata", Value.EmptyRecord)),
    };

    private ActivityNode Node(int depth)
    {
        var id = Chance(60) ? $"n{nodes++}" : $"{Pick(Ids)}{nodes++}";
        var type = depth < 3
            ? Pick("Elsa.Flowchart", "Elsa.Flowchart", "Elsa.Sequence", "Elsa.If", "Elsa.Switch", "Elsa.Fork", "Elsa.WriteLine", "Child", "Elsa.SetVariable", "Elsa.FlowSwitch", "Elsa.RunTask")
            : Pick("Elsa.WriteLine", "Child", "Elsa.SetVariable", "Elsa.FlowSwitch", "Elsa.RunTask", "Elsa.HttpEndpoint");
        var children = Children(type, depth);
        var isContainer = type is "Elsa.Flowchart" or "Elsa.Sequence";
        return new ActivityNode
        {
            Id = id, Type = type, Version = Chance(80) ? 1 : random.Next(2, 9),
            Name = Maybe(Text), Title = Maybe(People), Note = Maybe(Text), Article = Maybe(Text),
            Inputs = Inputs(type), Outputs = Outputs(type), Children = children,
            Connections = type == "Elsa.Flowchart" ? Connections(children) : [],
            Variables = isContainer ? Declared(true) : [],
            CanStartWorkflow = Chance(20),
            CustomProperties = Extra(("commitStrategyName", "Always"), ("runAsynchronously", true), ("StudentAid", Value.Record(("colour", 1)))),
            Metadata = Extra(("designer", Value.Record(("position", Value.Record(("x", -1.5m), ("y", 3))))), ("description", "d")),
            Elsa = type == "Elsa.Flowchart" ? Extra(("start", "x"), ("applicationProperties", Value.Record(("NotFoundConnectionsKey", Value.EmptyList))))
                : type == "Child" ? Extra(("workflowDefinitionId", "c"), ("latestAvailablePublishedVersion", 2), ("flag", true), ("nested", Value.Record(("type", "x"))))
                : Extra(("nodeId", "Workflow2:x"), ("colour", "red")),
        };
    }

    private ImmutableArray<ActivityChild> Children(string type, int depth) => type switch
    {
        "Elsa.Flowchart" or "Elsa.Sequence" => [.. Many(5, () => new ActivityChild("activities", Node(depth + 1)))],
        "Elsa.Fork" => [.. Many(3, () => new ActivityChild("branches", Node(depth + 1)))],
        "Elsa.If" => [.. Single("then", depth), .. Single("else", depth)],
        "Elsa.Switch" => [.. Many(3, () => new ActivityChild("cases", Node(depth + 1), Text(), Condition())), .. Single("default", depth)],
        _ => [],
    };

    private IEnumerable<ActivityChild> Single(string port, int depth) => Chance(50) ? [new ActivityChild(port, Node(depth + 1))] : [];

    private RecordValue Condition() => Value.Record(("condition", Value.Record(("type", Pick("JavaScript", "Liquid")), ("value", Pick("a > 1", " b", "")))));

    private ImmutableArray<ActivityInput> Inputs(string type) => type switch
    {
        "Elsa.WriteLine" => [.. Some("text")],
        "Elsa.If" => [.. Some("condition")],
        "Elsa.RunTask" => [.. Some("taskName"), .. Some("payload")],
        "Elsa.HttpEndpoint" => [.. Some("path"), .. Some("supportedMethods")],
        "Elsa.Fork" => Chance(50) ? [new ActivityInput("joinMode", InputKind.Literal, Pick("WaitAll", "WaitAny"))] : [],
        "Elsa.SetVariable" => [new ActivityInput("variable", InputKind.Literal, Chance(50)
            ? Value.Record(("id", "v1"), ("name", "v1"))
            : Value.Record(("id", "v2"), ("name", "Counter"), ("typeName", "Int32"))), .. Some("value")],
        "Elsa.FlowSwitch" => [new ActivityInput("cases", InputKind.Literal, Value.List(Many(3, () => (Value)Condition().With("label", Text())).ToArray()))],
        "Child" => [.. Some("input1"), .. Some("name"), .. Some("title"), .. Some("inputs")],
        _ => [],
    };

    private IEnumerable<ActivityInput> Some(string name)
    {
        if (Chance(30))
            yield break;
        var elsa = Chance(70) ? null : Value.Record(("memoryReference", Value.Record(("id", "x:input-1"))));
        yield return random.Next(7) switch
        {
            0 => new ActivityInput(name, InputKind.JavaScript, Pick("a + 1", " spaced ", "", "= b", "`x`"), elsa),
            1 => new ActivityInput(name, InputKind.CSharp, "Variables.A", elsa),
            2 => new ActivityInput(name, InputKind.Object, "{\"a\":1}", elsa),
            3 => new ActivityInput(name, InputKind.Variable, Value.Record(("id", "v")), elsa),
            4 => new ActivityInput(name, InputKind.Other, "{{ x }}", (elsa ?? Value.EmptyRecord).With("expression", Value.Record(("type", "Liquid")))),
            5 => new ActivityInput(name, InputKind.Literal, Json(0), elsa),
            _ => new ActivityInput(name, InputKind.Literal, Text(), elsa),
        };
    }

    private ImmutableArray<ActivityOutput> Outputs(string type) => type is "Elsa.RunTask" or "Elsa.HttpEndpoint" or "Child" && Chance(50)
        ? [new ActivityOutput(type == "Child" ? "output1" : "result", Text(), Chance(50) ? null : Value.Record(("typeName", "String")))]
        : [];

    private ImmutableArray<Connection> Connections(ImmutableArray<ActivityChild> children) => children.IsEmpty ? [] :
    [
        .. Many(7, () =>
        {
            var (from, to) = (Pick([.. children]).Node.Id, Pick([.. children]).Node.Id);
            var rewind = Chance(30);
            var outside = rewind && Chance(20);
            return new Connection(from, Pick("Done", "Done", "True", "a b", "通过", "", "a.b"), outside ? "far/away" : to, rewind, rewind && Chance(30) ? Redo.None : Redo.Between)
            {
                Elsa = Chance(85) ? null : Value.Record(Chance(50) ? ("note", Text()) : ("vertices", Value.List(Value.Record(("x", 1), ("y", 2))))),
            };
        }),
    ];

    private ImmutableArray<VariableDeclaration> Declared(bool isVariable) =>
    [
        .. Many(3, Text).Distinct(StringComparer.Ordinal).Select(name => new VariableDeclaration
        {
            Name = name, Id = Maybe(Text), Type = Pick("Object", "String", "Int32", "Decimal", "Boolean", "System.Int32, System.Private.CoreLib"),
            IsArray = Chance(20), Default = Chance(40) ? Value.Null : Json(0), Personal = Chance(20),
            Elsa = isVariable ? Extra(("storageDriverTypeName", "x"), ("note", "n")) : Extra(("displayName", "x"), ("uiHint", "singleline")),
        }),
    ];

    private Value Json(int depth) => random.Next(depth > 2 ? 5 : 7) switch
    {
        0 => Value.Null,
        1 => Chance(50),
        2 => random.Next(-5, 5000),
        3 => random.Next(0, 9999) / 100m,
        4 => Text(),
        5 => Value.List(Many(3, () => Json(depth + 1)).ToArray()),
        _ => Value.Record(new[] { "to", "a", "expression", "type" }.Where(_ => Chance(40)).Select(n => (n, Json(depth + 1))).ToArray()),
    };

    private Text People() => new(Text(), Maybe(Text));

    private string Text() => Pick(Texts);

    private RecordValue Extra(params (string, Value)[] members) => Chance(60) ? Value.EmptyRecord : Value.Record(members.Where(_ => Chance(50)).ToArray());

    private T? Maybe<T>(Func<T> make)
        where T : class => Chance(70) ? null : make();

    private List<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
