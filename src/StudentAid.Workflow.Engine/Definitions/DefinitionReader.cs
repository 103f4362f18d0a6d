using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// Reads a workflow definition in either dialect. What is wrong is a diagnostic with its place, never an exception. Unknown activity types are found
/// by the lint, for only it knows the other definitions.
/// </summary>
public static class DefinitionReader
{
    /// <summary>Last segment of the <c>$schema</c> that makes a document strict.</summary>
    public const string Schema = "workflow-definition.schema.json";

    private const string ElsaHost = "elsaworkflows.io";

    private static readonly string[] ShortNames =
        ["$schema", "dialect", "definitionId", "name", "description", "article", "note", "usableAsActivity", "variables", "inputs", "outputs", "outcomes", "root", "elsa"];

    private static readonly string[] OwnNames = ["name", "description", "article", "note", "strict", "personal", "defaults"];

    /// <summary>A byte-order mark before the text is tolerated; more than 1 MB or 64 levels are refused.</summary>
    public static DefinitionDocument Read(string text, ActivityTypes types)
    {
        var (tree, faults) = SourceTree.Parse(text);
        if (tree.Root is not { } root)
            return new DefinitionDocument(tree, Dialect.Elsa, null, faults, new DefinitionPlaces(tree));
        var isShort = IsOurs(root["$schema"]?.Text);
        var isStrict = isShort && root["dialect"]?.Text != "elsa";
        var reading = new Reading(tree, types, isShort, isStrict);
        if (!isShort)
            root = ElsaSpelling.Of(root);
        var definition = Refused(root) is { } refusal ? Refuse(reading, refusal, root) : Read(reading, root);
        return new DefinitionDocument(tree, isStrict ? Dialect.Strict : Dialect.Elsa, definition, reading.Diagnostics, reading.Places);
    }

    private static bool IsOurs(string? schema) =>
        schema is not null && !schema.Contains(ElsaHost, StringComparison.OrdinalIgnoreCase)
        && schema.Split('?', '#')[0].Split('/', '\\')[^1] == Schema;

    private static Code? Refused(SourceNode root)
    {
        if (root.Kind != ValueKind.Record)
            return DefinitionCodes.NotADefinition;
        // Elsa 2 has activities where Elsa 3 has a root.
        var isElsa2 = (root["activities"] is not null && root["root"] is null && root["type"] is null)
            || root["activities"]?.Items.Any(a => a["activityId"] is not null) == true
            || root["connections"]?.Items.Any(c => c["sourceActivityId"] is not null) == true;
        return isElsa2 ? DefinitionCodes.Elsa2
            : root["root"] is null && root["type"] is null && root["definitionId"] is null && root["$schema"] is null ? DefinitionCodes.NotADefinition
            : null;
    }

    private static Definition? Refuse(Reading reading, Code code, SourceNode root)
    {
        reading.Report(code, Severity.Error, reading.Tree.PositionOf(root.Start, root.Start));
        return null;
    }

    private static Definition? Read(Reading reading, SourceNode root)
    {
        FindRepeated(reading, root);
        if (root["root"] is null && root["type"] is not null)
            return Bare(reading, root);
        var activity = root["root"] is { IsNull: false } written ? new ActivityReader(reading).Read(written, "", isRoot: true) : Empty(reading, root);
        if (activity is null)
            return null;
        return reading.IsShort ? Short(reading, root, activity) : Long(reading, root, activity);
    }

    private static ActivityNode Empty(Reading reading, SourceNode root)
    {
        if (reading.IsShort)
            reading.Report(DefinitionCodes.MissingProperty.With(("name", "root")), Severity.Error, reading.Tree.PositionOf(root.Start, root.Start));
        return new ActivityNode { Id = ActivityReader.RootId, Type = "Elsa.Sequence" };
    }

    private static Definition? Bare(Reading reading, SourceNode source) =>
        new ActivityReader(reading).Read(source, "", isRoot: true) is { } activity
            ? new Definition { DefinitionId = activity.Id, Name = activity.Title ?? activity.Name ?? activity.Id, Root = activity, Strict = reading.IsStrict }
            : null;

