using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// Reads one object of a pack document field by field. What is missing or of the wrong type is added to the refusals with its path
/// (<c>years.2026.offOnWeekday</c>), and a neutral value is given back, so that one reading names every fault.
/// </summary>
public sealed class DocumentFields(Value value, string path, ICollection<Rejection> refusals)
{
    private const string DayFormat = "yyyy-MM-dd";

    public Value Value { get; } = value;

    /// <summary>The fields of a whole document; refused where its <c>kind</c> is another.</summary>
    public static DocumentFields Of(Value document, string kind, ICollection<Rejection> refusals)
    {
        var found = document["kind"].AsText();
        if (!string.Equals(found, kind, StringComparison.Ordinal))
            refusals.Add(DocumentCodes.KindDiffers.With(("expected", kind), ("found", found ?? "–")));
        return new DocumentFields(document, "", refusals);
    }

    public bool Has(string name) => !Value[name].IsNull;

    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    public string? OptionalText(string name) => Optional(name, v => v.AsText(), "text");

    public Text Title(string name) => Optional(name, Engine.Definitions.Text.From, "text") ?? Missing(name, new Text(""));

    public int Whole(string name, int otherwise) =>
        (int?)Optional<decimal?>(name, v => v.AsNumber() is { } n && decimal.Truncate(n) == n && n is >= 0 and <= 1_000_000 ? n : null, "whole number ≥ 0")
        ?? otherwise;

    public bool Flag(string name, bool otherwise) => Optional(name, v => v.AsBool(), "true or false") ?? otherwise;

    public DateOnly? OptionalDay(string name) => Optional(name, AsDay, "day, yyyy-MM-dd");

    public ImmutableArray<DateOnly> Days(string name) => [.. Each(name, AsDay, "days, yyyy-MM-dd").Select(d => d!.Value)];

    public ImmutableArray<string> Texts(string name) => [.. Each(name, v => v.AsText(), "texts").Select(t => t!)];

    /// <summary>The objects of a list, each with its own path; empty where there is none.</summary>
    public IEnumerable<DocumentFields> Objects(string name)
    {
        if (Has(name) && Value[name].Kind != ValueKind.List)
            Wrong(name, "list");
        return Value[name].Items.Select((item, i) => new DocumentFields(item, $"{At(name)}[{i.ToString(CultureInfo.InvariantCulture)}]", refusals));
    }

    /// <summary>The members of an object as name and fields, in their order; empty where there is none.</summary>
    public IEnumerable<(string Name, DocumentFields Fields)> Members(string name)
    {
        if (Has(name) && Value[name].Kind != ValueKind.Record)
            Wrong(name, "object");
        return Value[name] is RecordValue record
            ? record.Members.Select(m => (m.Key, new DocumentFields(m.Value, $"{At(name)}.{m.Key}", refusals)))
            : [];
    }

    /// <summary>An object whose members are texts: name to text.</summary>
    public ImmutableDictionary<string, string> TextMap(string name)
    {
        var map = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (member, fields) in Members(name))
            map[member] = fields.Value.AsText() ?? Missing($"{name}.{member}", "");
        return map.ToImmutable();
    }

    /// <summary>Adds a refusal of the field with the path as argument <c>field</c>.</summary>
    public void Wrong(string name, string expected) => refusals.Add(DocumentCodes.FieldWrong.With(("field", At(name)), ("expected", expected)));

    public static DateOnly? AsDay(Value value) =>
        DateOnly.TryParseExact(value.AsText(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private T Missing<T>(string name, T neutral)
    {
        if (!Has(name))
            refusals.Add(DocumentCodes.FieldMissing.With(("field", At(name))));
        return neutral;
    }

    private T? Optional<T>(string name, Func<Value, T?> read, string expected)
    {
        var found = Has(name) ? read(Value[name]) : default;
        if (Has(name) && found is null)
            Wrong(name, expected);
        return found;
    }

    private List<T> Each<T>(string name, Func<Value, T> read, string expected)
    {
        var items = Value[name].Items.Select(read).ToList();
        if ((Has(name) && Value[name].Kind != ValueKind.List) || items.Exists(i => i is null))
        {
            Wrong(name, expected);
            return [];
        }

        return items;
    }
}
