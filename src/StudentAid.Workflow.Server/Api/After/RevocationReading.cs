using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Rules;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Reads revocations for people: the school, and the student or guardian; a class or a department is not asked.</summary>
public sealed class RevocationReading(IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, PeopleNames names, SchoolDays days, FactLoader facts, CommitteeSeats seats)
{
    /// <summary>Of a round or of a person.</summary>
    public async Task<Listing<RevocationRow>> RowsAsync(Id round, Id person, Caller caller, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = round, Subject = person, Kind = RevocationState.Kind, Practice = true };
        var rows = await reader.StreamsAsync(caller.Principal.Scope, filter, PageRequest.Everything);
        var known = await names.EachAsync(rows.Items.Select(r => r.Subject));
        var views = new List<RevocationRow>();
        foreach (var row in rows.Items)
        {
            var state = (await runner.StateAsync<RevocationState>(await store.LoadAsync(row.Id, cancellation), cancellation))!;
            if (!caller.Principal.Scope.Covers(state.School))
                continue;
            var today = await TodayAsync(state, cancellation);
            views.Add(new RevocationRow(
                row.Id, row.Version, row.Status, state.Person, known.GetValueOrDefault(state.Person, ""), state.Case, state.DecidedOn, state.Total, state.Paid, state.Owed, state.OpenedOn,
                state.StatementDue, state.Standings.Any(s => s.Owed > 0 && s.Due < today)));
        }

        return Listing.All(views);
    }

    /// <summary>Null where the caller knows nothing of it.</summary>
    public async Task<RevocationView?> FindAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RevocationState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state
            || !(caller.Principal.Scope.Covers(state.School) || caller.Principal.Persons.Contains(state.Person)))
            return null;
        var decided = state.DecidedOn is not null;
        var today = await TodayAsync(state, cancellation);
        return new RevocationView(
            id, state.Version, state.Status, state.Case, state.Person, (await names.OfAsync(state.School, [state.Person])).GetValueOrDefault(state.Person, ""),
            await texts.TextAsync(state.Finding, cancellation), state.Evidence, state.StatementDue, state.HeardOn is null ? null : await texts.TextAsync(state.Statement, cancellation), state.HeardOn,
            decided ? state.Body : null, decided ? state.Meeting : null, decided ? state.Article : null, decided ? await texts.TextAsync(state.Reasons, cancellation) : null, state.DecidedOn,
            [.. state.Standings.Select(RecoveryView.Of)], await InstalmentsAsync(state, cancellation), state.Total, state.Paid, state.Owed, state.Seats)
        {
            Papers = state.Papers, Round = state.Round, School = state.School, OpenedOn = state.OpenedOn, Paper = decided ? state.Paper : null,
            Vote = decided || Duties.Rounds(caller.Principal, state.School) is not null ? null : await VoteAsync(state, today, cancellation), Acts = ActsOf(caller.Principal, state, today),
        };
    }

    /// <summary>Before the student was heard, or his days for it are over, nothing is decided.</summary>
    private static List<string> ActsOf(Principal principal, RevocationState state, DateOnly today)
    {
        var judges = !principal.MustWithdrawFrom(state.Person);
        var (keeps, recovers) = (Duties.Rounds(principal, state.School) is null, judges && Duties.Recoveries(principal, state.School) is null);
        var open = state.Result.Length == 0;
        var acts = new List<string>();
        if (open && (keeps || principal.Persons.Contains(state.Person)))
            acts.Add("hear");
        if (open && keeps && judges && (state.HeardOn is not null || today > state.StatementDue))
            acts.Add("decide");
        if (recovers && state.Owed > 0)
            acts.Add("repay");
        if (recovers && state.Instalments.Any(i => i.Counts))
            acts.Add("withdraw-repayment");
        return acts;
    }

    private Task<DateOnly> TodayAsync(RevocationState state, CancellationToken cancellation) => days.DayAsync(state.School, runner.Now(), cancellation);

    private async Task<RevocationVoteView?> VoteAsync(RevocationState state, DateOnly today, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation) is not { } round)
            return null;
        var found = await facts.LoadAsync([RevocationRules.FactOf(state.School, round.Procedure, today)], cancellation);
        if (RevocationRules.From(found[0].Value).Body is not { Length: > 0 } body)
            return null;
        var (rules, sit) = await seats.OfAsync(round.Pin, body, state.School, new HashSet<Id> { state.Person }, cancellation);
        return new RevocationVoteView(body, rules?.Secret == true ? "secret" : "open", sit);
    }

    private async Task<IReadOnlyList<InstalmentView>> InstalmentsAsync(RevocationState state, CancellationToken cancellation)
    {
        var views = new List<InstalmentView>();
        foreach (var (index, one) in state.Instalments.Index())
            views.Add(new InstalmentView(
                index + 1, one.Recovery, one.Amount, one.Day, one.Receipt, one.WithdrawnOn, one.Counts ? null : await texts.TextAsync(one.Reason, cancellation)));
        return views;
    }
}
