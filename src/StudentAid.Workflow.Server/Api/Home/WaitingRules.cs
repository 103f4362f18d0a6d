using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>Rules that somebody else proposed to publish or to retract, and that wait for the caller as the second person.</summary>
public sealed class WaitingRules(DocumentShelf shelf)
{
    /// <summary>What the list behind it shows.</summary>
    private const string Definitions = "/api/definitions";

    private const string Packs = "/api/packs";

    /// <summary>Null where nothing waits for him: he keeps no rules, is a program, or proposed it himself.</summary>
    public async Task<HomeItem?> OfAsync(Caller caller)
    {
        var principal = caller.Principal;
        var units = principal.IsMachine ? [] : principal.Grants.Select(g => g.Unit).Where(u => Duties.Publishing(principal, u) is null).Distinct(StringComparer.Ordinal).ToList();
        if (units.Count == 0)
            return null;
        var waiting = (await shelf.WaitingAsync(Scope.Of(units))).Where(d => d.WaitsBy != principal.Proposer && Duties.Publishing(principal, d.Layer) is null).ToList();
        if (waiting.Count == 0)
            return null;
        var leaving = waiting.Count(d => d.IsLeaving);
        return new HomeItem("rules", Sentence(waiting.Count, leaving, caller.IsEnglish), waiting.Count, waiting.Exists(d => d.Kind == StoredDocument.Definition) ? Definitions : Packs);
    }

    private static string Sentence(int count, int leaving, bool english)
    {
        var (one, part) = (count == 1, leaving > 0 && leaving < count);
        FormattableString sentence = english
            ? leaving == count ? $"{count} {(one ? "retraction" : "retractions")} of rules {(one ? "waits" : "wait")} for your approval"
                : part ? (FormattableString)$"{count} changes of rules wait for your approval, {leaving} of them {(leaving == 1 ? "a retraction" : "retractions")}"
                : $"{count} {(one ? "change" : "changes")} of rules {(one ? "waits" : "wait")} for your approval"
            : leaving == count ? $"有 {count} 项规则撤回待您复核" : part ? (FormattableString)$"有 {count} 项规则待您复核，其中撤回 {leaving} 项" : $"有 {count} 项规则待您复核";
        return FormattableString.Invariant(sentence);
    }
}
