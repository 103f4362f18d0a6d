using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// What one sheet says: its fields by name, its tables' rows (each row fields by name), and the groups of an application form. Texts as people read
/// them; what is absent prints as a blank to be filled in by hand.
/// </summary>
public sealed record PrintData(
    ImmutableDictionary<string, string> Fields, ImmutableDictionary<string, ImmutableArray<PrintRow>> Tables, ImmutableArray<PrintGroup> Groups)
{
    /// <summary>What every mark begins with.</summary>
    public const string Marks = "sa:";

    public static readonly PrintData Empty = new(PrintRow.None, ImmutableDictionary.Create<string, ImmutableArray<PrintRow>>(StringComparer.Ordinal), []);

    /// <summary>What the code on the sheet says: which sheet of which case or list it is, so that its scan finds the way back. Empty for a sheet without one.</summary>
    public string Mark { get; init; } = "";

    public string this[string field] => Fields.GetValueOrDefault(field, "");

    /// <summary>With the mark of a sheet of a case, a list or (round and person) a receipt.</summary>
    public PrintData Marked(string form, params ReadOnlySpan<Id> about) => this with { Mark = $"{Marks}{form}:{string.Join('/', about.ToArray())}" };

    public PrintData With(params ReadOnlySpan<(string Name, string Text)> fields)
    {
        var all = Fields.ToBuilder();
        foreach (var (name, text) in fields)
            all[name] = text;
        return this with { Fields = all.ToImmutable() };
    }

    public PrintData WithTable(string name, IEnumerable<PrintRow> rows) => this with { Tables = Tables.SetItem(name, [.. rows]) };
}

/// <summary>A row of a table, fields by name.</summary>
public sealed record PrintRow(ImmutableDictionary<string, string> Fields)
{
    internal static readonly ImmutableDictionary<string, string> None = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    public string this[string field] => Fields.GetValueOrDefault(field, "");

    public static PrintRow Of(params ReadOnlySpan<(string Name, string Text)> fields)
    {
        var all = None.ToBuilder();
        foreach (var (name, text) in fields)
            all[name] = text;
        return new PrintRow(all.ToImmutable());
    }
}

/// <summary>A part of an application form: labelled answers and tables of rows.</summary>
public sealed record PrintGroup(string Title, ImmutableArray<LabelledAnswer> Answers, ImmutableArray<AnswerTable> Tables);

public sealed record LabelledAnswer(string Label, string Answer, bool Wide);

public sealed record AnswerTable(string Title, ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows);
