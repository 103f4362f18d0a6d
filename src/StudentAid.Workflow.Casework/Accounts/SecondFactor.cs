using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>A secret for an authenticator app, in base 64; it counts when a code of it was shown.</summary>
public sealed record BeginSecondFactor(Id Holder, DateTimeOffset At, string Secret) : AccountCommand(Holder, At)
{
    internal override Value Content => Secret;

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (desk.Account.HasSecondFactor)
            return AccountCodes.HasSecondFactor;
        desk.Keep(desk.Account with { Begun = Secret });
        desk.Tell(new AccountEvent.SecondFactorBegun());
        return desk.Step();
    }
}

/// <summary>A code of the begun secret was shown: from now on it is asked for. Recovery codes come hashed; every other session ends.</summary>
public sealed record SetSecondFactor(Id Holder, DateTimeOffset At, string Secret, long Step, ImmutableArray<string> Recovery) : AccountCommand(Holder, At)
{
    internal override Value Content => Value.List(Secret, Step, Value.List(Recovery.Select(Value.Of)));

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (desk.Account.Begun.Length == 0 || desk.Account.Begun != Secret)
            return AccountCodes.NoSecondFactor;
        desk.Keep(desk.Account with { Secret = Secret, Begun = "", Recovery = Recovery });
        desk.Tell(new AccountEvent.SecondFactorSet(Step));
        desk.End(SessionEnd.SecondFactorSet);
        return desk.Step();
    }
}

/// <summary>
/// The second factor is given up: by an administrator for somebody who lost it (who then enrols anew), or by its holder where no role asks for it. Where the rules let nobody
/// set up alone, one administrator asks for it and another one does the same within a day.
/// </summary>
public sealed record DropSecondFactor(Id Holder, DateTimeOffset At, DateOnly Day) : AccountCommand(Holder, At)
{
    private static readonly TimeSpan Asked = TimeSpan.FromDays(1);

    internal override Value Content => "";

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        var isOwn = Principal.Id == Holder;
        if (!isOwn && desk.RefuseAdministrator(Principal) is { } notYours)
            return notYours;
        var key = SignInRules.FactOf(desk.Place, Day);
        if (facts.Find(key) is not { } rules)
            return new StreamDecision.Needs([key]);
        if (isOwn && GrantTerm.HeldOn(desk.Who, Day).Any(g => SignInRules.From(rules.Value).SecondFactor.Contains(g.Role)))
            return AccountCodes.SecondFactorRequired;
        var holders = DutyHolderSource.FactOf(desk.Place, Duty.SetUp);
        if (!isOwn && facts.Find(holders) is null)
            return new StreamDecision.Needs([holders]);
        if (!isOwn && !Principal.IsSystem && facts.Find(holders)!.Value["required"].AsBool() == true && Waits(desk) is { } waits)
            return waits;
        desk.Keep(desk.Account with { Secret = "", Begun = "", Recovery = [], DropBy = default, DropUntil = null });
        desk.Tell(new AccountEvent.SecondFactorDropped());
        desk.End(SessionEnd.SecondFactorDropped);
        return desk.Step();
    }

    /// <summary>Null where another person has asked for it. A program neither asks nor confirms: with its key one person would be two.</summary>
    private StreamDecision? Waits(AccountDesk desk)
    {
        if (Principal.IsMachine)
            return AccountCodes.DropByPerson;
        if (desk.Account.DropUntil is { } until && until > At && !desk.Account.DropBy.IsNone)
        {
            if (desk.Account.DropBy != Principal.Proposer)
                return null;
            return AccountCodes.DropWaits.With(("until", Locks.TimeOf(until)));
        }

        desk.Keep(desk.Account with { DropBy = Principal.Proposer, DropUntil = At + Asked });
        desk.Tell(new AccountEvent.SecondFactorDropAsked(Principal.Proposer, At + Asked));
        return desk.Step();
    }
}
