using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Copies;

/// <summary>What the message of a copied case becomes: the copy of one recipient, kept under his key at the case's place.</summary>
public sealed record KeepCopy(Id Copy, Id Case, string Activity, Id By, string Place, Id Person, string Role, string Unit) : Command
{
    public CopyRecipient To => new(Person, Role, Unit);

    public const string Name = "copied";

    public override Id Target => default;

    public override Value Body => Value.List(Copy.ToString(), Case.ToString(), Activity, By.ToString(), Place, Person.ToString(), Role, Unit);
}

/// <summary>Its recipient has read a copy (已阅).</summary>
public sealed record ReadCopy(Id Copy) : Command
{
    public override Id Target => Copy;

    public override Value Body => Value.List(Copy.ToString(), "read");
}

public static class CopyCodes
{
    public static readonly Code NotYours = Code.State("copy-not-yours", "抄送应由收到的人标记已阅，但不是抄送给您的。", "Expected one's own copy, but it was sent to somebody else.");
    public static readonly Code ReadAlready = Code.State("copy-read", "抄送应尚未阅读，但您已标记已阅。", "Expected a copy that you have not read, but you have marked it.");
}

/// <summary>"copy" by stream: to whom it is and which case; null where there is none.</summary>
public sealed class CopySource(IStoreReader reader) : FactSource(CopyState.Kind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(CopyState.Kind) { Stream = Id.Parse(key.Id) })) is [var row, ..] ? new Fact(key, row.Content) : None(key);
}

public sealed class CopyHandler(StepRunner runner) : IRequestHandler<KeepCopy, Answer>, IRequestHandler<ReadCopy, Answer>
{
    public Task<Answer> Handle(KeepCopy request, CancellationToken cancellationToken) => runner.RunAsync<CopyState>(request, request.Copy, (state, _, act, _) =>
    {
        var parts = new StepParts(act, state?.Version ?? 0);
        parts.Row(new DocumentPut(CopyState.Kind, request.To.Key, Content(request), request.Place));
        return (state ?? CopyState.Empty).Step(new Beside(request.Place), parts, new CopyEvent.Sent(request.Case, request.Activity, request.By));
    }, cancellationToken);

    public Task<Answer> Handle(ReadCopy request, CancellationToken cancellationToken) => runner.RunAsync<CopyState>(request, request.Copy, (state, stored, act, facts) =>
    {
        var key = new FactKey(CopyState.Kind, request.Copy.ToString());
        if (state is null || stored is null)
            return StepCodes.NotFound;
        if (facts.Find(key) is not { } kept)
            return new StreamDecision.Needs([key]);
        if (!CopyRecipient.From(kept.Value).Is(request.Principal))
            return CopyCodes.NotYours;
        return state.Readers.Any(r => r.Person == request.Principal.Id)
            ? CopyCodes.ReadAlready
            : state.Step(Beside.Like(stored), new StepParts(act, state.Version), new CopyEvent.Read(request.Principal.Id, act.Now));
    }, cancellationToken);

    private static RecordValue Content(KeepCopy request)
    {
        var content = Value.Record(("case", request.Case.ToString()), ("activity", request.Activity), ("by", request.By.ToString()));
        return request.To.Person.IsNone ? content.With("role", request.To.Role).With("unit", request.To.Unit) : content.With("to", request.To.Person.ToString());
    }
}
