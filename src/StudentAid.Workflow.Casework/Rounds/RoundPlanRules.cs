using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// A <c>round-plan</c> document: <c>days</c> from the start of the term, <c>countTermStart</c>, and the <c>stages</c> in their order
/// (<c>id, title, days, unit, countStart</c>).
/// </summary>
public sealed record RoundPlanRules(string Id, string? Article, int Days, bool CountTermStart, ImmutableArray<PlannedStage> Stages)
{
    public static Reading<RoundPlanRules> Read(Value document)
    {
        var refusals = new List<Rejection>();
        var fields = DocumentFields.Of(document, "round-plan", refusals);
        var rules = new RoundPlanRules(
            fields.Text("id"),
            fields.OptionalText("article"),
            fields.Whole("days", 0),
            fields.Flag("countTermStart", false),
            [.. fields.Objects("stages").Select(ReadStage)]);
        if (rules.Days == 0)
            fields.Wrong("days", "whole number ≥ 1");
        return Reading.Of(refusals, () => rules);
    }

    public RoundClock Clock(DateOnly termStart) => new(termStart, Days, CountTermStart);

    public RoundPlan Plan(WorkingDayCalendar calendar, DateOnly termStart) => RoundPlan.Of(calendar, Clock(termStart), Stages);

    private static PlannedStage ReadStage(DocumentFields stage)
    {
        var unit = stage.OptionalText("unit") ?? DayUnit.WorkingDays;
        if (!DayUnit.IsKnown(unit))
            stage.Wrong("unit", $"{DayUnit.WorkingDays} or {DayUnit.Days}");
        return new PlannedStage(stage.Text("id"), stage.Title("title"), stage.Whole("days", 1), unit, stage.Flag("countStart", true));
    }
}
