using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A place in a document while it is read. Reading never throws: what is missing or of the wrong type becomes a finding and a harmless value
/// is returned. <see cref="Close"/> reports members that nobody asked for; <c>note</c> may stand in every object.
/// </summary>
public sealed class DocumentNode(Value value, string pointer, Findings findings)
{
    private readonly SortedSet<string> asked = new(StringComparer.Ordinal);

    public Value Value => value;

    public string Pointer => pointer;

    public Findings Findings => findings;

    public bool Has(string name)
    {
        asked.Add(name);
        return value is RecordValue record && record.Has(name);
    }

    public string? OptionalText(string name) => Typed(name, ValueKind.Text, new Text("文字", "a text"))?.AsText();

    public string RequiredText(string name) => Require(name) ? OptionalText(name) ?? "" : "";

    /// <summary>An id as the design writes it: two to 64 lower-case letters, digits and hyphens.</summary>
    public string Id(string name = "id")
    {
        var id = RequiredText(name);
        if (id.Length > 0 && !IsId(id))
            findings.Error(PackCodes.BadId, At(name), ("id", id));
        return id;
    }

    public Text Label(string name = "name") => Require(name) ? OptionalLabel(name) ?? "" : "";

    public Text? OptionalLabel(string name)
    {
        if (!Has(name))
            return null;
        var label = Text.From(value[name]);
        if (label is null)
            Wrong(name, new Text("文字或 {\"zh-CN\", \"en\"}", "a text or { \"zh-CN\", \"en\" }"));
        return label;
    }

    public decimal? OptionalNumber(string name, decimal minimum = -1_000_000_000_000m, decimal maximum = 1_000_000_000_000m)
    {
        var number = Typed(name, ValueKind.Number, new Text("数字", "a number"))?.AsNumber();
        if (number is { } n && (n < minimum || n > maximum))
            findings.Error(PackCodes.BadNumber, At(name), ("minimum", minimum), ("maximum", maximum), ("value", n));
        return number is { } kept ? Math.Clamp(kept, minimum, maximum) : null;
    }

    public decimal RequiredNumber(string name, decimal minimum = -1_000_000_000_000m, decimal maximum = 1_000_000_000_000m) =>
        Require(name) ? OptionalNumber(name, minimum, maximum) ?? 0 : 0;

    public int? OptionalWhole(string name, int minimum, int maximum)
    {
        var number = OptionalNumber(name, minimum, maximum);
        if (number is { } n && n != decimal.Truncate(n))
            Wrong(name, new Text("整数", "a whole number"));
        return number is { } kept ? (int)decimal.Truncate(kept) : null;
    }

    public int RequiredWhole(string name, int minimum, int maximum) => Require(name) ? OptionalWhole(name, minimum, maximum) ?? minimum : minimum;

    public bool Flag(string name, bool otherwise = false) => Typed(name, ValueKind.Bool, new Text("true 或 false", "true or false"))?.AsBool() ?? otherwise;

    public DateOnly Day(string name) => Require(name) ? OptionalDay(name) ?? default : default;

    public DateOnly? OptionalDay(string name) => OptionalText(name) is { } text ? Day(text, At(name)) : null;

    public ImmutableArray<DateOnly> Days(string name) =>
        [.. Children(name).Select(child => Day(child.Value.AsText() ?? child.NotText(), child.Pointer)).OfType<DateOnly>()];

    /// <summary>The members of an object by their names, whatever they are; empty where there is none.</summary>
    public ImmutableArray<(string Name, DocumentNode Node)> Members(string name) =>
        Child(name) is { Value: RecordValue record } child ? [.. record.Members.Select(m => (m.Key, child.Any(m.Key)!))] : [];

    /// <summary>One of a fixed list of words that the program itself knows.</summary>
    public T Word<T>(string name, IReadOnlyDictionary<string, T> words, T otherwise)
    {
        if (OptionalText(name) is not { } word)
            return otherwise;
        if (words.TryGetValue(word, out var found))
            return found;
        findings.Error(PackCodes.UnknownWord, At(name), ("word", word), ("known", string.Join(", ", words.Keys)));
        return otherwise;
    }

