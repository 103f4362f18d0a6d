using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>A kind of change: the state of the register that it leads to, and what becomes of running aid: stop, suspend, resume or none.</summary>
public sealed record ChangeKind(string Id, Text Name, string Status, string Effect);

/// <summary>学籍异动 as a pack rules it (kind <c>enrolment-rules</c>): within how many days it is entered into the register system, who enters it, and the kinds there are.</summary>
public sealed record EnrolmentRules(int Days, string Unit, string Role, ImmutableArray<string> FullTime, ImmutableArray<ChangeKind> Changes)
{
    public const string Stop = "stop";
    public const string Suspend = "suspend";
    public const string Resume = "resume";
    public const string None = "none";

    /// <summary>When new students are registered and what must be known of them; null where nothing is said.</summary>
    public RegistrationRules? Registration { get; init; }

    private static readonly ImmutableArray<string> Effects = [Stop, Suspend, Resume, None];

    public static readonly DocumentKind<EnrolmentRules> Kind = new("enrolment-rules", new Text("学籍异动规则", "Rules of changes of enrolment"), (n, _) => Read(n), Value.Parse("""
        { "type": "object", "required": ["days", "role", "changes"], "properties": {
            "days": { "type": "integer", "minimum": 1, "maximum": 366 }, "dayUnit": { "enum": ["working-days", "days"] }, "role": { "type": "string" },
            "fullTime": { "type": "array", "items": { "type": "string" } },
            "registration": { "type": "object", "required": ["windows"], "additionalProperties": false, "properties": {
              "windows": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "opens", "closes"], "additionalProperties": false, "properties": {
                "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "opens": { "type": "string" }, "closes": { "type": "string" }, "note": { "type": "string" } } } },
              "required": { "type": "array", "items": FACT }, "lookUp": { "type": "array", "items": FACT }, "note": { "type": "string" } } },
            "changes": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "status", "effect"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "status": { "enum": ["enrolled", "suspended", "left", "not-arrived"] },
              "effect": { "enum": ["stop", "suspend", "resume", "none"] }, "note": { "type": "string" } } } } } }
        """.Replace("FACT", """
        { "type": "object", "required": ["field", "name"], "additionalProperties": false, "properties": {
              "field": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } }
        """, StringComparison.Ordinal)), isPinned: false);

    /// <summary>The rules that hold at a school on a day.</summary>
    public static FactKey FactOf(string school, DateOnly day) => DocumentShelf.NearestOf(school, "", day, "enrolment-rules/enrolment-rules");

    /// <summary>Out of the fact; null where no document holds.</summary>
    public static EnrolmentRules? From(Value fact) => fact.IsNull ? null : Kind.Read(fact).Document;

    private static EnrolmentRules Read(DocumentNode node)
    {
        var rules = new EnrolmentRules(
            node.OptionalWhole("days", 1, 366) ?? 0, node.OptionalText("dayUnit") ?? Calendars.DayUnit.WorkingDays, node.RequiredText("role"), node.Texts("fullTime"),
            node.Each("changes", c => new ChangeKind(c.Id(), c.Label(), c.RequiredText("status"), EffectOf(c)), c => c.Id, required: true)) { Registration = RegistrationRules.Read(node) };
        if (rules.Days == 0)
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "days"));
        node.Close();
        return rules;
    }

    private static string EffectOf(DocumentNode change)
    {
        var effect = change.RequiredText("effect");
        if (!Effects.Contains(effect, StringComparer.Ordinal))
            change.Error(PackCodes.UnknownWord, "effect", ("word", effect), ("known", string.Join(", ", Effects)));
        return effect;
    }
}
