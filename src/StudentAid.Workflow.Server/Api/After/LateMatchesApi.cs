using MediatR;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Result: no-effect or passed-on.</summary>
public sealed record SettleLateMatchInput(string Result, string Text);

/// <summary>A hit that was found when the case was past its match; state is matched or doubtful, status open or settled.</summary>
public sealed record LateMatchView(Id Id, long Version, string Status, Id Case, Id Person, string State, string Batch, string Role, string Unit, string? Result, string? Text)
{
    /// <summary>The student.</summary>
    public required string Name { get; init; }

    /// <summary>"settle", where the reader looks at it.</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

/// <summary>Hits that a later list or a later comparison brought for cases that are past their match.</summary>
public static class LateMatchesApi
{
    public static void MapLateMatches(this RouteGroupBuilder api)
    {
        api.MapGet("/late-matches", List).WithSummary("New results of the comparison for open cases of a round that are past their match");
        api.MapPost("/late-matches/{id}/settle", (Id id, SettleLateMatchInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new SettleLateMatch(id, i.Result, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Say what came of looking at a late hit");
    }

    /// <summary>For those who look at them, and for the office of the school.</summary>
    private static async Task<Listing<LateMatchView>> List(
        Id round, Caller caller, IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, PeopleNames names, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var school = (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation))?.School;
        var office = school is not null && Duties.Rounds(caller.Principal, school) is null;
        var rows = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = round, Kind = LateMatchState.Kind, Practice = true }, PageRequest.Everything);
        var known = await names.EachAsync(rows.Items.Select(r => r.Subject));
        var views = new List<LateMatchView>();
        foreach (var row in rows.Items)
        {
            var state = (await runner.StateAsync<LateMatchState>(await store.LoadAsync(row.Id, cancellation), cancellation))!;
            var settles = caller.Principal.Holds(state.Role, state.Unit);
            if (!office && !settles)
                continue;
            views.Add(new LateMatchView(
                row.Id, row.Version, row.Status, state.Case, state.Person, state.State, state.Batch, state.Role, state.Unit, state.Result.Length > 0 ? state.Result : null,
                state.Text.Length > 0 ? await texts.TextAsync(state.Text, cancellation) : null)
            {
                Name = known.GetValueOrDefault(state.Person, ""), Acts = settles && state.Status == "open" && !caller.Principal.MustWithdrawFrom(state.Person) ? ["settle"] : [],
            });
        }

        return Listing.All(views);
    }
}
