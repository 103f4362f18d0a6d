using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Lets to a round's papers who may see them.</summary>
public sealed class RoundAccess(IStepStore store, StepRunner runner, SchoolDays days)
{
    /// <summary>Null where there is no such round at a school in the caller's scope.</summary>
    public async Task<RoundState?> FindAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: RoundState.Kind } || await runner.StateAsync<RoundState>(stored, cancellation) is not { } state)
            return null;
        return caller.Principal.Scope.Covers(state.School) ? state : null;
    }

    /// <summary>The round, where the caller may take files with personal data out of it; why not otherwise.</summary>
    public async Task<(RoundState? Round, Rejection? Refused)> OfficeAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(id, caller, cancellation) is not { } state)
            return (null, StepCodes.NotFound.With());
        return Duties.Office(caller.Principal, state.School) is { } refused ? (null, refused) : (state, null);
    }

    /// <summary>The same of a round of which something official can be made: a practice round is none.</summary>
    public async Task<(RoundState? Round, Rejection? Refused)> OfficialAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        var (round, refused) = await OfficeAsync(id, caller, cancellation);
        return round is not null && ExportCodes.OfPractice(round) is { } practice ? (null, practice) : (round, refused);
    }

    /// <summary>The day at the school by its calendar, in UTC where none is loaded.</summary>
    public Task<DateOnly> TodayAsync(string school) => days.DayAsync(school, runner.Now(), CancellationToken.None);

    /// <summary>What names people is kept by no cache and is nothing but what its type says.</summary>
    public static void Forbid(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
