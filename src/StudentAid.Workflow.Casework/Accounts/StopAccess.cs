using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// Stops an account, or gives it free again: by whoever sets its unit up, never by its holder. Stopped, its sessions end, a code that was handed out is dead, and nobody
/// signs in by it on any way. Given free, it is as before, and no pause after wrong tries is left.
/// </summary>
public sealed record StopAccess(Id Holder, DateTimeOffset At, bool Stopped) : AccountCommand(Holder, At)
{
    internal override Value Content => Stopped;

    internal override StreamDecision Decide(AccountDesk desk, Facts facts)
    {
        if (desk.RefuseAdministrator(Principal) is { } notYours)
            return notYours;
        if (Principal.Id == Holder)
            return AccountCodes.OwnAccess;
        if (!Stopped)
        {
            desk.Keep(desk.Account with { Stopped = false });
            desk.Tell(new AccountEvent.AccessRestored());
            return desk.Step();
        }

        desk.Keep(desk.Account with { Stopped = true, Code = "", CodeEnds = null });
        desk.Tell(new AccountEvent.AccessStopped());
        desk.End(SessionEnd.Stopped);
        return desk.Step();
    }
}
