using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>The roles of one document (kind <c>roles</c>), or those that hold at a unit.</summary>
public sealed record RoleList(ImmutableArray<Role> Roles)
{
    /// <summary>
    /// Duties of which one person alone is never enough, here and below: what he does waits for a second one. Publishing and retracting of definitions, layers and
    /// documents go by <see cref="Duty.PublishDefinitions"/>, erasure at the end of its term by <see cref="Duty.SetUp"/>; of the others nothing waits, and a document that names one is told so.
    /// </summary>
    public ImmutableArray<string> SecondPerson { get; init; } = [];

    /// <summary>For roles that have none of their own and none to take; null where the document says nothing of it.</summary>
    public ImmutableArray<MenuEntry>? Menu { get; init; }

    private static readonly ImmutableArray<string> Waiting = [Duty.PublishDefinitions, Duty.SetUp];

    /// <summary>The one id of such a document: a unit's layer has one list.</summary>
    public const string Only = "roles";

    public static readonly DocumentKind<RoleList> Kind = new("roles", new Text("岗位和职责", "Roles and duties"), (n, _) => Read(n), Value.Parse($$"""
        { "type": "object", "required": ["roles"], "properties": { "secondPerson": { "type": "array", "items": { "enum": ["{{Duty.PublishDefinitions}}", "{{Duty.SetUp}}"] } }, "menu": {{MenuSchema}}, "roles": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
              "duties": { "type": "array", "items": { "enum": [{{Words}}] } },
              "required": { "type": "array", "items": { "enum": [{{Words}}] } },
              "personal": { "type": "boolean" }, "student": { "type": "boolean" },
              "units": { "type": "array", "items": { "type": "string" } },
              "menu": {{MenuSchema}},
              "note": { "type": "string" } } } } } }
        """), isPinned: false);

    /// <summary>What the product brings with it: the topmost layer, above what anybody publishes.</summary>
    public static readonly RoleList Shipped = ReadShipped();

    private static string MenuSchema => $$"""
        { "type": "array", "minItems": 1, "maxItems": {{MenuEntry.Longest}}, "items": { "type": "object", "required": ["screen"], "additionalProperties": false, "properties": {
            "screen": { "enum": [{{string.Join(", ", MenuEntry.Screens.Select(s => $"\"{s}\""))}}] }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } } }
        """;

    private static string Words => string.Join(", ", Duty.Names.Keys.Select(d => $"\"{d}\""));

    /// <summary>Asked several times before every step, so nothing is allocated for it.</summary>
    public Role? Find(string id)
    {
        foreach (var role in Roles)
        {
            if (role.Id == id)
                return role;
        }

        return null;
    }

    /// <summary>What people call a role; one that no document names is called by its id.</summary>
    public Text NameOf(string id) => Find(id)?.Name ?? id;

    public bool IsStudent(string id) => Find(id) is { Student: true };

    /// <summary>The menu of a role: its own, else that of the first role that carries its first duty; null where neither has one.</summary>
    public ImmutableArray<MenuEntry>? OwnMenuOf(Role? role) => role?.Menu ?? (role?.Duties is { IsEmpty: false } duties ? MenuFor(duties[0]) : null);

    /// <summary>The menu of the first role that carries a duty and has one; null where there is none.</summary>
    public ImmutableArray<MenuEntry>? MenuFor(string duty) => With(duty).FirstOrDefault(r => r.Menu is not null)?.Menu;

    /// <summary>The roles that carry a duty, in the order of the documents.</summary>
    public IEnumerable<Role> With(string duty) => Roles.Where(r => r.Carries(duty));

    /// <summary>What this list comes to under a lower layer's: roles are added, or described anew.</summary>
    public RoleList Under(RoleList lower) => new(
        [.. Roles.Select(r => lower.Find(r.Id) is { } own ? r.Under(own) : r), .. lower.Roles.Where(r => Find(r.Id) is null)])
    {
        SecondPerson = [.. SecondPerson.Union(lower.SecondPerson, StringComparer.Ordinal)],
        Menu = lower.Menu ?? Menu,
    };

    /// <summary>Why a lower layer's list is not allowed under this one: it takes a required duty away, or leaves one that nobody carries.</summary>
    public IEnumerable<Rejection> Refusals(RoleList lower) => Lost(lower).Concat(
        Duty.Names.Where(d => With(d.Key).Any() && !Under(lower).With(d.Key).Any()).Select(d => RoleCodes.NobodyCarries.With(("duty", d.Value))));

