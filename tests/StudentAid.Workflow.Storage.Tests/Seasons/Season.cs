using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>A round of one procedure, from a generated school to the filed archive, and what it must come to.</summary>
internal abstract class Season(int students)
{
    /// <summary>Everybody whom the school will ever have.</summary>
    public IReadOnlyList<SeasonStudent> Students { get; } = [.. Enumerable.Range(0, students).Select(n => new SeasonStudent(n))];

    /// <summary>Plays the season. The school with all that it has come to; the caller closes it.</summary>
    public abstract Task<SeasonSchool> PlayAsync();

    /// <summary>What the generated facts say that it comes to.</summary>
    public abstract SeasonTotals Expected();

    /// <summary>What the store says.</summary>
    public abstract Task<SeasonTotals> FoundAsync(SeasonSchool school);

    protected IEnumerable<SeasonStudent> Of(params int[] fates) => Students.Where(s => fates.Contains(s.Fate));

    /// <summary>The round's cases by outcome and level, and the five counts.</summary>
    protected static async Task<SeasonTotals> CountAsync(SeasonSchool school)
    {
        var totals = new SeasonTotals();
        foreach (var (row, history) in await school.CasesAsync())
            totals.Count(Ended(row.Status, string.Join(',', history.Outcomes), history.Level));
        foreach (var set in (await school.Get<FiveCountsQuery>().LoadAsync(Scope.All, school.RoundId, default))!.Sets)
            totals.Count($"five counts {set.Id}", set.Cases.Count);
        school.Took("counts");
        return totals;
    }

    protected static string Ended(string status, string outcome, string level) => status == "finished" ? $"{outcome} {level}".Trim() : status;

    /// <summary>Completes the round, sends its files out and has them confirmed, and files it.</summary>
    protected static async Task FileAsync(SeasonSchool school, params string[] profiles)
    {
        var (round, today) = (school.RoundId, school.Live.Host.Clock.Today);
        Good(await school.SendAsync(new CompleteRound(round) { Principal = Principal.System, Key = school.Live.NextKey() }));
        foreach (var profile in profiles)
        {
            var (file, refused) = await school.Live.Host.Exports.PreviewAsync(Scope.All, round, profile, today, default);
            refused.Should().BeNull();
            file!.Errors.Should().BeEmpty();
            Good(await school.SendAsync(RecordExport.Of(round, file, today, Principal.System, school.Live.NextKey())));
            Good(await school.SendAsync(new ConfirmEntered(round, file.Batch, today, SeasonSchool.Paper, file.Cases.Length, []) { Principal = Principal.System, Key = school.Live.NextKey() }));
        }

        school.Took("files out");
        var package = await school.Get<ArchiveDesk>().BuildAsync(Scope.All, round, today, default);
        Good(await school.SendAsync(new ArchiveRound(round, today, package!.Hash) { Principal = Principal.System, Key = school.Live.NextKey() }));
        school.Took("archive");
    }

    protected static void Good(Answer answer) => answer.Rejected.Should().BeNull();
}
