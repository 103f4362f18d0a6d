using StudentAid.Workflow.Server.Api.Home;

namespace StudentAid.Workflow.Server.Api;

/// <summary>How long a notice still hangs, in working days of the calendar that holds where it hangs.</summary>
public sealed class PeriodReading(CalendarReading calendars)
{
    public async Task<PeriodView?> LeftAsync(PeriodView? period, string unit, string language) => period is not { Over: false } ? period
        : period with { Left = DueText.Of(await calendars.OfAsync(unit), calendars.Now, period.Due, language == Languages.English)?.Text };
}
