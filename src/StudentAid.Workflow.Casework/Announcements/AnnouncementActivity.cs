using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Announcements;

public sealed record AnnouncementOptions
{
    [Option("告知对象", "Tracks", HelpZhCn = "分别告知的学生类别：新生随录取通知书，在校生在学年结束前（第十六条(一)、第十七条(一)）。不填则不限。",
        HelpEn = "The groups of students that are told separately: freshmen with the letter of admission, enrolled students before the year ends (Art. 16(1), 17(1)). None is any.",
        Tightens = "superset")]
    public ImmutableArray<string> Tracks { get; init; } = [];
}

public static class AnnouncementCodes
{
    public static readonly Code TrackUnknown = Code.Input("track-not-announced", "提前告知的对象是 {tracks}，本申请属于“{track}”。", "Expected the case's track to be one of {tracks}, but it is '{track}'.", "第十七条(一)");
}

/// <summary>
/// The gate 提前告知 (Art. 16(1), 17(1)): telling the students is one act per round and track; a case goes on once it is on record, else it waits for
/// the signal <c>announced:{round}:{track}</c>.
/// </summary>
public sealed class AnnouncementActivity() : ActivityType<AnnouncementOptions>(
    Describe.Step("Announcement", "提前告知", "Announcement", "在告知学生之后才能申请。", "Lets cases pass once the students have been told.") with { Waits = true })
{
    public static string SignalOf(string round, string track) => $"announced:{round}:{track}";

    protected override ActivityResult Enter(ActivityContext context, AnnouncementOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        if (options.Tracks.Length > 0 && !options.Tracks.Contains(input.Track, StringComparer.Ordinal))
            return ActivityResult.Faulted(AnnouncementCodes.TrackUnknown.With(("track", input.Track), ("tracks", string.Join(", ", options.Tracks))));
        var told = CaseFacts.Read(context, CaseFacts.Announcement(input), out stop);
        if (stop is not null)
            return stop;
        if (!told.IsNull)
            return ActivityResult.Completed();
        context.Open(BookmarkKind.Signal, SignalOf(input.Round, input.Track));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, AnnouncementOptions options, Resumption resumption)
    {
        if (resumption.Verb is not "signal")
            return ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, "signal"));
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        var told = CaseFacts.Read(context, CaseFacts.Announcement(input), out stop);
        return stop ?? (told.IsNull ? ActivityResult.Waits : ActivityResult.Completed());
    }
}
