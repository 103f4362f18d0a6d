using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>How somebody signs a list in person: his name, and the address of the statement of responsibility that he read.</summary>
public sealed record ListSignature(string Name, string Statement);

/// <summary>The personal signature that a list asks for (校长责任制): who holds its role on the list's own unit signs himself, never the system or a post above or beside.</summary>
public static class ListSigning
{
    /// <summary>True where the list's activity is marked <c>personal</c>.</summary>
    public static bool IsPersonal(RosterState state) => state.Options["personal"].AsBool() == true;

    public static Rejection? Refuse(RosterState state, Principal principal, ListSignature? signature, PinCache pins)
    {
        if (!IsPersonal(state))
            return null;
        if (principal.IsSystem || !principal.Grants.Contains(new Grant(state.Role, state.Unit)))
            return AidCodes.NotPersonal;
        var statement = AidRules.Kind.FindOnly(pins, state.Pin, null)?.StatementHash ?? "";
        return signature is null || signature.Name.Trim() != principal.Name || signature.Statement != statement
            ? AidCodes.NoSignature.With(("name", principal.Name)) : null;
    }

    /// <summary>The event of a signed decision; the name stands sealed with the round.</summary>
    internal static IEnumerable<RosterEvent> Write(RosterState state, int decision, ListSignature? signature, RosterSteps steps, Cipher cipher) =>
        IsPersonal(state) && signature is not null
            ? [new RosterEvent.Signed(decision, signature.Statement, steps.Seal(state.Round, cipher.Seal(state.Round, Value.Record(("name", signature.Name)))))] : [];
}
