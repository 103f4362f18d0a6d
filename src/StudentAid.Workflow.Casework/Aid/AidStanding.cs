using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>How a granted aid stands: running, or stopped or suspended by a change of enrolment since the term began.</summary>
public sealed class AidStanding(IStoreReader reader)
{
    public const string Running = "running";
    public const string Stopped = "stopped";
    public const string Suspended = "suspended";

    /// <summary>The last change that bears on aid decides; a return lets it run again.</summary>
    public async Task<string> OfAsync(string school, Id person, DateOnly termStart) =>
        (await LastAsync(school, person, termStart)).Effect switch { EnrolmentRules.Stop => Stopped, EnrolmentRules.Suspend => Suspended, _ => Running };

    /// <summary>Since when the aid does not run; null where it does.</summary>
    public async Task<DateOnly?> StoppedOnAsync(string school, Id person, DateOnly termStart) =>
        await LastAsync(school, person, termStart) is { Effect: EnrolmentRules.Stop or EnrolmentRules.Suspend } last ? last.On : null;

    private async Task<(DateOnly On, string? Effect)> LastAsync(string school, Id person, DateOnly termStart)
    {
        var changes = await reader.DocumentsAsync(Scope.All, new DocumentFilter(EnrolmentChangeState.Document) { Below = school, KeyPrefix = $"{person}-" });
        return changes.Where(c => c.Content["effect"].AsText() != EnrolmentRules.None)
            .Select(c => (On: c.Content["occurredOn"].AsDay() ?? default, Effect: c.Content["effect"].AsText())).Where(c => c.On >= termStart)
            .OrderBy(c => c.On).ThenBy(c => c.Effect == EnrolmentRules.Resume).LastOrDefault();
    }
}
