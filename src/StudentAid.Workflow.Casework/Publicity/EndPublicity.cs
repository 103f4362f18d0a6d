using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>The period is over: the notice is gone, every entry that no objection holds has passed. What was shown is kept as a hash inside.</summary>
public sealed record EndPublicity(Id Roster) : Command
{
    public override Id Target => Roster;

    public override Value Body => Roster.ToString();
}

/// <summary>A photo of the paper board: its evidence hash closes the task.</summary>
public sealed record PhotographBoard(Id Roster, string Moment, string Evidence) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Moment, Evidence);
}

public sealed class EndPublicityHandler(StepRunner runner, PinCache pins) : IRequestHandler<EndPublicity, Answer>, IRequestHandler<PhotographBoard, Answer>
{
    public Task<Answer> Handle(EndPublicity request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => End(state, stored, act, facts), cancellationToken);

    public Task<Answer> Handle(PhotographBoard request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Photograph(request, state, stored, act, facts), cancellationToken);

    /// <summary>The decision by which entries pass.</summary>
    internal static RosterEvent.Decided Pass(RosterState state, IEnumerable<RosterEntry> entries) =>
        new(state.Decisions + 1, [.. entries.OrderBy(e => e.Case).Select(e => new EntryDecision(e.Case, "Passed", e.Level, "", "", ""))], "");

    internal static EntriesMarked Mark(RosterState state, IEnumerable<RosterEntry> entries) =>
        new([.. entries.Select(e => e.Key)], "decided", (state.Decisions + 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>The cases of a list that are gone from it by their own way (the student left the school, or another list sent the case back), or null where that has to be asked first.</summary>
    internal static HashSet<Id>? GoneOf(Act act, Facts facts, out StreamDecision? needs)
    {
        var key = new FactKey(RosterFacts.Standing, act.Stream.ToString());
        if (facts.Find(key) is not { } standing)
        {
            needs = new StreamDecision.Needs([key]);
            return null;
        }

        needs = null;
        return [.. standing.Value["left"].Items.Select(i => Id.TryParse(i.AsText())).OfType<Id>()];
    }

    /// <summary>Settles entries whose cases are gone: for them there is nothing to decide. The list that has nothing else left ends with them.</summary>
    internal static RosterEvent Settle(RosterSteps steps, RosterState state, int decisions, ImmutableArray<RosterEntry> gone)
    {
        steps.Row(new EntriesMarked([.. gone.Select(e => e.Key)], "not-applied"));
        var cases = gone.Select(e => e.Case).ToHashSet();
        var isLast = state.Open.All(e => cases.Contains(e.Case)) && state.Standings.All(s => s.State != "objected" || cases.Contains(s.Case));
        if (isLast && state.ReleasedUpTo >= decisions)
            steps.Claim(new Claim(RosterState.FrozenListsCounter(state.Round), Add: -1));
        return new RosterEvent.NotApplied(decisions, [.. cases.Order()]);
    }

    private StreamDecision End(RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true, Period: { Over: false } period })
            return PublicityCodes.NotPosted;
        if (act.Now < period.Due)
            return PublicityCodes.PeriodRuns.With(("due", period.Due.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        if (GoneOf(act, facts, out var needs) is not { } left)
            return needs!;
        var steps = new RosterSteps(state, stored, act).Row(new DeadlineCleared(PostPublicityHandler.PeriodEnd));
        if (period.Where.Contains("board", StringComparer.Ordinal))
            steps.Row(new TaskOpened(PostPublicityHandler.TakenDownPhoto, "take-down-photo", ListDuties.RoleOf(state, pins), state.Unit, null, state.Version + 1));
        var events = ImmutableArray.CreateBuilder<RosterEvent>();
        events.Add(new RosterEvent.TakenDown(act.Now, ShownHash(state)));
        if (!state.HoldsList)
            PassOpen(steps, state, left, events);
        return steps.Of(events.ToImmutable());
    }

    /// <summary>What is open passes; those who are gone are settled.</summary>
    private static void PassOpen(RosterSteps steps, RosterState state, HashSet<Id> left, ImmutableArray<RosterEvent>.Builder events)
    {
        var passing = state.Open.Where(e => !left.Contains(e.Case)).ToList();
        if (passing.Count > 0)
        {
            events.Add(Pass(state, passing));
            steps.Row(Mark(state, passing));
        }

        if (state.Open.Where(e => left.Contains(e.Case)).ToImmutableArray() is { IsEmpty: false } gone)
            events.Add(Settle(steps, state, state.Decisions + (passing.Count > 0 ? 1 : 0), gone));
    }

    /// <summary>With the last objection that held the whole list of an ended period, all that it held back pass too.</summary>
    internal static StreamDecision WithRest(RosterSteps steps, RosterState state, HashSet<Id> left, params IEnumerable<RosterEvent> happened)
    {
        var events = happened.ToImmutableArray().ToBuilder();
        if (state.ObjectionEffect == ObjectionEffects.List && state.After(events) is { Period.Over: true, HoldsList: false } after)
            PassOpen(steps, after, left, events);
        return steps.Of(events.ToImmutable());
    }

    /// <summary>Hash of what the notice showed: case and level in order; names follow from them and stand nowhere here.</summary>
    private static string ShownHash(RosterState state) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        Value.List(state.Entries.OrderBy(e => e.Case).Select(e => (Value)Value.List(e.Case.ToString(), e.Level))).ToJson())));

    private StreamDecision Photograph(PhotographBoard request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true, Period: { } period })
            return PublicityCodes.NotPosted;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        var task = request.Moment == "posted" ? PostPublicityHandler.PostedPhoto : PostPublicityHandler.TakenDownPhoto;
        if (request.Moment is not ("posted" or "taken-down") || (request.Moment == "taken-down" && !period.Over))
            return PublicityCodes.NotPosted;
        if (!PlainText.IsHash(request.Evidence))
            return CaseCodes.NotAHash.With(("field", "evidence"));
        if (KeptFiles.Refuse([request.Evidence], default, state.Unit, facts) is { } notUploaded)
            return notUploaded;
        return new RosterSteps(state, stored, act).Row(new TaskClosed(task)).Of(new RosterEvent.Photographed(request.Moment, request.Evidence));
    }
}
