using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>One level of hardship (困难等级).</summary>
public sealed record Level(string Id, Text Name, string? Article)
{
    /// <summary>How long this level is held, where it is not as long as the scale says.</summary>
    public LevelValidity? ValidFor { get; init; }
}

/// <summary>Why a student is not determined: a coded reason with its source (第十八条). <c>explain</c> asks for a sentence beside the code.</summary>
public sealed record NotDeterminedReason(string Id, Text Name, string Article, bool Explain);

/// <summary>The outcome 不予认定, a value of every scale, with its reasons.</summary>
public sealed record NotDetermined(string Id, Text Name, ImmutableArray<NotDeterminedReason> Reasons);

/// <summary>A scale of levels (kind <c>scale</c>), the gravest first; below all of them stands 不予认定.</summary>
public sealed record Scale(string Id, ImmutableArray<Level> Levels, NotDetermined NotDetermined)
{
    private const string Validity = """
        { "type": "object", "additionalProperties": false, "properties": {
              "months": { "type": "integer", "minimum": 1, "maximum": 120 }, "until": { "type": "string", "pattern": "^([0-9][0-9]-[0-9][0-9]|graduation)$" },
              "from": { "type": "string", "pattern": "^[0-9][0-9]-[0-9][0-9]$" }, "note": { "type": "string" } } }
        """;

    public static readonly DocumentKind<Scale> Kind = new("scale", new Text("困难等级方案", "Scale of hardship levels"), (n, d) => Read(n, d.Id), Value.Parse($$"""
        { "type": "object", "required": ["levels", "notDetermined"], "properties": {
            "levels": { "type": "array", "minItems": 1, "maxItems": 10, "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "article": { "type": "string" }, "validFor": {{Validity}}, "note": { "type": "string" } } } },
            "notDetermined": { "type": "object", "required": ["id", "name", "reasons"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" },
              "reasons": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "article"], "additionalProperties": false, "properties": {
                "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
                "article": { "type": "string" }, "explain": { "type": "boolean" }, "note": { "type": "string" } } } } } },
            "validFor": {{Validity}} } }
        """));

    /// <summary>How long a level is held; none where it is held until the school year is over.</summary>
    public LevelValidity? ValidFor { get; init; }

    /// <summary>How long this level is held; none where it is held until the school year is over.</summary>
    public LevelValidity? ValidityOf(string level) => Levels.FirstOrDefault(l => l.Id == level)?.ValidFor ?? ValidFor;

    /// <summary>Rises with hardship: 0 is 不予认定, the gravest level has the highest rank; null for an id that the scale does not know.</summary>
    public int? RankOf(string level)
    {
        if (string.Equals(level, NotDetermined.Id, StringComparison.Ordinal))
            return 0;
        for (var i = 0; i < Levels.Length; i++)
        {
            if (string.Equals(Levels[i].Id, level, StringComparison.Ordinal))
                return Levels.Length - i;
        }

        return null;
    }

    /// <summary>The graver of two levels (就高不就低).</summary>
    public string Higher(string one, string other) => (RankOf(one) ?? -1) >= (RankOf(other) ?? -1) ? one : other;

    /// <summary>What people call a level of this scale, else the id.</summary>
    public Text NameOf(string level) =>
        string.Equals(level, NotDetermined.Id, StringComparison.Ordinal)
            ? NotDetermined.Name
            : Levels.FirstOrDefault(l => string.Equals(l.Id, level, StringComparison.Ordinal))?.Name ?? new Text(level);

    internal static Scale Read(DocumentNode node, string id)
    {
        var levels = node.Each("levels", l => new Level(l.Id(), l.Label(), l.OptionalText("article")) { ValidFor = LevelValidity.Read(l) }, l => l.Id, required: true);
        if (levels.Length > 10)
            node.Error(ScoringCodes.ScaleTooSmall, "levels", ("count", levels.Length));
        var scale = new Scale(id, levels, ReadNotDetermined(node)) { ValidFor = LevelValidity.Read(node) };
        if (levels.Any(l => string.Equals(l.Id, scale.NotDetermined.Id, StringComparison.Ordinal)))
            node.Error(PackCodes.RepeatedId, "notDetermined", ("id", scale.NotDetermined.Id));
        node.Close();
        return scale;
    }

    private static NotDetermined ReadNotDetermined(DocumentNode node)
    {
        if (node.Child("notDetermined") is not { } child)
        {
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "notDetermined"));
            return new NotDetermined("", "", []);
        }

        var outcome = new NotDetermined(child.Id(), child.Label(), child.Each(
            "reasons", r => new NotDeterminedReason(r.Id(), r.Label(), r.RequiredText("article"), r.Flag("explain")), r => r.Id, required: true));
        child.Close();
        return outcome;
    }
}
