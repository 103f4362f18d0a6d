using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// Somebody is signed in: what he typed was right against <paramref name="Checked"/> (the password's hash; empty on other ways). A second factor's step
/// is used up, a recovery code too. <paramref name="Rehashed"/> is the password hashed anew, where what was kept is outdated. Sessions that are over are
/// cleared, and more than <see cref="Most"/> at once push the oldest out.
/// </summary>
public sealed record BeginSession(Id Holder, DateTimeOffset At, Session Session, string Checked = "", long Step = 0, string Recovery = "", string Rehashed = "") : AccountCommand(Holder, At)
{
    public const int Most = 10;

    internal override Value Content => Value.List(Session.Hash, Checked, Step, Recovery, Rehashed);

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (desk.Account.Stopped)
            return AccountCodes.Stopped;
        if (Session.Way == Session.ByPassword)
        {
            if (desk.Before.Lockout.Until(At) is { } until)
                return Locks.Refusal(until);
            if (desk.Account.Password != Checked)
                return AccountCodes.Wrong;
            if (desk.Account.HasSecondFactor && Step == 0 && Recovery.Length == 0)
                return AccountCodes.SecondFactorNeeded;
            if (Step > 0 && Step <= desk.Before.Step)
                return AccountCodes.SecondFactorWrong;
            if (Recovery.Length > 0 && !UseUp(desk))
                return AccountCodes.SecondFactorWrong;
            if (Rehashed.Length > 0)
                desk.Keep(desk.Account with { Password = Rehashed });
        }

        var held = desk.Sessions.Where(s => s.Ends > At).OrderByDescending(s => s.Began).Take(Most - 1).Select(s => s.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var over in desk.Sessions.Where(s => !held.Contains(s.Hash)))
            desk.Parts.Row(new DocumentPut(Session.Document, over.Hash, null));
        desk.Parts.Row(new DocumentPut(Session.Document, Session.Hash, Session.ToValue(), desk.Place));
        desk.Tell(new AccountEvent.SignedIn(At, Session.Way, Session.Public, Step));
        return desk.Step();
    }

    private bool UseUp(AccountDesk desk)
    {
        if (!desk.Account.Recovery.Contains(Recovery, StringComparer.Ordinal))
            return false;
        var left = desk.Account.Recovery.Remove(Recovery);
        desk.Keep(desk.Account with { Recovery = left });
        desk.Tell(new AccountEvent.RecoveryUsed(left.Length));
        return true;
    }
}

/// <summary>A wrong try. It answers what the one who tried is told: that it was wrong, or until when he waits.</summary>
public sealed record RefuseSignIn(Id Holder, DateTimeOffset At, string Factor) : AccountCommand(Holder, At)
{
    internal override Value Content => Factor;

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (Holder != Account.Nobody && desk.Before.Lockout.Until(At) is { } until)
            return Locks.Refusal(until);
        desk.Tell(new AccountEvent.SignInRefused(At, Factor));
        // Behind a login id that nobody has stand many: each of them waits by himself.
        if (Holder != Account.Nobody && desk.Before.Lockout.After(At) is var lockout && lockout.Until(At) is { } locked)
            desk.Tell(new AccountEvent.Locked(lockout.Failed, locked));
        return desk.Step();
    }
}

/// <summary>Ends sessions: this one, or all where the hash is empty; by their holder or an administrator of his unit.</summary>
public sealed record EndSessions(Id Holder, DateTimeOffset At, string Hash, string Reason) : AccountCommand(Holder, At)
{
    internal override Value Content => Value.List(Hash, Reason);

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (Principal.Id != Holder && desk.RefuseAdministrator(Principal) is { } notYours)
            return notYours;
        desk.End(Reason, s => Hash.Length == 0 || s.Hash == Hash);
        return desk.Step();
    }
}

public static class Locks
{
    /// <summary>The clock's time in China, where the schools are; a day later is not possible.</summary>
    public static Rejection Refusal(DateTimeOffset until) => AccountCodes.Locked.With(("until", InChina(until, "HH:mm")));

    internal static string TimeOf(DateTimeOffset until) => InChina(until, "yyyy-MM-dd HH:mm");

    private static string InChina(DateTimeOffset until, string format) => until.ToOffset(TimeSpan.FromHours(8)).ToString(format, CultureInfo.InvariantCulture);
}
