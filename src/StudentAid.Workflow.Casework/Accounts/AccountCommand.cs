using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// An act on somebody's account. <see cref="At"/> is the wall clock's instant: a demonstration's clock runs through weeks, its sessions do not.
/// Passwords and codes come hashed; what was typed was checked before, and the decision holds that check against what is on record.
/// </summary>
public abstract record AccountCommand(Id Holder, DateTimeOffset At) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Holder.ToString(), At.ToUnixTimeMilliseconds(), Content);

    internal abstract Value Content { get; }

    internal abstract StreamDecision Decide(AccountDesk desk, Facts facts);
}

/// <summary>Loads the account with its holder and sessions, and lets the command decide.</summary>
public sealed class AccountHandler(StepRunner runner) :
    IRequestHandler<IssueAccess, Answer>, IRequestHandler<SetPassword, Answer>, IRequestHandler<BeginSession, Answer>, IRequestHandler<RefuseSignIn, Answer>,
    IRequestHandler<EndSessions, Answer>, IRequestHandler<BeginSecondFactor, Answer>, IRequestHandler<SetSecondFactor, Answer>, IRequestHandler<DropSecondFactor, Answer>,
    IRequestHandler<StopAccess, Answer>
{
    public Task<Answer> Handle(IssueAccess request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(SetPassword request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(BeginSession request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(RefuseSignIn request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(EndSessions request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(BeginSecondFactor request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(SetSecondFactor request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(DropSecondFactor request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public Task<Answer> Handle(StopAccess request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    private Task<Answer> RunAsync(AccountCommand request, CancellationToken cancellation) =>
        runner.RunAsync<AccountState>(request, AccountState.IdOf(request.Holder), (state, _, act, facts) =>
        {
            ImmutableArray<FactKey> keys = [AccountHolderSource.FactOf(request.Holder), Account.FactOf(request.Holder), Session.FactOf(request.Holder)];
            if (keys.Where(k => facts.Find(k) is null).ToImmutableArray() is { IsEmpty: false } missing)
                return new StreamDecision.Needs(missing);
            var who = facts.Find(keys[0])!.Value;
            if (who.IsNull)
                return AccountCodes.UnknownHolder;
            var sessions = facts.Find(keys[2])!.Value.Items.Select(s => Session.From(s["hash"].AsText()!, s["content"])).ToImmutableArray();
            return request.Decide(new AccountDesk(state, act, request.Holder, who, Account.From(request.Holder, facts.Find(keys[1])!.Value), sessions), facts);
        }, cancellation);
}
