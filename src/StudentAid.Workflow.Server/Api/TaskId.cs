using System.Globalization;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A task (待办) in URLs: <c>{stream}-{bookmark}</c>.</summary>
public readonly record struct TaskId(Id Stream, int Bookmark)
{
    public static TaskId? TryParse(string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && Id.TryParse(text[..dash]) is { } stream && int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var bookmark)
            ? new TaskId(stream, bookmark)
            : null;
    }

    public override string ToString() => $"{Stream}-{Bookmark.ToString(CultureInfo.InvariantCulture)}";
}