    private static Definition Short(Reading reading, SourceNode root, ActivityNode activity)
    {
        foreach (var member in root.Members.Where(m => Array.IndexOf(ShortNames, m.Name) < 0))
            reading.Unknown(member, ShortNames);
        var id = reading.TextOf(root, "definitionId");
        if (id is null)
            reading.Report(DefinitionCodes.MissingProperty.With(("name", "definitionId")), Severity.Error, reading.Tree.PositionOf(root.Start, root.Start));
        else if (reading.IsStrict && !ActivityReader.IsGoodId(id))
            reading.Report(DefinitionCodes.BadId.With(("id", id)), Severity.Error, root["definitionId"]!);
        var elsa = reading.RecordOf(root, "elsa");
        return new Definition
        {
            DefinitionId = id ?? "definition",
            Name = reading.PeopleTextOf(root, "name") ?? id ?? "definition",
            Description = reading.PeopleTextOf(root, "description"),
            Article = reading.TextOf(root, "article"),
            Note = reading.TextOf(root, "note"),
            Variables = DeclarationReader.Read(reading, root["variables"], "variables", Value.Null),
            Inputs = DeclarationReader.Read(reading, root["inputs"], "inputs", Value.Null),
            Outputs = DeclarationReader.Read(reading, root["outputs"], "outputs", Value.Null),
            Outcomes = reading.TextsOf(root, "outcomes"),
            Root = activity,
            Strict = reading.IsStrict,
            UsableAsActivity = reading.BoolOf(root, "usableAsActivity"),
            CustomProperties = elsa["customProperties"] as RecordValue ?? Value.EmptyRecord,
            Elsa = elsa.Without("customProperties"),
        };
    }

    private static Definition Long(Reading reading, SourceNode root, ActivityNode activity)
    {
        var own = root["customProperties"]?[ElsaForm.Own]?.ToValue() ?? Value.Null;
        var id = reading.TextOf(root, "definitionId") ?? reading.TextOf(root, "id") ?? reading.TextOf(root, "name") ?? "definition";
        var usable = root["options"]?["usableAsActivity"] ?? root["usableAsActivity"];
        return new Definition
        {
            DefinitionId = id,
            Name = Text.From(own["name"]) ?? reading.TextOf(root, "name") ?? id,
            Description = Text.From(own["description"]) ?? Text.From(reading.TextOf(root, "description")),
            Article = own["article"].AsText(),
            Note = own["note"].AsText(),
            Variables = Declared(reading, root, own, "variables"),
            Inputs = Declared(reading, root, own, "inputs"),
            Outputs = Declared(reading, root, own, "outputs"),
            Outcomes = reading.TextsOf(root, "outcomes"),
            Root = activity,
            Strict = own["strict"].AsBool() == true,
            UsableAsActivity = usable?.ToValue().AsBool() == true,
            CustomProperties = ActivityReader.WithoutOwn(reading.RecordOf(root, "customProperties"), own, OwnNames),
            Elsa = Rest(reading, root, id),
        };
    }

    private static ImmutableArray<VariableDeclaration> Declared(Reading reading, SourceNode root, Value own, string name) =>
        DeclarationReader.Read(reading, root[name], name, Value.Record(("personal", own["personal"][name]), ("defaults", own["defaults"][name])));

    /// <summary>Members without a slot that say more than Elsa's defaults.</summary>
    private static RecordValue Rest(Reading reading, SourceNode root, string id)
    {
        var rest = new List<KeyValuePair<string, Value>>();
        foreach (var member in root.Distinct().Where(m => !ElsaForm.DocumentSlots.Contains(m.Name) && !m.Node.IsNull))
        {
            var value = member.Node.ToValue();
            if (!(member.Name == "id" && value.AsText() == id) && !ElsaForm.DocumentDefaults.Any(d => d.Name == member.Name && d.Value == value))
                rest.Add(KeyValuePair.Create(member.Name, value));
        }

        var options = reading.RecordOf(root, "options");
        if (options["usableAsActivity"].AsBool() == true)
            options = options.Without("usableAsActivity");
        if (options["autoUpdateConsumingWorkflows"].AsBool() == false)
            options = options.Without("autoUpdateConsumingWorkflows");
        if (options.Count > 0)
            rest.Add(KeyValuePair.Create<string, Value>("options", options));
        return RecordValue.From(rest);
    }

    private static void FindRepeated(Reading reading, SourceNode root)
    {
        var open = new Stack<SourceNode>([root]);
        while (open.TryPop(out var node))
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in node.Members)
            {
                if (!names.Add(member.Name))
                    reading.Report(DefinitionCodes.RepeatedKey.With(("name", member.Name)), reading.Broken, reading.Tree.PositionOf(member.Start, member.End));
                open.Push(member.Node);
            }

            foreach (var item in node.Items)
                open.Push(item);
        }
    }
}
