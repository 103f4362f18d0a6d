using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Builds the step of a roster from its events, and the rows, messages and claims that go with them.</summary>
internal sealed class RosterSteps(RosterState? before, StoredStream? stored, Act act)
{
    private readonly List<RowChange> rows = [];
    private readonly List<Claim> claims = [];
    private readonly List<SealedPart> parts = [];
    private readonly List<Message> messages = [];
    private readonly List<RestedFact> rests = [];

    public Act Act => act;

    public long Seq => (before?.Version ?? 0) + 1;

    public RosterSteps Row(params ReadOnlySpan<RowChange> more)
    {
        rows.AddRange(more);
        return this;
    }

    public RosterSteps Claim(params ReadOnlySpan<Claim> more)
    {
        claims.AddRange(more);
        return this;
    }

    /// <summary>Seals a text and gives its address.</summary>
    public string Seal(Id subject, SealedPart part)
    {
        _ = subject;
        parts.Add(part);
        return $"{act.Stream}/{Seq}/{parts.Count - 1}";
    }

    public RosterSteps Tell(string name, Id target, Engine.Expressions.Value body, params ReadOnlySpan<string> expects)
    {
        messages.Add(new Message { Id = Id.Of(act.Stream, Seq, messages.Count), Source = act.Stream, Target = target, Name = name, Body = body, Expects = [.. expects] });
        return this;
    }

    /// <summary>Says that the step rests on what an earlier one was given; what it was given itself the runner says.</summary>
    public RosterSteps Rest(RestedFact fact)
    {
        rests.Add(fact);
        return this;
    }

    public Step Of(params ImmutableArray<RosterEvent> events)
    {
        if (!act.For.IsNone)
            events = events.Insert(0, new RosterEvent.ActedFor(act.For));
        var after = (before ?? RosterState.Empty).After(events);
        return new Step
        {
            Stream = act.Stream,
            Kind = RosterState.Kind,
            Expected = before?.Version ?? 0,
            OrgPath = after.Unit,
            Group = after.Round,
            Practice = stored?.Practice ?? false,
            Status = after.Status,
            At = after.Activity,
            Operation = default,
            BodyHash = 0,
            Actor = act.Actor,
            Now = act.Now,
            Data = StreamData.Resting(StreamData.Write(events), rests),
            Sealed = [.. parts],
            Snapshot = StreamData.Snapshot(RosterState.Format, after),
            Rows = [.. rows],
            Messages = [.. messages],
            Claims = [.. claims],
        };
    }
}
