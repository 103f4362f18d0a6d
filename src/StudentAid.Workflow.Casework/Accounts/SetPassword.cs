using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// A password that its owner chose, with the activation code or instead of the old one. Every session ends. <paramref name="Checked"/> is the hash (of the
/// code, or the old password) against which what was typed was right; where it is not the account's any more, nothing happens.
/// </summary>
public sealed record SetPassword(Id Holder, DateTimeOffset At, string How, string Checked, string Hash, string Typed) : AccountCommand(Holder, At)
{
    public const string Activation = "activation";
    public const string Change = "change";

    // The new password is judged here, where what is known of its owner is a fact; it is in no event, row or body.
    internal override Value Content => Value.List(How, Checked, Hash);

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (desk.Before.Lockout.Until(At) is { } until)
            return Locks.Refusal(until);
        var account = desk.Account;
        if (How == Activation ? account.Code != Checked || account.CodeEnds <= At : account.Password != Checked)
            return How == Activation ? AccountCodes.WrongCode : AccountCodes.Wrong;
        var least = desk.Grants.IsEmpty ? PasswordRules.LeastForFamilies : PasswordRules.LeastForStaff;
        if (PasswordRules.Refuse(Typed, least, desk.Known) is { } weak)
            return weak;
        desk.Keep(account with { Password = Hash, PasswordEnds = null, Code = "", CodeEnds = null });
        desk.Tell(new AccountEvent.PasswordSet(How, At));
        desk.End(SessionEnd.PasswordSet);
        return desk.Step();
    }

    /// <summary>Printing a record prints its members; this one must not.</summary>
    public override string ToString() => $"{nameof(SetPassword)} {Holder}";
}
