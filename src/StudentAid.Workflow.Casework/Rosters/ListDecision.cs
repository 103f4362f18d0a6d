using System.Globalization;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Who decided a list: the deciding body's id ("" where a post decides), the list's unit, the instant, and who put it down. It is kept beside the list, for a
/// case's history that tells of it must not read a list of thousands.
/// </summary>
public sealed record ListDecision(string Body, string Unit, DateTimeOffset At, Id By)
{
    /// <summary>For whom he stood in who put it down; None where he acted for himself.</summary>
    public Id For { get; init; }

    /// <summary>How its body voted; null where a post decides.</summary>
    public ListVotes? Votes { get; init; }

    /// <summary>Documents of this kind of the list's stream, by the decision's number: <c>{ body, unit, at, by, for?, votes? }</c>.</summary>
    public const string Document = "list-decision";

    public static string KeyOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static ListDecision From(Value content) => new(
        content["body"].AsText() ?? "", content["unit"].AsText() ?? "", DateTimeOffset.FromUnixTimeMilliseconds((long)(content["at"].AsNumber() ?? 0)), Id.Parse(content["by"].AsText()!))
    {
        For = Id.TryParse(content["for"].AsText() ?? "") ?? default, Votes = ListVotes.From(content["votes"]),
    };

    internal DocumentPut Put(int number)
    {
        var content = For.IsNone ? Content : Content.With("for", For.ToString());
        return new(Document, KeyOf(number), Votes is { } votes ? content.With("votes", votes.Written) : content);
    }

    private RecordValue Content => Value.Record(("body", Body), ("unit", Unit), ("at", At.ToUnixTimeMilliseconds()), ("by", By.ToString()));
}

/// <summary>How a body voted on a list, in numbers and never by name: how many were there, and the votes.</summary>
public sealed record ListVotes(int Present, int Agree, int Disagree, int Abstain)
{
    internal Value Written => Value.Record(("present", Present), ("agree", Agree), ("disagree", Disagree), ("abstain", Abstain));

    /// <summary>Null where the value holds none.</summary>
    internal static ListVotes? From(Value written)
    {
        int Number(string name) => (int)(written[name].AsNumber() ?? 0);
        return written is RecordValue ? new(Number("present"), Number("agree"), Number("disagree"), Number("abstain")) : null;
    }

    /// <summary>Of the meeting that decided, by its body's rule; null where there was none.</summary>
    public static ListVotes? Of(Meeting? meeting, Body? body) =>
        meeting is null || body is null || MeetRosterHandler.Count(body, meeting) is not { } count ? null : new(count.Present, count.Agree, count.Disagree, count.Abstain);
}
