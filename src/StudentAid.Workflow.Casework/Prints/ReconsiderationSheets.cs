using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Fills the answer to a reconsideration (认定复议), for whoever may read of the school that it concerns.</summary>
public sealed class ReconsiderationSheets(StepRunner runner, IStepStore store, Organisations.Directory directory, SealedTexts texts)
{
    /// <summary>Null where it does not exist for the reader or is not answered.</summary>
    public async Task<PrintData?> SheetAsync(Scope scope, Id id, CancellationToken cancellation)
    {
        if (await runner.StateAsync<ReconsiderationState>(await store.LoadAsync(id, cancellation), cancellation) is not { Result.Length: > 0 } state || !scope.Covers(state.School))
            return null;
        var round = await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation);
        return PrintData.Empty.With(
            ("school", (await directory.UnitAsync(state.School))?.Name.ZhCn ?? ""), ("schoolYear", round?.SchoolYear ?? ""), ("authority", state.Authority.Name),
            ("name", (await directory.PersonAsync(state.Person))?.Name ?? ""), ("request", await texts.TextAsync(state.Content, cancellation)),
            ("result", state.Result == ReconsiderationState.Changed ? "由学校重新认定" : "维持学校的认定结果"), ("answer", await texts.TextAsync(state.Answer, cancellation)),
            ("documentNumber", state.DocumentNumber), ("day", ApplicationSheet.DayOf(state.AnsweredOn ?? default)));
    }
}
