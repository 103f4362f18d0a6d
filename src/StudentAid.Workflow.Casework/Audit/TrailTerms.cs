using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>When a school year ended, until when the last of its terms of retention runs, and the day today.</summary>
public sealed record TrailTerm(DateOnly Ends, DateOnly Until, DateOnly Today);

/// <summary>By the rules of retention that hold at a unit. A chain covers everything, so that the longest term counts.</summary>
public sealed class TrailTerms(StepRunner runner, RetentionShelf shelf, SchoolDays days, ITrailArchives archives)
{
    /// <summary>The first school year that is over and of which a head was published that no archive holds; null where there is none.</summary>
    public async Task<(int Year, TrailTerm Term, TrailEnd End)?> OpenAsync(string unit, TrailState state, CancellationToken cancellation)
    {
        if (archives.SealedAfter(unit, state.End.Rows) is not { } first)
            return null;
        var year = Math.Max(first.Year - 1, state.Years.IsEmpty ? 0 : state.Years[^1].Year + 1);
        while (await OfAsync(unit, year, cancellation) is { } term && term.Ends < term.Today)
        {
            if (archives.HeadBy(unit, term.Ends) is { } end && end.Rows > state.End.Rows)
                return (year, term, end);
            year++;
        }

        return null;
    }

    /// <summary>Null where no whole rules hold, or the year is none.</summary>
    public async Task<TrailTerm?> OfAsync(string unit, int year, CancellationToken cancellation)
    {
        var today = await days.DayAsync(unit, runner.Now(), cancellation);
        if (year is < 1 or > 9000 || await shelf.OfAsync(unit, today, cancellation) is not { IsWhole: true } rules)
            return null;
        var ends = rules.EndOfYear(new DateOnly(year + 1, 1, 1));
        return new TrailTerm(ends, TermOf.All.Max(of => rules.Until(of, ends)), today);
    }
}
