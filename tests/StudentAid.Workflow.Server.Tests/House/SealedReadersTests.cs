using System.Text.RegularExpressions;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.House;

/// <summary>
/// What somebody writes and the product seals is opened for somebody: each place that seals stands here, so many times, with the expression that opens it and the file that has it.
/// </summary>
public sealed class SealedReadersTests
{
    private const string Casework = "src/StudentAid.Workflow.Casework";

    /// <summary>Not words but what the flow itself opens: answers, drafts, files, points, inputs of jobs, results of comparison, who verified.</summary>
    private const string Flow = "flow";

    /// <summary>Kept for whoever examines the history; no screen tells it.</summary>
    private const string History = "history";

    private static readonly (string File, int Times, string Reader, string Opens)[] Table =
    [
        ("Access/GiveReadGrant.cs", 2, Casework + "/Access/ReadGrants.cs", "texts.TextAsync(state.Reason"),
        ("Access/ReadByGrant.cs", 1, History, ""),
        ("Access/RecordSearch.cs", 1, History, ""),
        ("Access/RevealFacts.cs", 1, History, ""),
        ("Adjustments/Adjust.cs", 2, "src/StudentAid.Workflow.Server/Api/After/AdjustmentReading.cs", "WordsAsync(state.Dismissal"),
        ("Adjustments/ChangeStanding.cs", 2, "src/StudentAid.Workflow.Server/Api/After/LevelsApi.cs", "texts.TextAsync(state.Declaration, cancellation), await texts.TextAsync(state.To"),
        ("Aid/ListSigning.cs", 1, History, ""),
        ("Applications/ApplicationActivity.cs", 4, Flow, ""),
        ("Committees/LevelOpinion.cs", 1, Casework + "/Cases/StepWords.cs", "(\"opinion\", \"opinion\")"),
        ("Committees/ReviewActivity.cs", 1, Casework + "/Cases/StepWords.cs", "(\"opinion\", \"opinion\")"),
        ("Complaints/Complain.cs", 3, Casework + "/Complaints/ComplaintRegister.cs", "texts.TextAsync(state.Answer"),
        ("Enrolment/ReportEnrolmentChange.cs", 1, Casework + "/Enrolment/EnrolmentRegister.cs", "texts.TextAsync(row.Content[\"reason\"]"),
        ("Inspections/Finding.cs", 4, Casework + "/Inspections/FindingRegister.cs", "texts.TextAsync(turn.Text"),
        ("Jobs/JobRunner.cs", 1, "src/StudentAid.Workflow.Server/Api/Jobs/JobReading.cs", "texts.OpenAsync(result.Sentences"),
        ("Jobs/StartJob.cs", 1, Flow, ""),
        ("Matching/DataMatchActivity.cs", 1, Casework + "/Cases/StepWords.cs", "(\"match-resolved\", \"reason\")"),
        ("Matching/LateMatches.cs", 1, "src/StudentAid.Workflow.Server/Api/After/LateMatchesApi.cs", "texts.TextAsync(state.Text"),
        ("Matching/RunMatching.cs", 1, Flow, ""),
        ("Objections/RaiseObjection.cs", 2, "src/StudentAid.Workflow.Server/Api/ObjectionReading.cs", "texts.OpenAsync(o.Content"),
        ("Objections/TakeObjectionFurther.cs", 1, "src/StudentAid.Workflow.Server/Api/ObjectionReading.cs", "texts.OpenAsync(o.Content"),
        ("Payments/RecordPayments.cs", 1, History, ""),
        ("Publicity/CorrectNotice.cs", 1, "src/StudentAid.Workflow.Server/Api/RosterReading.cs", "texts.OpenAsync(erratum.Content"),
        ("Reconsiderations/Reconsider.cs", 2, "src/StudentAid.Workflow.Server/Api/ReconsiderationReading.cs", "texts.TextAsync(state.Content"),
        ("ReferenceLevels/RecordReferenceLevels.cs", 1, "src/StudentAid.Workflow.Server/Api/ReferenceLevelsApi.cs", "texts.TextAsync(b.Reason"),
        ("ReferenceLevels/ReferenceLevelActivity.cs", 1, Casework + "/Cases/StepWords.cs", "(\"reference-level\", \"reason\")"),
        ("Revocations/RecordRepayment.cs", 1, "src/StudentAid.Workflow.Server/Api/After/RevocationReading.cs", "texts.TextAsync(one.Reason"),
        ("Revocations/Revoke.cs", 3, "src/StudentAid.Workflow.Server/Api/After/RevocationReading.cs", "texts.TextAsync(state.Reasons"),
        ("Rosters/DecideRoster.cs", 4, Casework + "/Prints/RosterSheets.cs", "texts.TextAsync(address"),
        ("Rosters/FillSheet.cs", 1, History, ""),
        ("Rosters/FreezeRoster.cs", 1, History, ""),
        ("Rosters/TakeBackRoster.cs", 1, Casework + "/Rosters/TakeBackRoster.cs", "texts.TextAsync(request.Reason"),
        ("Rounds/RepinRound.cs", 1, History, ""),
        ("Rounds/SetWindow.cs", 1, History, ""),
        ("Sampling/DrawAuthoritySample.cs", 1, Casework + "/Sampling/AuthoritySamples.cs", "texts.TextAsync(state.Purpose"),
        ("Sampling/Sample.cs", 1, "src/StudentAid.Workflow.Server/Api/After/AdjustmentReading.cs", "texts.TextAsync(found.Finding"),
        ("Scoring/ScoringActivity.cs", 1, Casework + "/Records/DecisionRecords.cs", "texts.OpenAsync(note[\"points\"]"),
        ("Verification/VerificationActivity.cs", 2, Casework + "/Records/DecisionRecords.cs", "texts.OpenAsync(note.Sealed"),
    ];

    [Fact]
    public void Whoever_seals_words_names_who_opens_them()
    {
        var seals = new Regex(@"(context|[pP]arts|steps)\.Seal\(", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var root = Repository.PathOf(Casework);
        var found = Repository.Files(Casework, "*.cs").Select(f => (File: Path.GetRelativePath(root, f).Replace('\\', '/'), Times: seals.Count(File.ReadAllText(f)))).Where(f => f.Times > 0);
        found.Should().BeEquivalentTo(Table.Select(r => (r.File, r.Times)));
    }

    [Fact]
    public void And_the_named_reader_opens_them()
    {
        foreach (var (file, _, reader, opens) in Table.Where(r => r.Reader is not (Flow or History)))
            File.ReadAllText(Repository.PathOf(reader)).Should().Contain(opens, file);
    }
}
