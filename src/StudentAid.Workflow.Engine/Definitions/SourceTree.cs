using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>A JSON value with its place in the text: UTF-16 offsets, the end exclusive. A repeated key stands in <see cref="Members"/> each time.</summary>
public sealed class SourceNode
{
    private Value? value;

    internal SourceNode(int start, int end, Value? scalar, ImmutableArray<SourceNode> items, ImmutableArray<SourceMember> members)
    {
        (Start, End, value, Items, Members) = (start, end, scalar, items.IsDefault ? [] : items, members.IsDefault ? [] : members);
        Kind = scalar?.Kind ?? (items.IsDefault ? ValueKind.Record : ValueKind.List);
    }

    public ValueKind Kind { get; }

    public int Start { get; }

    public int End { get; }

    public ImmutableArray<SourceNode> Items { get; }

    public ImmutableArray<SourceMember> Members { get; }

    /// <summary>The text of a string, else null.</summary>
    public string? Text => value?.AsText();

    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>The member of that name (the last, where it is repeated), or null.</summary>
    public SourceNode? this[string name]
    {
        get
        {
            for (var i = Members.Length - 1; i >= 0; i--)
            {
                if (string.Equals(Members[i].Name, name, StringComparison.Ordinal))
                    return Members[i].Node;
            }

            return null;
        }
    }

    /// <summary>Members without repetitions: of equal names the last one counts, at the place of the first.</summary>
    public IEnumerable<SourceMember> Distinct()
    {
        var last = new Dictionary<string, SourceMember>(Members.Length, StringComparer.Ordinal);
        foreach (var member in Members)
            last[member.Name] = member;
        foreach (var member in Members)
        {
            if (last.Remove(member.Name, out var counts))
                yield return counts;
        }
    }

    public Value ToValue() => value ??= Kind == ValueKind.List
        ? Value.List(Items.Select(i => i.ToValue()))
        : RecordValue.From(Distinct().Select(m => KeyValuePair.Create(m.Name, m.Node.ToValue())));
}

/// <summary>A member of an object; start and end are those of the quoted name.</summary>
public sealed record SourceMember(string Name, int Start, int End, SourceNode Node);

/// <summary>A JSON text as a tree that knows its places.</summary>
public sealed class SourceTree
{
    /// <summary>Bytes in UTF-8 that a definition may have.</summary>
    public const int LongestText = 1_048_576;

    public const int DeepestNesting = 64;

    private readonly int[] lines;

    private SourceTree(string text, SourceNode? root, int[] lines) => (Text, Root, this.lines) = (text, root, lines);

    public string Text { get; }

    /// <summary>Null where the text is no JSON.</summary>
    public SourceNode? Root { get; }

    /// <summary>The tree, and what is wrong with the text as JSON: then there is no root. A byte-order mark is no fault.</summary>
    public static (SourceTree Tree, ImmutableArray<Diagnostic> Faults) Parse(string text)
    {
        var (root, fault) = SourceParser.Parse(text);
        var tree = new SourceTree(text, root, LineStarts(text));
        if (fault is not { } found)
            return (tree, []);
        var at = tree.PositionOf(found.Offset, found.Offset);
        return (tree, [new Diagnostic(found.Reason.Code, Severity.Error, found.Reason.Arguments.SetItem("line", $"{at.Line}").SetItem("column", $"{at.Column}"), at)]);
    }

    public Position PositionOf(int start, int end)
    {
        start = Math.Clamp(start, 0, Text.Length);
        var line = Array.BinarySearch(lines, start);
        if (line < 0)
            line = ~line - 1;
        return new Position(start, Math.Max(0, end - start), line + 1, start - lines[line] + 1);
    }

    public Position PositionOf(SourceNode node) => PositionOf(node.Start, node.End);

    /// <summary>Where a character of a string's value stands in the text, escapes counted.</summary>
    public int OffsetIn(SourceNode text, int character)
    {
        var at = text.Start + 1;
        for (var i = 0; i < character && at < text.End - 1; i++)
            at += Text[at] != '\\' ? 1 : Text[at + 1] == 'u' ? 6 : 2;
        return at;
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}
