using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Desks;

/// <summary>
/// Keeps a saved view of a list: its noun ("tasks", "rosters" …) and filter. Without a unit it is one's own, else shared with the unit.
/// A new one has the id <c>Id.Of(stream, version, 0)</c> of the answer.
/// </summary>
public sealed record KeepView(string Unit, Id View, string Name, string Noun, Value Filter) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, View.ToString(), Name, Noun, Filter);

    internal Id Stream => Unit.Length > 0 ? DeskState.IdOf(Unit) : DeskState.IdOf(Principal.Id);
}

/// <summary>Drops a saved view, one's own or a unit's.</summary>
public sealed record DropView(string Unit, Id View) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, View.ToString());

    internal Id Stream => Unit.Length > 0 ? DeskState.IdOf(Unit) : DeskState.IdOf(Principal.Id);
}

public sealed class ViewsHandler(StepRunner runner, IStoreReader reader) : IRequestHandler<KeepView, Answer>, IRequestHandler<DropView, Answer>
{
    /// <summary>Documents of this kind on a desk: <c>{ name, noun, sealed }</c>; a filter may hold a name that was looked for.</summary>
    public const string Document = "view";

    private const int LongestName = 40;
    private const int LargestFilter = 4_096;
    private const int MostViews = 50;

    public async Task<Answer> Handle(KeepView request, CancellationToken cancellationToken)
    {
        if (request.Name.Length is 0 or > LongestName)
            return DeskCodes.ViewName.With(("most", LongestName));
        if (request.Filter is not RecordValue || Encoding.UTF8.GetByteCount(request.Filter.ToJson()) > LargestFilter)
            return DeskCodes.ViewFilter.With(("most", LargestFilter));
        if (MaySet(request.Principal, request.Unit) is { } refused)
            return refused;
        var views = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Document) { Stream = request.Stream });
        if (!request.View.IsNone && views.All(v => v.Key != request.View.ToString()))
            return DeskCodes.NoSuchView;
        if (request.View.IsNone && views.Count >= MostViews)
            return DeskCodes.TooManyViews.With(("most", MostViews));
        return await runner.RunAsync<DeskState>(request, request.Stream, (state, _, act, _) => Kept(request, state, act), cancellationToken);
    }

    public async Task<Answer> Handle(DropView request, CancellationToken cancellationToken)
    {
        if (MaySet(request.Principal, request.Unit) is { } refused)
            return refused;
        if (await reader.DocumentAsync(Scope.All, request.Stream, Document, request.View.ToString()) is null)
            return DeskCodes.NoSuchView;
        return await runner.RunAsync<DeskState>(request, request.Stream, (state, _, act, _) =>
        {
            var desk = new DeskSteps(state, request.Principal, request.Unit, act);
            desk.Parts.Row(new DocumentPut(Document, request.View.ToString(), null));
            return desk.Of(new DeskEvent.ViewDropped(request.View.ToString()));
        }, cancellationToken);
    }

    private static Engine.Analysis.Rejection? MaySet(Principal principal, string unit) =>
        unit.Length == 0 || principal.Grants.Any(g => g.Unit == unit) ? null : DeskCodes.NotYourUnit.With(("unit", unit));

    /// <summary>A view's filter, opened; one that was kept before filters were sealed as it stands.</summary>
    public static Value FilterOf(DocumentRow view) =>
        view.Content["sealed"] is { IsNull: false } kept ? kept : view.Content["filter"];

    private static StreamDecision Kept(KeepView request, DeskState? state, Act act)
    {
        var desk = new DeskSteps(state, request.Principal, request.Unit, act);
        var id = request.View.IsNone ? Id.Of(act.Stream, desk.Parts.Seq, 0) : request.View;
        var content = Value.Record(("name", request.Name), ("noun", request.Noun), ("sealed", request.Filter));
        desk.Parts.Row(new DocumentPut(Document, id.ToString(), content));
        return desk.Of(new DeskEvent.ViewKept(new Kept(Document, id.ToString(), UnitSteps.HashOf(Document, content))));
    }
}
