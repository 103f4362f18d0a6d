using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// What Elsa 3 writes by itself. The reader drops a member that says no more than this, and the long writer puts it back, so that the model holds
/// what a person said.
/// </summary>
internal static class ElsaForm
{
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>The member of customProperties that holds what has no Elsa slot.</summary>
    public const string Own = "StudentAid";

    public const string NotFoundConnections = "notFoundConnections";

    public const string CanStart = "canStartWorkflow";

    public const string RunAsync = "runAsynchronously";

    /// <summary>Members of a document that Elsa always writes, and what they are where nothing was said; the row id defaults to the definition id.</summary>
    public static readonly (string Name, Value Value)[] DocumentDefaults =
    [
        ("$schema", Schema), ("version", 1), ("toolVersion", "3.7.0.0"), ("isReadonly", false), ("isSystem", false), ("isLatest", true), ("isPublished", false),
    ];

    public static readonly HashSet<string> DocumentSlots = new(StringComparer.Ordinal)
    {
        "definitionId", "name", "description", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "usableAsActivity", "root",
    };

    /// <summary>Members that every activity has; an input of such a name (a child definition's) cannot stand beside them.</summary>
    public static readonly HashSet<string> ActivitySlots = new(StringComparer.Ordinal)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", CanStart, RunAsync, "activities", "connections", "variables",
        "workflowDefinitionId", "workflowDefinitionVersionId",
    };

    /// <summary>Options that are plain properties of Elsa's classes and no inputs: Elsa writes them without a wrapper.</summary>
    public static bool IsPlain(string type, string option) => (type, option) is
        ("Elsa.SetVariable", "variable") or ("Elsa.FlowSwitch", "cases") or ("Elsa.Fork", "joinMode");

    /// <summary>The typeName written where the document did not say one.</summary>
    public static string TypeNameOf(InputKind kind, Value value) => kind == InputKind.Literal
        ? value.Kind switch { ValueKind.Text => "String", ValueKind.Bool => "Boolean", ValueKind.Number => "Decimal", _ => "Object" }
        : "Object";

    /// <summary>Elsa's name of an expression type; null where the wrapper keeps it.</summary>
    public static string? NameOf(InputKind kind) => kind == InputKind.Other ? null : kind.ToString();

    public static InputKind KindOf(string elsaType) => elsaType.ToUpperInvariant() switch
    {
        "LITERAL" => InputKind.Literal,
        "OBJECT" or "JSON" => InputKind.Object,
        "VARIABLE" => InputKind.Variable,
        "INPUT" => InputKind.Input,
        "JAVASCRIPT" => InputKind.JavaScript,
        "CSHARP" or "C#" => InputKind.CSharp,
        _ => InputKind.Other,
    };

    /// <summary>The path that Elsa gives a node.</summary>
    public static string NodeId(string path) => "Workflow1:" + path;

    public static bool IsFlowchart(string type) => type == "Elsa.Flowchart";

    /// <summary>Types whose lists of activities and variables are written even when they are empty.</summary>
    public static bool HasActivities(string type) => type is "Elsa.Flowchart" or "Elsa.Sequence" or "Elsa.Parallel";

    /// <summary>A SetVariable names its variable by an object; where the id is the name and nothing more is said, by the name alone.</summary>
    public static Value VariableNamed(string name) => Value.Record(("id", name), ("name", name));

    /// <summary>True where a record is what <see cref="VariableNamed"/> gives.</summary>
    public static bool IsNamedVariable(Value value) =>
        value is RecordValue { Count: 2 } record && record["id"].AsText() is { } id && record["name"].AsText() == id;

    /// <summary>The id, else the name, of the variable that a value names: a text, or Elsa's object in either spelling; null where it names none.</summary>
    public static string? VariableIn(Value value) =>
        value.AsText() ?? value["id"].AsText() ?? value["Id"].AsText() ?? value["name"].AsText() ?? value["Name"].AsText() ?? value["memoryReference"]["id"].AsText();

    /// <summary>True where a member is what Elsa makes of the name of an input or output: <c>finalGrade</c> of <c>Final Grade</c>, <c>final_grade</c>, <c>FinalGrade</c>.</summary>
    public static bool IsCalled(string member, string name) =>
        string.Equals(member, name, StringComparison.OrdinalIgnoreCase) || string.Equals(member, Joined(name), StringComparison.OrdinalIgnoreCase);

    private static string Joined(string name) => string.Concat(name.Where(c => c is not (' ' or '_' or '-')));
}
