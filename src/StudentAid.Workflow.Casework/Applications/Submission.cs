using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>An application that has been checked and may be written: answers with computed fields, who applied, signature, evidence new and kept.</summary>
internal sealed record Submission(
    RecordValue Answers, string Applicant, Signature? Signature, ImmutableArray<Evidence> Evidence, ImmutableArray<Evidence> Kept, Value OnBehalf)
{
    /// <summary>
    /// Checks <c>{ answers?, applicant?, commitment?, evidence?, onBehalf? }</c>; without answers the draft counts. Null with what stops it: facts that
    /// are needed, a refusal, or the fault of a document.
    /// </summary>
    public static Submission? Read(ActivityContext context, ApplicationOptions options, CaseInput input, Value given, string? draft, out ActivityResult? stop)
    {
        var answers = given["answers"];
        if (answers.IsNull && draft is not null)
            answers = CaseFacts.Read(context, CaseFacts.Sealed(draft), out stop);
        else
            stop = null;
        if (stop is not null || FormDocument.Kind.Of(context, options.Form, out stop) is not { } form)
            return null;
        if (answers is not RecordValue)
            return Refuse(ApplicationCodes.NoAnswers, out stop);
        var result = FormValidator.Validate(form.Content, answers);
        if (!result.Passes)
            return Refuse(ErrorsOf(result), out stop);
        var account = FamilyAccount.RoleOf(context.Actor, input.Person);
        var (applicant, wrongApplicant) = ApplicantOf(options, given, account);
        if (wrongApplicant is not null)
            return Refuse(wrongApplicant, out stop);
        var signature = options.Commitment == "required" ? Sign(context, form, input, given["commitment"], applicant, account, result.Answers, out stop) : null;
        if (stop is not null || !IsEligible(context, options, input, result.Answers, out stop))
            return null;
        var (evidence, unfit) = Applications.Evidence.Read(given["evidence"]);
        if (unfit is not null)
            return Refuse(unfit, out stop);
        var today = CaseDay.Of(context, input, Ends(evidence), out stop);
        if (stop is not null)
            return null;
        if (evidence.FirstOrDefault(e => e.ValidUntil < today) is { } over)
            return Refuse(ApplicationCodes.EvidenceOver.With(("day", over.ValidUntil)), out stop);
        var kept = Proof(context, options, input, evidence, out stop);
        stop ??= ByCategory(context, input, form.Content, result.Answers, evidence, signature);
        if (stop is not null)
            return null;
        return OnBehalfOf(given["onBehalf"]) is { } incomplete
            ? Refuse(incomplete, out stop)
            : new Submission(result.Answers, applicant, signature, evidence, kept, given["onBehalf"]);
    }

    /// <summary>The parts beside the answers that are sealed.</summary>
    public Value Attachments()
    {
        var parts = Value.Record(("evidence", Value.List(Evidence.Select(e => e.ToValue()))), ("kept", Value.List(Kept.Select(e => e.ToValue()))));
        return Signature is null ? parts : parts.With("signature", Signature.ToValue());
    }

    /// <summary>What stands in the history in clear: roles, hashes and codes.</summary>
    public Value Noted()
    {
        var noted = Value.Record(("applicant", Applicant));
        if (Signature is not null)
            noted = noted.With("commitment", Signature.Text).With("signer", Signature.Signer);
        if (Signature?.Guardian is { } guardian)
            noted = noted.With("guardian", Value.List(guardian.Consents.Select(Value.Of)));
        if (!Evidence.IsEmpty)
            noted = noted.With("evidence", Applications.Evidence.Hashes(Evidence));
        if (!Kept.IsEmpty)
            noted = noted.With("kept", Applications.Evidence.Hashes(Kept));
        return OnBehalf.IsNull ? noted : noted.With("onBehalf", Value.Record(("who", OnBehalf["who"]), ("why", OnBehalf["why"]), ("scan", OnBehalf["scan"])));
    }

    /// <summary>The facts that checking will ask for, so that one answer asks for all of them.</summary>
    public static IEnumerable<FactKey> Needed(ApplicationOptions options, CaseInput input, Value given, string? draft)
    {
        yield return CaseFacts.Window(input);
        if (given["answers"].IsNull && draft is not null)
            yield return CaseFacts.Sealed(draft);
        if (options.Eligibility.Length > 0)
            yield return CaseFacts.Applicant(input);
        if (options.Proof != "not-asked" && given["evidence"].Items.IsEmpty)
            yield return CaseFacts.Proofs(input);
        if (options.Proof == "unless-matched" && given["evidence"].Items.IsEmpty)
            yield return CaseFacts.Match(input);
    }

    private static Rejection ErrorsOf(FormResult result) => ApplicationCodes.FormErrors.With(
        ("count", result.Errors.Length), ("first", result.Errors[0].In("zh-CN").TrimEnd('。')),
        ("pointers", string.Join("; ", result.Errors.Take(20).Select(e => $"{(e.Pointer.Length > 0 ? e.Pointer : "/")} {e.Code.Id}"))));

    /// <summary>Who is not named is whose account it is, else the only one who may apply; where both may, nobody becomes a guardian by saying nothing.</summary>
    private static (string Applicant, Rejection? Refused) ApplicantOf(ApplicationOptions options, Value given, string? account)
    {
        string[] allowed = options.Applicant == "either" ? [FamilyAccount.Student, FamilyAccount.Guardian] : [options.Applicant];
        var applicant = given["applicant"].AsText() ?? given["commitment"]["signer"].AsText() ?? account ?? allowed[0];
        if (account is not null && (applicant != account || given["commitment"]["signer"].AsText() is { } signer && signer != account))
            return ("", ApplicationCodes.NotWhoSigns.With(("account", account)));
        return allowed.Contains(applicant, StringComparer.Ordinal)
            ? (applicant, null)
            : ("", ApplicationCodes.WrongApplicant.With(("applicant", applicant), ("allowed", string.Join(", ", allowed))));
    }

    private static Signature? Sign(
        ActivityContext context, Pinned<FormDocument> form, CaseInput input, Value given, string applicant, string? account, Value answers, out ActivityResult? stop)
    {
        if (form.Content.Commitment is not { } id)
        {
            stop = ActivityResult.Faulted(ApplicationCodes.FormWithoutCommitment.With(("form", form.Content.Id)));
            return null;
        }

        if (CommitmentText.Kind.Of(context, id, out stop) is not { } commitment)
            return null;
        var today = CaseDay.Of(context, input, commitment.Content.Guardian.Ends(answers), out stop);
        if (stop is not null)
            return null;
        var (signature, refused) = Signature.Read(given, commitment, applicant, account, answers, today);
        stop = refused is null ? null : ActivityResult.Refused(refused);
        return signature;
    }

    private static bool IsEligible(ActivityContext context, ApplicationOptions options, CaseInput input, Value answers, out ActivityResult? stop)
    {
        stop = null;
        if (options.Eligibility.Length == 0)
            return true;
        if (Eligibility.Kind.Of(context, options.Eligibility, out stop) is not { } eligibility
            || ReferenceValues.Of(context, eligibility.Content.References, out stop) is not { } references)
            return false;
        var applicant = CaseFacts.Read(context, CaseFacts.Applicant(input), out stop);
        if (stop is not null)
            return false;
        Value? held = eligibility.Content.ReadsHeld ? CaseFacts.Read(context, CaseFacts.Held(input), out stop) : null;
        if (stop is null && eligibility.Content.At(references).GroundOf(applicant, answers, held) is { } ground)
            stop = ActivityResult.Refused(ApplicationCodes.NotEligible.With(("ground", ground.Name), ("article", ground.Article)));
        return stop is null;
    }

    /// <summary>Earlier evidence that stays valid; stopped where proof is asked and there is none.</summary>
    private static ImmutableArray<Evidence> Proof(
        ActivityContext context, ApplicationOptions options, CaseInput input, ImmutableArray<Evidence> evidence, out ActivityResult? stop)
    {
        stop = null;
        if (options.Proof == "not-asked" || !evidence.IsEmpty)
            return [];
        var pieces = CaseFacts.Read(context, CaseFacts.Proofs(input), out stop);
        var kept = stop is null ? StillValid(context, input, pieces, out stop) : [];
        if (stop is not null || !kept.IsEmpty)
            return kept;
        var match = options.Proof == "unless-matched" ? CaseFacts.Read(context, CaseFacts.Match(input), out stop)["state"].AsText() : null;
        // Who is matched in doubt proves it where the doubt is resolved, not here.
        if (stop is null && match is not ("matched" or "doubtful"))
            stop = ActivityResult.Refused(ApplicationCodes.ProofMissing);
        return [];
    }

    /// <summary>What stops the application for want of the proof that the form asks of the applicant's categories.</summary>
    private static ActivityResult? ByCategory(
        ActivityContext context, CaseInput input, FormDocument form, Value answers, ImmutableArray<Evidence> evidence, Signature? signature)
    {
        var asked = form.Proofs.Where(p => p.IsAskedOf(answers) && !(p.OrCommitment && signature is not null)).ToList();
        if (asked.Count == 0)
            return null;
        var facts = CaseFacts.Read(context, out var stop, [CaseFacts.Proofs(input), .. asked.Exists(p => p.UnlessMatched) ? [CaseFacts.Match(input)] : Array.Empty<FactKey>()]);
        if (stop is not null)
            return stop;
        // Null where no rule asks for the match.
        var match = asked.Exists(p => p.UnlessMatched) ? facts[^1] : Value.Null;
        var categories = match["sealed"].AsText() is { } address && asked.Exists(p => !p.MatchedIn.IsEmpty) ? CaseFacts.Read(context, CaseFacts.Sealed(address), out stop)["categories"] : Value.Null;
        if (stop is not null)
            return stop;
        var earlier = StillValid(context, input, facts[0], out stop);
        if (stop is not null)
            return stop;
        var today = CaseDay.Of(context, input, asked.SelectMany(p => p.Ways).SelectMany(w => evidence.SelectMany(w.Turns)), out stop);
        if (stop is not null)
            return stop;
        return asked.Where(p => !p.IsFree(match["state"].AsText(), categories)).Select(p => p.Refuse(evidence, earlier, today)).FirstOrDefault(r => r is not null) is { } refused
            ? ActivityResult.Refused(refused) : null;
    }

    private static ImmutableArray<Evidence> StillValid(ActivityContext context, CaseInput input, Value kept, out ActivityResult? stop)
    {
        var pieces = Applications.Evidence.Read(kept).Pieces;
        var today = CaseDay.Of(context, input, Ends(pieces), out stop);
        return [.. pieces.Where(p => p.ValidUntil is null || p.ValidUntil >= today)];
    }

    /// <summary>The days from which a piece is no longer valid.</summary>
    private static IEnumerable<DateOnly> Ends(ImmutableArray<Evidence> pieces) => pieces.Select(p => p.ValidUntil?.AddDays(1)).OfType<DateOnly>();

    private static Rejection? OnBehalfOf(Value given) =>
        given.IsNull
        || (Id.TryParse(given["who"].AsText()) is not null && given["why"].AsText() is { } why && PlainText.IsCode(why)
            && given["scan"].AsText() is { } scan && PlainText.IsHash(scan))
            ? null : ApplicationCodes.BadOnBehalf.With();

    private static Submission? Refuse(Rejection reason, out ActivityResult? stop)
    {
        stop = ActivityResult.Refused(reason);
        return null;
    }
}