    public ImmutableArray<string> Texts(string name) =>
        [.. Children(name).Select(child => child.Value.AsText() ?? child.NotText())];

    public DocumentNode? Child(string name) =>
        Typed(name, ValueKind.Record, new Text("对象", "an object")) is { } child ? new DocumentNode(child, At(name), findings) : null;

    /// <summary>The child whatever its type, or null where there is none.</summary>
    public DocumentNode? Any(string name) => Has(name) ? new DocumentNode(value[name], At(name), findings) : null;

    public ImmutableArray<DocumentNode> Children(string name) =>
        Typed(name, ValueKind.List, new Text("列表", "a list")) is { } list ? [.. new DocumentNode(list, At(name), findings).Items()] : [];

    /// <summary>The entries of the list that this is.</summary>
    public IEnumerable<DocumentNode> Items() => value.Items.Select((item, i) => new DocumentNode(item, $"{pointer}/{i}", findings));

    public ImmutableArray<DocumentNode> RequiredChildren(string name)
    {
        var children = Require(name) ? Children(name) : [];
        if (children.Length == 0 && value[name].Kind == ValueKind.List)
            findings.Error(PackCodes.Empty, At(name));
        return children;
    }

    /// <summary>An object whose members are texts: name to text.</summary>
    public ImmutableDictionary<string, string> TextMap(string name) =>
        Members(name).ToImmutableDictionary(m => m.Name, m => m.Node.Value.AsText() ?? m.Node.NotText(), StringComparer.Ordinal);

    /// <summary>Reads every entry of a list whose entries have unique ids.</summary>
    public ImmutableArray<T> Each<T>(string name, Func<DocumentNode, T> read, Func<T, string> id, bool required = false)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var entries = ImmutableArray.CreateBuilder<T>();
        foreach (var child in required ? RequiredChildren(name) : Children(name))
        {
            if (!child.IsRecord())
                continue;
            var entry = read(child);
            child.Close();
            entries.Add(entry);
            if (!ids.Add(id(entry)))
                findings.Error(PackCodes.RepeatedId, child.Pointer, ("id", id(entry)));
        }

        return entries.ToImmutable();
    }

    public bool IsRecord()
    {
        if (value is RecordValue)
            return true;
        findings.Error(PackCodes.WrongType, pointer, ("expected", new Text("对象", "an object")));
        return false;
    }

    public void Error(Code code, string name, params ReadOnlySpan<(string Name, object? Value)> arguments) => findings.Error(code, At(name), arguments);

    public void Close()
    {
        if (value is not RecordValue record)
            return;
        foreach (var (name, _) in record.Members)
        {
            if (asked.Contains(name) || name is "note")
                continue;
            if (Nearest.To(name, asked) is { } nearest)
                findings.Error(PackCodes.UnknownMemberNear, pointer, ("name", name), ("nearest", nearest));
            else
                findings.Error(PackCodes.UnknownMember, pointer, ("name", name), ("known", string.Join(", ", asked)));
        }
    }

    public static bool IsId(string id) =>
        id.Length is >= 2 and <= 64 && char.IsAsciiLetterLower(id[0]) && id[^1] != '-'
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private string At(string name) => $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private string NotText()
    {
        findings.Error(PackCodes.WrongType, pointer, ("expected", new Text("文字", "a text")));
        return "";
    }

    private DateOnly? Day(string text, string at)
    {
        if (text.AsDay() is { } day)
            return day;
        if (text.Length > 0)
            findings.Error(PackCodes.BadDay, at, ("day", text));
        return null;
    }

    private bool Require(string name)
    {
        if (Has(name))
            return true;
        findings.Error(PackCodes.Missing, pointer, ("name", name));
        return false;
    }

    private Value? Typed(string name, ValueKind kind, Text expected)
    {
        if (!Has(name))
            return null;
        if (value[name].Kind == kind)
            return value[name];
        Wrong(name, expected);
        return null;
    }

    /// <summary>The member is not what it should be.</summary>
    public void Wrong(string name, Text expected) => findings.Error(PackCodes.WrongType, At(name), ("expected", expected));
}
