using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>Second factors that somebody else asked to be given up, and that wait for the caller as the second person.</summary>
public sealed class WaitingDrops(IStoreReader reader, SignInClock clock)
{
    public const string Kind = "second-factors";

    /// <summary>Whose they are.</summary>
    public async Task<IReadOnlySet<Id>> OfAsync(Caller caller)
    {
        var waiting = new HashSet<Id>();
        var principal = caller.Principal;
        if (principal.IsMachine || !principal.Carries(Duty.SetUp))
            return waiting;
        var filter = new StreamFilter { Kind = AccountState.Kind, Status = AccountState.DropAsked };
        foreach (var row in (await reader.StreamsAsync(principal.Scope, filter, PageRequest.Everything)).Items.Where(r => Duties.Setup(principal, r.OrgPath) is null))
        {
            foreach (var kept in await reader.DocumentsAsync(Scope.All, new DocumentFilter(Account.Document) { Stream = row.Id }))
            {
                var account = Account.From(Id.Parse(kept.Key), kept.Content);
                if (account.DropUntil > clock.Now && account.DropBy != principal.Proposer && account.Holder != principal.Id)
                    waiting.Add(account.Holder);
            }
        }

        return waiting;
    }

    /// <summary>Null where none waits.</summary>
    public async Task<HomeItem?> HomeAsync(Caller caller)
    {
        var count = (await OfAsync(caller)).Count;
        FormattableString sentence = caller.IsEnglish
            ? $"{count} {(count == 1 ? "reset of a second factor waits" : "resets of second factors wait")} for your approval, within a day of being asked for"
            : (FormattableString)$"有 {count} 项动态验证码重置待您复核，提出后一日内有效";
        return count == 0 ? null : new HomeItem(Kind, FormattableString.Invariant(sentence), count, "/api/accounts?waiting=true");
    }
}
