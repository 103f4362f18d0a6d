using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api.Rules;

/// <summary>An activity type as an editor offers it.</summary>
public sealed record ActivityTypeView(string Type, Text Title, Text Summary, Text Category, IReadOnlyList<string> Outcomes, bool OpenOutcomes, bool Terminal, bool Holds, IReadOnlyList<OptionView> Options, IReadOnlyList<VerbView> Verbs)
{
    public static ActivityTypeView Of(ActivityDescription d) => new(
        d.Type, d.Title, d.Summary, d.Category, d.Outcomes, d.OpenOutcomes, d.IsTerminal, d.Ports.Length > 0, [.. d.Options.Select(OptionView.Of)],
        [.. d.Verbs.Select(v => new VerbView(v.Name, v.Label, v.Consequence))]);
}

/// <summary>What the holder of a task of every such activity may do; others may follow from its options, and <c>/api/cases/{id}/actions</c> has them all.</summary>
public sealed record VerbView(string Name, Text Label, Text? Consequence);

/// <summary>Kind: any, text, number, integer, bool, duration, instant, choice, list, record, reference, expression. References: the kind of document that the id names.</summary>
public sealed record OptionView(
    string Name, string Kind, Text Title, Text? Help, bool Required, Value Default, IReadOnlyList<string> Choices, string? References, decimal? Minimum, decimal? Maximum, string? Tightens)
{
    public static OptionView Of(OptionDescription o) => new(
        o.Name, o.Kind.ToString().ToLowerInvariant(), o.Title, o.Help, o.Required, o.Default, o.Choices, o.References, o.Minimum, o.Maximum, o.Tightens);
}

/// <summary>What editors of definitions complete, explain and offer by.</summary>
public static class ActivitiesApi
{
    public static void MapActivities(this RouteGroupBuilder api)
    {
        api.MapGet("/activities", (ActivityTypes types) => Listing.All(types.All.Select(t => ActivityTypeView.Of(t.Description)))).WithSummary("The activity types and their options");
        api.MapGet("/schemas/{name}", One).WithSummary("A JSON Schema that editors complete and check by, by its file's name");
    }

    private static Results<Ok<Value>, ProblemHttpResult> One(string name, Caller caller, ActivityTypes types) =>
        PublishedSchemas.All(types).FirstOrDefault(s => s.Name == name) is { } found
            ? TypedResults.Ok(found.Schema)
            : Problems.Of(StepCodes.NotFound, caller.Language);
}
