using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// "held" of a person's id and the path of his unit: <c>{ level, from, until }</c>, the level valid today there (第五条). An aid that rests on a determination asks for it.
/// </summary>
public sealed class HeldLevelFactSource(LevelRegister levels, StepRunner runner, SchoolDays days) : FactSource("held")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var place = key.Id.IndexOf('/', StringComparison.Ordinal);
        if (place < 0 || Id.TryParse(key.Id[..place]) is not { } person)
            return None(key);
        var history = await levels.LoadAsync(person, cancellation);
        var today = await days.DayAsync(key.Id[place..], runner.Now(), cancellation);
        return history.On(today) is { } held
            ? new Fact(key, Value.Record(("level", held.Level), ("from", Iso(held.From)), ("until", Iso(held.Until))), "level", history.Version) : None(key);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
