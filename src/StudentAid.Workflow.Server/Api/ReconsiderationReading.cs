using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads reconsiderations for the student or guardian, the school, and the authority; a class or a department is not asked.</summary>
public sealed class ReconsiderationReading(IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, PeopleNames names, SchoolDays days, Directory directory)
{
    /// <summary>An authority need not stand above a school in the tree that gives access: it sees the schools whose record names it.</summary>
    public async Task<Listing<ReconsiderationRow>> RowsAsync(StreamFilter filter, PageRequest request, Caller caller, CancellationToken cancellation)
    {
        var scope = await ScopeAsync(caller);
        var page = await reader.StreamsAsync(
            scope, filter with { Kind = ReconsiderationState.Kind, AnyGroup = filter.Group.IsNone && filter.Subject.IsNone, Practice = true }, request);
        var known = await names.EachAsync(page.Items.Select(r => r.Subject));
        var rows = new List<ReconsiderationRow>();
        foreach (var row in page.Items)
        {
            if (await runner.StateAsync<ReconsiderationState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } s || !MayRead(caller, s))
                continue;
            rows.Add(new ReconsiderationRow(
                row.Id, row.Subject, row.OrgPath, row.Status, row.Version, s.Round, s.Case, known.GetValueOrDefault(row.Subject, ""), s.School, await SchoolAsync(s), s.Authority.Name, s.Channel,
                s.Result.Length > 0 ? s.Result : null, s.Due, s.AnsweredOn, await IsOverdueAsync(s, cancellation)));
        }

        return new Listing<ReconsiderationRow>(rows, page.Previous, page.Next, page.AtLeast);
    }

    /// <summary>Null where the caller knows nothing of it.</summary>
    public async Task<ReconsiderationView?> FindAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: ReconsiderationState.Kind } || await runner.StateAsync<ReconsiderationState>(stored, cancellation) is not { } state || !MayRead(caller, state))
            return null;
        return new ReconsiderationView(
            id, state.Version, state.Status, state.Round, state.Case, state.Person,
            (await names.OfAsync(state.School, [state.Person])).GetValueOrDefault(state.Person, ""), state.School, state.Authority.Name, state.Channel,
            await texts.TextAsync(state.Content, cancellation),
            state.Result.Length > 0 ? state.Result : null, state.Result.Length > 0 ? await texts.TextAsync(state.Answer, cancellation) : null,
            state.Result.Length > 0 ? state.DocumentNumber : null, state.AnsweredOn, state.Due)
        {
            SchoolName = await SchoolAsync(state), Overdue = await IsOverdueAsync(state, cancellation), Acts = state.Status == "open" && Answers(caller, state.Authority) && !caller.Principal.MustWithdrawFrom(state.Person) ? ["answer"] : [],
        };
    }

    private static bool MayRead(Caller caller, ReconsiderationState state) =>
        caller.Principal.Persons.Contains(state.Person) || caller.Principal.Scope.Covers(state.School) || Answers(caller, state.Authority);

    private static bool Answers(Caller caller, Authority authority) => caller.Principal.Holds(authority.Role, authority.Unit);

    private async Task<Scope> ScopeAsync(Caller caller)
    {
        var own = caller.Principal.Scope;
        if (own.IsAll)
            return own;
        var named = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Authority.Kind)))
            .Where(d => caller.Principal.Holds(d.Content["role"].AsText() ?? "", d.Content["unit"].AsText() ?? "")).Select(d => d.Key);
        return Scope.Of([.. own.Places, .. named]);
    }

    private async Task<Text> SchoolAsync(ReconsiderationState state) => (await directory.UnitAsync(state.School))?.Name ?? state.School;

    private async Task<bool> IsOverdueAsync(ReconsiderationState state, CancellationToken cancellation) =>
        state.Status == "open" && state.Due is { } due && due < await days.DayAsync(state.School, runner.Now(), cancellation);
}
