using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// By when a round must be through (kind <c>round-plan</c>): one of <c>days</c> or <c>months</c> from the start of the term and <c>until</c>, a day of the
/// year (<c>MM-dd</c>), <c>countTermStart</c>, and the <c>stages</c> in their order (<c>id, name, days, unit, countStart</c>).
/// </summary>
public sealed record RoundPlanRules(string Id, int? Days, int? Months, string Until, bool CountTermStart, ImmutableArray<PlannedStage> Stages)
{
    private const int MaxDays = 1_000;

    public static readonly DocumentKind<RoundPlanRules> Kind = new("round-plan", new Text("倒排计划", "Plan of a round"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["stages"], "properties": {
            "days": { "type": "integer", "minimum": 1, "maximum": 1000 }, "months": { "type": "integer", "minimum": 1, "maximum": 24 }, "until": { "type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$" }, "countTermStart": { "type": "boolean" },
            "stages": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "days": { "type": "integer", "minimum": 0, "maximum": 1000 },
              "unit": { "enum": ["working-days", "days"] }, "countStart": { "type": "boolean" }, "note": { "type": "string" } } } } } }
        """));

    private static readonly FrozenDictionary<string, string> Units =
        new[] { DayUnit.WorkingDays, DayUnit.Days }.ToFrozenDictionary(u => u, StringComparer.Ordinal);

    public RoundClock Clock(DateOnly termStart)
    {
        if (Days is { } days)
            return new RoundClock(termStart, days, CountTermStart);
        // A month ends on the day of its number (民法典 第二百零二条), so that its first day is never counted twice.
        var last = Months is { } months ? termStart.AddMonths(months) : LevelValidity.OnOrAfter(Until, termStart);
        return new RoundClock(termStart, last.DayNumber - termStart.DayNumber + (CountTermStart ? 1 : 0), CountTermStart);
    }

    public RoundPlan Plan(WorkingDayCalendar calendar, DateOnly termStart) => RoundPlan.Of(calendar, Clock(termStart), Stages);

    private static RoundPlanRules Read(DocumentNode node, string id)
    {
        var rules = new RoundPlanRules(
            id, node.OptionalWhole("days", 1, MaxDays), node.OptionalWhole("months", 1, 24), node.OptionalText("until") ?? "", node.Flag("countTermStart"), node.Each("stages", ReadStage, s => s.Id));
        var said = (node.Has("days") ? 1 : 0) + (node.Has("months") ? 1 : 0) + (node.Has("until") ? 1 : 0);
        if (said != 1)
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", said == 0 ? "days" : "days / months / until"));
        else if (rules.Until.Length > 0 && !DateOnly.TryParseExact($"2023-{rules.Until}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            node.Error(PackCodes.WrongType, "until", ("expected", "MM-dd"));
        node.Close();
        return rules;
    }

    private static PlannedStage ReadStage(DocumentNode stage) => new(
        stage.Id(), stage.Label(), stage.OptionalWhole("days", 0, MaxDays) ?? 1, stage.Word("unit", Units, DayUnit.WorkingDays), stage.Flag("countStart", otherwise: true));
}
