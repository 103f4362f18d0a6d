using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// By when a round must be through (kind <c>round-plan</c>): <c>days</c> from the start of the term, <c>countTermStart</c>, and the <c>stages</c> in their
/// order (<c>id, name, days, unit, countStart</c>).
/// </summary>
public sealed record RoundPlanRules(string Id, int Days, bool CountTermStart, ImmutableArray<PlannedStage> Stages)
{
    private const int MaxDays = 1_000;

    public static readonly DocumentKind<RoundPlanRules> Kind = new("round-plan", new Text("倒排计划", "Plan of a round"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["days", "stages"], "properties": {
            "days": { "type": "integer", "minimum": 1, "maximum": 1000 }, "countTermStart": { "type": "boolean" },
            "stages": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "days": { "type": "integer", "minimum": 0, "maximum": 1000 },
              "unit": { "enum": ["working-days", "days"] }, "countStart": { "type": "boolean" }, "note": { "type": "string" } } } } } }
        """));

    private static readonly FrozenDictionary<string, string> Units =
        new[] { DayUnit.WorkingDays, DayUnit.Days }.ToFrozenDictionary(u => u, StringComparer.Ordinal);

    public RoundClock Clock(DateOnly termStart) => new(termStart, Days, CountTermStart);

    public RoundPlan Plan(WorkingDayCalendar calendar, DateOnly termStart) => RoundPlan.Of(calendar, Clock(termStart), Stages);

    private static RoundPlanRules Read(DocumentNode node, string id)
    {
        var rules = new RoundPlanRules(
            id, node.RequiredWhole("days", 1, MaxDays), node.Flag("countTermStart"), node.Each("stages", ReadStage, s => s.Id));
        node.Close();
        return rules;
    }

    private static PlannedStage ReadStage(DocumentNode stage) => new(
        stage.Id(), stage.Label(), stage.OptionalWhole("days", 0, MaxDays) ?? 1, stage.Word("unit", Units, DayUnit.WorkingDays), stage.Flag("countStart", otherwise: true));
}
