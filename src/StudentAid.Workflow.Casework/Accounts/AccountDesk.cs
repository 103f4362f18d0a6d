using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>An account as it was loaded, and the step that is being made of it.</summary>
internal sealed class AccountDesk(AccountState? before, Act act, Id holder, Value who, Account account, ImmutableArray<Session> sessions)
{
    private readonly List<AccountEvent> events = [];

    public AccountState Before { get; } = before ?? AccountState.Empty;

    public StepParts Parts { get; } = new(act, before?.Version ?? 0);

    public Account Account { get; private set; } = account;

    public Value Who => who;

    public ImmutableArray<Session> Sessions => sessions;

    /// <summary>Where the account stands: with the unit that keeps its holder.</summary>
    public string Place => who["place"].AsText() ?? UnitPath.Root;

    /// <summary>What it was ever given: who is staff is not a matter of a day. Held on one are those that <see cref="GrantTerm.HeldOn"/> says.</summary>
    public ImmutableArray<Grant> Grants { get; } = [.. who["grants"].Items.Select(g => new Grant(g["role"].AsText() ?? "", g["unit"].AsText() ?? ""))];

    public IEnumerable<string> PersonPlaces => who["persons"].Items.Select(p => p["place"].AsText() ?? UnitPath.Root);

    /// <summary>What a password must not hold.</summary>
    public IEnumerable<string> Known =>
        who["persons"].Items.SelectMany(p => p["known"].Items).Concat(who["units"].Items).Append(who["name"]).Append(Account.Login).Select(k => k.AsText() ?? "");

    /// <summary>Why somebody does not administer the account: whoever sets its unit up does, and to who may not know the unit there is no such account.</summary>
    public Rejection? RefuseAdministrator(Principal principal) =>
        Duties.Setup(principal, Place) is not { } notYours ? null : principal.Scope.Covers(Place) ? notYours : AccountCodes.UnknownHolder.With();

    public void Tell(AccountEvent happened) => events.Add(happened);

    public void Keep(Account kept) => Account = kept;

    /// <summary>Ends all sessions, or those that are chosen; says so where there were any.</summary>
    public void End(string reason, Func<Session, bool>? which = null)
    {
        var ended = sessions.Where(which ?? (_ => true)).ToList();
        foreach (var session in ended)
            Parts.Row(new DocumentPut(Session.Document, session.Hash, null));
        if (ended.Count > 0)
            Tell(new AccountEvent.SessionsEnded(ended.Count, reason));
    }

    public Step Step()
    {
        Parts.Row(new DocumentPut(Account.Document, holder.ToString(), Account.ToValue(), Place));
        var after = Before.After(events);
        return Parts.Of(AccountState.Kind, Place, Account.DropBy.IsNone ? AccountState.Open : AccountState.DropAsked, StreamData.Write(events.ToImmutableArray()), StreamData.Snapshot(AccountState.Format, after));
    }
}
