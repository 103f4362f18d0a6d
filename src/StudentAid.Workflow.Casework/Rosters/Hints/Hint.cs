using System.Buffers;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>A row as hints look at it: the level it would get, its score, the level its group has directly, last year's level and score, and its answers (null where there are none).</summary>
public sealed record HintRow(Id Case, string Level, decimal? Total, string Direct, string LastLevel, decimal? LastTotal, Value Answers);

/// <summary>
/// Something to think about, never a decision: a kind and the rows it is about. <see cref="Key"/> stays the same while kind, rows and levels do, so that an
/// answer given once holds until something changes.
/// </summary>
public sealed record Hint(string Kind, ImmutableArray<HintRow> Rows)
{
    private static readonly SearchValues<char> KeyWords = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    public string Key { get; } = $"{Kind}-{Id.Of("hint", string.Join(' ', Rows.Select(r => $"{r.Case}={r.Level}"))).ToString()[..KeyEnd]}";

    private const int KeyEnd = 10;

    /// <summary>True for what is written as a key is, whether or not there is such a hint.</summary>
    public static bool IsKey(string text) =>
        text.Length > KeyEnd + 1 && text[^(KeyEnd + 1)] == '-' && text.AsSpan(text.Length - KeyEnd).IndexOfAnyExcept(KeyWords) < 0 && DocumentNode.IsId(text[..^(KeyEnd + 1)]);

    /// <summary>Of a quota: the places of the level.</summary>
    public int Places { get; init; }

    /// <summary>Of a quota of several levels together: these.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    public IEnumerable<Id> Cases => Rows.Select(r => r.Case);
}

/// <summary>What the body says to a hint (答复): a reason. A change of levels needs none, for then the hint is gone.</summary>
public sealed record HintAnswer(string Key, string Answer);
