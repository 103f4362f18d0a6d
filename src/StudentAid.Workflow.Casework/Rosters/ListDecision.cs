using System.Globalization;
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

    /// <summary>Documents of this kind of the list's stream, by the decision's number: <c>{ body, unit, at, by, for? }</c>.</summary>
    public const string Document = "list-decision";

    public static string KeyOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static ListDecision From(Value content) => new(
        content["body"].AsText() ?? "", content["unit"].AsText() ?? "", DateTimeOffset.FromUnixTimeMilliseconds((long)(content["at"].AsNumber() ?? 0)), Id.Parse(content["by"].AsText()!))
    {
        For = Id.TryParse(content["for"].AsText() ?? "") ?? default,
    };

    internal DocumentPut Put(int number) => new(Document, KeyOf(number), For.IsNone ? Content : Content.With("for", For.ToString()));

    private RecordValue Content => Value.Record(("body", Body), ("unit", Unit), ("at", At.ToUnixTimeMilliseconds()), ("by", By.ToString()));
}
