using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// The answering body lets somebody read parts of a case to the end of a day (查阅权): the applicant, the objector or the second instance of an objection, the authority of a
/// reconsideration or a finding. <see cref="To"/> is "applicant", "objector" (with <see cref="Who"/>, a principal or person), "second-instance" or "authority".
/// </summary>
public sealed record GiveReadGrant(Id Case, ReadGround Ground, string To, Id Who, ImmutableArray<string> Parts, DateOnly Until, string Reason) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(
        Case.ToString(), Ground.Kind, Ground.Stream.ToString(), Ground.Number, To, Who.ToString(), Value.List(Parts.Select(Value.Of)), Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Reason);
}

/// <summary>One case of an authority's sample is opened to the authority for the sample's time. Sent by the draw alone.</summary>
public sealed record OpenSampledCase(Id Case, Id Sample) : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "open-sampled-case";

    public override Id Target => default;

    public override Value Body => Value.List(Case.ToString(), Sample.ToString());
}

/// <summary>Takes a reading back before its day.</summary>
public sealed record EndReadGrant(Id Grant, string Reason) : Command
{
    public override Id Target => Grant;

    public override Value Body => Value.List(Grant.ToString(), Reason);
}

/// <summary>No reading changes a case, a list or a decision: the grant stands beside it.</summary>
public sealed class ReadGrantHandler(StepRunner runner, IStepStore store, BesideCases beside, ReadGrounds grounds, Cipher cipher, SchoolDays days)
    : IRequestHandler<GiveReadGrant, Answer>, IRequestHandler<OpenSampledCase, Answer>, IRequestHandler<EndReadGrant, Answer>
{
    /// <summary>Nobody reads longer than this by one grant.</summary>
    private const int LongestDays = 366;

    public async Task<Answer> Handle(GiveReadGrant request, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(request.Case, cancellationToken) is not { Kind: InstanceSteps.Kind } about || about.Group.IsNone)
            return StepCodes.NotFound;
        var (to, refused) = await grounds.RecipientAsync(request, about, cancellationToken);
        if (to is null)
            return refused!;
        var today = await days.DayAsync(about.OrgPath, runner.Now(), cancellationToken);
        if (Refuse(request.Parts, request.Until, request.Reason, today) is { } unfit)
            return unfit;
        if (request.To == ReadGrounds.Objector && !request.Principal.IsSystem && request.Who != about.Subject && request.Parts.Any(p => p != ReadParts.Result))
            return ReadGrantCodes.NotForObjector.With(("known", ReadParts.Result));
        return await runner.RunAsync<ReadGrantState>(
            request, Id.Of(ReadGrantState.Kind, request.Operation.ToString()), (state, _, act, _) => Give(state, about, request.Ground, to, request.Parts, request.Until, request.Reason, today, act),
            cancellationToken);
    }

    public async Task<Answer> Handle(OpenSampledCase request, CancellationToken cancellationToken)
    {
        if (!request.Principal.IsSystem || await store.LoadAsync(request.Case, cancellationToken) is not { Kind: InstanceSteps.Kind } about
            || await runner.StateAsync<AuthoritySampleState>(await store.LoadAsync(request.Sample, cancellationToken), cancellationToken) is not { } sample)
            return StepCodes.NotFound;
        return await runner.RunAsync<ReadGrantState>(
            request, ReadGrantState.IdOf(request.Sample, request.Case),
            (state, _, act, _) => Give(
                state, about, new ReadGround(ReadGround.Sample, request.Sample), new ReadRecipient(ReadRecipient.Authority, Unit: sample.Authority), sample.Parts, sample.Until, "", sample.DrawnOn, act),
            cancellationToken);
    }

    public async Task<Answer> Handle(EndReadGrant request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<ReadGrantState>(await store.LoadAsync(request.Grant, cancellationToken), cancellationToken) is not { } standing
            || await store.LoadAsync(standing.Case, cancellationToken) is not { } about)
            return StepCodes.NotFound;
        if (!await grounds.MayEndAsync(request.Principal, standing, about, cancellationToken))
            return ReadGrantCodes.NotYours;
        return await beside.StepAsync<ReadGrantState, ReadGrantEvent>(request, request.Grant, (state, today, parts) =>
            request.Reason.Trim().Length is < 2 or > 500 ? ReadGrantCodes.NoReason
            : !state.HoldsOn(today) ? ReadGrantCodes.Over
            : new ReadGrantEvent.Ended(parts.Seal(cipher.Seal(state.Person, request.Reason)), today), cancellationToken);
    }

    /// <summary>What is missing of parts, day and reason; null where nothing is.</summary>
    internal static Rejection? Refuse(ImmutableArray<string> parts, DateOnly until, string reason, DateOnly today)
    {
        if (parts.IsDefaultOrEmpty || !parts.All(ReadParts.All.Contains))
            return ReadGrantCodes.UnknownPart.With(("known", string.Join(", ", ReadParts.All)));
        if (until < today || until > today.AddDays(LongestDays))
            return ReadGrantCodes.BadDay.With(("first", today), ("last", today.AddDays(LongestDays)), ("day", until));
        return reason.Trim().Length is < 2 or > 500 ? ReadGrantCodes.NoReason.With() : null;
    }

    private StreamDecision Give(
        ReadGrantState? before, StoredStream about, ReadGround ground, ReadRecipient to, ImmutableArray<string> read, DateOnly until, string reason, DateOnly today, Act act)
    {
        var state = before ?? ReadGrantState.Empty;
        var parts = new StepParts(act, state.Version);
        var why = reason.Length == 0 ? "" : parts.Seal(cipher.Seal(about.Subject, reason));
        foreach (var key in to.Keys)
            parts.Row(new DocumentPut(ReadGrantState.Document, key, Value.Record(("until", until.ToString("O", CultureInfo.InvariantCulture))), about.OrgPath));
        return state.Step(
            Beside.Like(about), parts,
            new ReadGrantEvent.Given(about.Id, about.Subject, about.OrgPath, ground.Kind, ground.Stream, ground.Number, to, [.. ReadParts.All.Where(read.Contains)], until, why, act.Actor, today));
    }
}
