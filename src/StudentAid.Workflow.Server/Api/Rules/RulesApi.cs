using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Rules;

public static class RulesApi
{
    public static void MapRules(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/rules", OfRound).WithSummary("What the round is pinned to: diagram, levels, bodies");
        api.MapGet("/cases/{id}/rules", OfCase).WithSummary("What the case is pinned to: diagram, levels, and the forms that are filled in");
        api.MapGet("/rosters/{id}/seats", Seats).WithSummary("Who sits in the body that decides the list, and who of them must withdraw");
    }

    private static async Task<Results<Ok<RulesView>, ProblemHttpResult>> OfRound(Id id, Caller caller, RoundReading rounds, RulesReading rules) =>
        await rounds.FindAsync(id, caller) is { } round && await rules.OfAsync(round.Pin, withForms: false) is { } found
            ? TypedResults.Ok(found)
            : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<RulesView>, ProblemHttpResult>> OfCase(Id id, Caller caller, CaseReading cases, RulesReading rules) =>
        await cases.FindAsync(id, caller) is { } found && await rules.OfAsync(found.State.Pin, withForms: true) is { } view
            ? TypedResults.Ok(view)
            : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<Listing<Seat>>, ProblemHttpResult>> Seats(
        Id id, Caller caller, RosterReading rosters, MemberReading members, CommitteeSeats seats, CancellationToken cancellation)
    {
        var roster = await rosters.FindAsync(id, caller, cancellation);
        if (roster is null && await members.FindAsync(id, caller, cancellation) is var (seen, refused))
        {
            if (refused is not null)
                return Problems.Of(refused, caller.Language);
            roster = seen;
        }

        if (roster is null)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var listed = roster.Entries.Select(e => e.Person).ToHashSet();
        return TypedResults.Ok(Listing.All((await seats.OfAsync(roster.Pin, roster.Body, roster.Unit, listed, cancellation)).Seats));
    }
}
