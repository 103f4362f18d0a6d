using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;

namespace StudentAid.Workflow.Casework.Objections;

/// <summary>
/// Who answers an objection that the first instance did not uphold (empty: nobody) and where, within how many days of which kind it is taken there, and answered.
/// </summary>
public sealed record SecondInstance(string Role, string Place, int Days, int AnswerDays, string Unit)
{
    /// <summary>The option of a list that says at which unit its second instance answers, where that is not its own: found when the list was closed.</summary>
    public const string PlaceOption = "secondPlace";

    private const int Windows = 1_000_000;

    /// <summary>As the options of the list's publicity say.</summary>
    public static SecondInstance Of(RosterState state)
    {
        var otherwise = new PublicityOptions();
        return new SecondInstance(
            state.Options["secondRole"].AsText() ?? "", state.Options[PlaceOption].AsText() ?? state.Unit, (int)(state.Options["secondDays"].AsNumber() ?? otherwise.SecondDays),
            (int)(state.Options["secondAnswerDays"].AsNumber() ?? otherwise.SecondAnswerDays), Said("secondUnit") ?? Said("answerUnit") ?? otherwise.AnswerUnit);
        string? Said(string option) => state.Options[option].AsText() is { Length: > 0 } said ? said : null;
    }

    /// <summary>Who may do what at the second instance, out of those at the first.</summary>
    public ListDuties At(ListDuties first) => first with { Role = Role, Unit = Place };

    /// <summary>The bookmark of the deadline until which an objection may be taken further.</summary>
    public static int WindowOf(int objection) => Windows + objection;

    /// <summary>The objection whose window a list's deadline is; null for the end of the publicity.</summary>
    public static int? ObjectionOf(int bookmark) => bookmark > Windows ? bookmark - Windows : null;

    /// <summary>The last day to go on, days after the day of the answer.</summary>
    public DateOnly LastDay(WorkingDayCalendar calendar, DateOnly answered) => calendar.AddDays(answered, Days, Unit, countStart: false).Day;

    public DateOnly AnswerDay(WorkingDayCalendar calendar, DateOnly raised) => calendar.AddDays(raised, AnswerDays, Unit, countStart: false).Day;
}
