using FluentAssertions;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// The semester after a determination. Of those with a level 17 is looked at again and raised to the highest, 18 loses his level, 19 asks and is not looked at again,
/// and everybody else keeps what he has.
/// </summary>
internal sealed class AdjustmentSeason(int students, DeterminationSeason before) : Season(students)
{
    private const string Highest = "special";
    private static readonly DateOnly Afterwards = new(2025, 12, 1);

    private IReadOnlyList<SeasonStudent> LookedAt => [.. before.Noticed(17, 18)];

    public override async Task<SeasonSchool> PlayAsync()
    {
        var school = await before.PlayAsync();
        await school.UntilAsync("2025-10-20T09:00");
        school.Round = before.Again;
        await school.DoAsync(before.Office, "round.open");
        school.Round = "";
        await school.DoAsync(before.Office, "adjustment.propose", before.Noticed(17, 18, 19), ("trigger", "semester"), ("text", "家庭情况有变化"));
        await school.UntilAsync("2025-11-03T09:00");
        await school.DoAsync(before.Office, "adjustment.begin", LookedAt, ("in", before.Again));
        await school.DoAsync(before.Office, "adjustment.dismiss", before.Noticed(19), ("text", "不影响经济状况，维持原等级"));
        school.Took("proposed and begun");
        school.Round = before.Again;
        await before.VerifyAsync(school, LookedAt);
        await before.AdjustAsync(school, LookedAt, Verdicts(DeterminationSeason.LevelOf), Verdicts(_ => DeterminationSeason.Refusal));
        (await school.StrandedAsync()).Should().BeEmpty();
        await school.UntilAsync("2025-12-02T09:00");
        school.Took("adjusted");
        await FileAsync(school, "national-aid-system", "authority-report");
        return school;
    }

    /// <summary>Who is raised, and the others at the level that is said for them.</summary>
    private RecordValue Verdicts(Func<SeasonStudent, string> others) => Value.Record(LookedAt.Select(s => (s.Name, (Value)Value.Record(
        ("level", s.Fate == 17 ? Highest : others(s)), ("opinion", "家庭情况变化，经核实调整")))));

    public override SeasonTotals Expected()
    {
        var raised = before.Noticed(17).Count();
        var totals = new SeasonTotals
        {
            [$"Determined {Highest}"] = raised, [$"NotDetermined {DeterminationSeason.Refusal}"] = before.Noticed(18).Count(),
            ["proposal begun"] = LookedAt.Count, ["proposal dismissed"] = before.Noticed(19).Count(),
        };
        foreach (var count in (string[])["decided", "published", "entered", "archived", "reported"])
            totals[$"five counts {count}"] = raised;
        foreach (var (student, level) in before.Decided.Where(d => d.Level != DeterminationSeason.Refusal && d.Student.Fate != 18))
            totals.Count($"holds {(student.Fate == 17 ? Highest : level)}");
        return totals;
    }

    public override async Task<SeasonTotals> FoundAsync(SeasonSchool school)
    {
        var totals = await CountAsync(school);
        foreach (var person in await school.Live.Host.Directory.PeopleAsync(Scope.All, school.Live.Document.School))
        {
            if ((await school.Live.Host.Levels.LoadAsync(person.Id, default)).On(Afterwards) is { } held)
                totals.Count($"holds {held.Level}");
        }

        var proposals = await school.Live.Host.Reader.StreamsAsync(Scope.All, new StreamFilter { AnyGroup = true, Kind = AdjustmentState.Kind }, PageRequest.Everything);
        foreach (var proposal in proposals.Items)
            totals.Count($"proposal {proposal.Status}");
        school.Took("levels");
        return totals;
    }
}
