using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// A signed commitment (个人承诺, Art. 17(2)): the hash of the text that was signed, the signer's role and name, and a scan where it was signed on paper.
/// The name is personal.
/// </summary>
public sealed record Signature(string Text, string Signer, string Name, string? Scan)
{
    /// <summary>The guardian's, where a rule of the commitment asks for it; null else.</summary>
    public GuardianSignature? Guardian { get; init; }

    /// <summary>
    /// Reads <c>{ name, signer?, text?, scan?, relation?, consents?, guardian? }</c>. The signer is the applicant where not said. Who
    /// signs by a family's account (<paramref name="account"/> says whose, null of staff who enter a paper) names the text, and a text that is given must be the
    /// pinned one, so that nobody signs what he was not shown; nor does a student's account sign for the guardian.
    /// </summary>
    public static (Signature? Signature, Rejection? Refused) Read(
        Value input, Pinned<CommitmentText> commitment, string applicant, string? account, Value answers, DateOnly today)
    {
        if (input["name"].AsText()?.Trim() is not { Length: > 0 } name)
            return (null, ApplicationCodes.NoCommitment);
        var hash = commitment.Document.Hash;
        if (input["text"] is { IsNull: false } shown && shown.AsText() != hash)
            return (null, ApplicationCodes.CommitmentChanged);
        if (account is not null && input["text"].IsNull)
            return (null, ApplicationCodes.CommitmentUnread);
        if (account == FamilyAccount.Student && !input["guardian"].IsNull)
            return (null, ApplicationCodes.GuardianOwnAccount);
        var signer = input["signer"].AsText() ?? applicant;
        if (!commitment.Content.Signers.Contains(signer, StringComparer.Ordinal))
            return (null, ApplicationCodes.WrongSigner.With(("signer", signer), ("allowed", string.Join(", ", commitment.Content.Signers))));
        if (PlainText.CheckHashes(input, "scan") is { } refused)
            return (null, refused);
        var (guardian, missing) = GuardianSignature.Read(input, signer, commitment.Content.Guardian, answers, today);
        return missing is null ? (new Signature(hash, signer, name, input["scan"].AsText()) { Guardian = guardian }, null) : (null, missing);
    }

    /// <summary>What is sealed.</summary>
    public Value ToValue()
    {
        var signed = Scan is { } scan ? Value.Record(("name", Name), ("scan", scan)) : Value.Record(("name", Name));
        return Guardian is { } guardian ? signed.With("guardian", Value.Record(("name", guardian.Name), ("relation", guardian.Relation))) : signed;
    }
}
