using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Puts on record that somebody is shown facts of a family that are masked else: which fields, and what for. Only after this is written are they shown.
/// </summary>
public sealed record RevealFacts(Id Case, ImmutableArray<string> Fields, string Purpose) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Value.List(Fields.Select(Value.Of)), Purpose);
}

public static class AccessCodes
{
    public static readonly Code NoPurpose = Code.Input("purpose-missing", "应写明查看的用途（2 至 200 字）。", "Expected what the facts are shown for in 2 to 200 characters, but it is missing.");
    public static readonly Code NoFields = Code.Input("fields-missing", "应列明 1 至 {most} 个要查看的栏目。", "Expected 1 to {most} fields to show, but it is not so.");
    public static readonly Code UnknownField = Code.Input("unknown-field", "应是本申请已有的栏目，但没有“{field}”。", "Expected a field that the case has, but '{field}' is none.");
    public static readonly Code FieldNotForYou = Code.Forbidden("facts-field-not-yours", "“{field}”应由有相应职责的人查看，但您没有。", "Expected a duty by which '{field}' is shown, but you have none.", "实施办法 第二十条");
    public static readonly Code NotForYou = Code.Forbidden("facts-not-yours", "家庭情况只有本人、监护人和经办单位的工作人员可以查看。", "Expected the family itself or staff of one of the case's units, but you are neither.", "实施办法 第八条");
}

/// <summary>What happened to the record of who was shown a case's facts. A purpose in words is sealed; the event holds its address.</summary>
public abstract record AccessEvent
{
    private AccessEvent() { }

    public sealed record Revealed(ImmutableArray<string> Fields, string Purpose) : AccessEvent;

    /// <summary>Somebody looked for people and found these. A purpose in words, and always what was typed, stand sealed at the address.</summary>
    public sealed record Searched(ImmutableArray<Id> Found, string Purpose, string Content) : AccessEvent;

    /// <summary>Somebody was given a file, a sheet or a table that tells of families: about which case or person (None of many), what it was, what for.</summary>
    public sealed record Given(Id About, string Of, string Purpose) : AccessEvent;

    /// <summary>Somebody who was let read the case read these parts of it, or the file of this hash.</summary>
    public sealed record Read(Id Grant, ImmutableArray<string> Parts, string File, string Purpose) : AccessEvent;
}

/// <summary>The record of who was shown a case's facts, beside the case so that reading is no step of it.</summary>
public sealed record AccessState(long Version) : IStreamState<AccessState>
{
    public const string Kind = "access";
    public const int Format = 1;

    public static AccessState Empty { get; } = new(0);

    // Nothing here waits for anything: a stale step means that another reading was recorded, so that each comes to its turn, however many read at once.
    public static int Tries => 1_000;

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id @case) => Id.Of(Kind, @case.ToString());

    public static AccessState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<AccessState>(Format, snapshot);

    public AccessState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };

    /// <summary>The step that puts it on record, at the place where it is found.</summary>
    internal static Step StepOf(StepParts parts, string place, AccessEvent happened) =>
        parts.Of(Kind, place, "open", StreamData.Write<AccessEvent>([happened]), StreamData.Snapshot(Format, new AccessState(parts.Seq)));
}

public sealed class RevealFactsHandler(StepRunner runner, IStepStore store, PinCache pins, Cipher cipher) : IRequestHandler<RevealFacts, Answer>
{
    private const int MostFields = 40;

    public async Task<Answer> Handle(RevealFacts request, CancellationToken cancellationToken)
    {
        if (request.Purpose.Length is < 2 or > 200)
            return AccessCodes.NoPurpose;
        if (request.Fields.Length is 0 or > MostFields)
            return AccessCodes.NoFields.With(("most", MostFields));
        var stored = await store.LoadAsync(request.Case, cancellationToken);
        if (stored is not { Kind: InstanceSteps.Kind } || await runner.StateAsync<InstanceState>(stored, cancellationToken) is not { } state)
            return StepCodes.NotFound;
        await pins.EnsureAsync(state.Pin, cancellationToken);
        if (!MaySee(request.Principal, stored, state, pins))
            return AccessCodes.NotForYou;
        return await runner.RunAsync<AccessState>(request, AccessState.IdOf(request.Case), (before, _, act, _) => Revealed(request, stored, before, act), cancellationToken);
    }

    /// <summary>The family itself, staff of one of the case's units, or who keeps the school's rounds; oversight above the school is shown no family's facts.</summary>
    public static bool MaySee(Principal principal, StoredStream stored, InstanceState state, PinCache pins) =>
        principal.Persons.Contains(stored.Subject) || TaskHolders.IsStaff(principal, state, pins)
        || Duties.Facts(principal, stored.OrgPath) is null;

    private StreamDecision Revealed(RevealFacts request, StoredStream about, AccessState? before, Act act)
    {
        var parts = new StepParts(act, before?.Version ?? 0);
        var purpose = PlainText.IsCode(request.Purpose) ? request.Purpose : parts.Seal(cipher.Seal(about.Subject, request.Purpose));
        return AccessState.StepOf(parts, about.OrgPath, new AccessEvent.Revealed(request.Fields, purpose)) with { Practice = about.Practice };
    }
}