    private IEnumerable<Rejection> Lost(RoleList lower) => lower.Roles.Where(r => r.Duties is not null).SelectMany(r =>
        (Find(r.Id)?.Required ?? []).Where(d => !r.Carries(d)).Select(d => RoleCodes.DutyRequired.With(("role", NameOf(r.Id)), ("duty", Duty.Names.GetValueOrDefault(d) ?? d))));

    /// <summary>The list that a round pins; what the product brings where its pin names none.</summary>
    public static RoleList PinnedAt(IPins pins, string pin) => Kind.Find(pins, pin, Only) ?? Shipped;

    /// <summary>The same for a step of a case.</summary>
    public static RoleList PinnedAt(ActivityContext context) =>
        context.Document(Kind.Name, Only) is { IsNull: false } pinned && Kind.Read(pinned).Document is { } list ? list : Shipped;

    /// <summary>Who acts where an activity names no role: the first that carries the duty.</summary>
    public string For(string role, string duty) => role.Length > 0 ? role : With(duty).FirstOrDefault()?.Id ?? "";

    internal Value ToDocument() => Value.Record(
    [
        ("kind", Kind.Name), ("id", Only), ("roles", Value.List(Roles.Select(r => r.ToValue()))),
        .. SecondPerson.IsEmpty ? [] : ((string, Value)[])[("secondPerson", Value.List(SecondPerson.Select(Value.Of)))],
    ]);

    private static RoleList Read(DocumentNode node)
    {
        var roles = node.Each("roles", ReadRole, r => r.Id, required: true);
        var second = Duties(node, "secondPerson");
        foreach (var duty in second.Where(d => Duty.Names.ContainsKey(d) && !Waiting.Contains(d, StringComparer.Ordinal)))
            node.Findings.Warning(PackCodes.UnknownWord, $"{node.Pointer}/secondPerson", ("word", duty), ("known", string.Join(", ", Waiting)));
        var menu = ReadMenu(node);
        node.Close();
        return new RoleList(roles) { SecondPerson = second, Menu = menu };
    }

    private static Role ReadRole(DocumentNode node)
    {
        ImmutableArray<string>? duties = node.Has("duties") ? Duties(node, "duties") : null;
        var required = Duties(node, "required");
        foreach (var duty in required.Where(d => duties is not { } carried || !carried.Contains(d, StringComparer.Ordinal)))
            node.Error(RoleCodes.RequiredNotCarried, "required", ("duty", duty));
        return new Role(node.Id(), node.Label(), duties, required, node.Flag("personal"), node.Flag("student"), node.Has("units") ? node.Texts("units") : null) { Menu = ReadMenu(node) };
    }

    private static ImmutableArray<MenuEntry>? ReadMenu(DocumentNode node)
    {
        if (!node.Has("menu"))
            return null;
        var entries = node.Each("menu", ReadEntry, e => e.Screen, required: true);
        if (entries.Length > MenuEntry.Longest)
            node.Error(RoleCodes.MenuTooLong, "menu", ("longest", MenuEntry.Longest), ("count", entries.Length));
        for (var i = 0; i < entries.Length; i++)
        {
            if (MenuEntry.Screens.Contains(entries[i].Screen) && MenuEntry.First.Contains(entries[i].Screen, StringComparer.Ordinal) != (i == 0))
                node.Error(RoleCodes.MenuFirst, "menu", ("screen", entries[i].Screen), ("first", string.Join(", ", MenuEntry.First)));
        }

        return entries;
    }

    private static MenuEntry ReadEntry(DocumentNode node)
    {
        var screen = node.RequiredText("screen");
        if (screen.Length > 0 && !MenuEntry.Screens.Contains(screen))
            node.Error(PackCodes.UnknownWord, "screen", ("word", screen), ("known", string.Join(", ", MenuEntry.Screens)));
        return new MenuEntry(screen, node.OptionalLabel("name"));
    }

    private static ImmutableArray<string> Duties(DocumentNode node, string name)
    {
        var words = node.Texts(name);
        foreach (var word in words.Where(w => w.Length > 0 && !Duty.Names.ContainsKey(w)))
            node.Error(PackCodes.UnknownWord, name, ("word", word), ("known", string.Join(", ", Duty.Names.Keys)));
        return words;
    }

    private static RoleList ReadShipped()
    {
        using var stream = typeof(RoleList).Assembly.GetManifestResourceStream("roles.json")!;
        using var reader = new StreamReader(stream);
        return Kind.Read(Value.Parse(reader.ReadToEnd())).Document!;
    }
}
