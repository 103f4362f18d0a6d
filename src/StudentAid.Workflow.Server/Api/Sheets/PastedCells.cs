using System.Text;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>Cells as a table program puts them on the clipboard, and the rows of the desk in the order in which they stand there.</summary>
public sealed record PasteInput(string Text, IReadOnlyList<DeskRow> Rows);

/// <summary>A row as the desk shows it: the version of its working copy (0 for none), and whether it is chosen.</summary>
public sealed record DeskRow(Id Case, long ShownAt, bool Chosen = false);

/// <summary>
/// Reads cells that were pasted. A line belongs to a student by the row's key where the key came along, else by the name (and the class where two share one); where no
/// column holds names, by its place beside the chosen rows, and only if there are just as many. Nothing is guessed: what belongs to nobody is named and left.
/// </summary>
public sealed partial class WorkbookReading
{
    private const string NameColumn = "姓名";
    private const string ClassColumn = "班级";

    /// <summary>Where what stands; -1 for a column that did not come along.</summary>
    private readonly record struct Columns(int Key, int Name, int Class, int Level, int Reason);

    public async Task<(WorkbookPreview? Preview, Rejection? Refused)> PasteAsync(PasteInput input, Id id, RosterState state, IReadOnlyDictionary<string, string> units, Caller caller)
    {
        // The clipboard's cells are parted by tabs, whatever stands in them.
        var bytes = Encoding.UTF8.GetBytes("sep=\t\n" + input.Text);
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [{ Rows.Length: > 0 } sheet, ..] })
            return (null, reading.Refusal ?? TableCodes.Empty);
        List<TableRow> rows = [.. sheet.Rows.Where(r => !r.IsBlank).Select(r => r with { Number = r.Number - 1 })];
        var found = new Found([], await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person)), await rosters.SheetAsync(id, CancellationToken.None));
        var columns = rows is [var head, ..] && head.Cells.Contains(RosterWorkbook.LevelColumn) ? Named(head) : Guessed(rows, state, found, units);
        if (columns.Level < 0)
            return (null, WorkbookCodes.NoLevels);
        if (rows[0].Cells.Contains(RosterWorkbook.LevelColumn))
            rows.RemoveAt(0);
        var chosen = input.Rows.Where(r => r.Chosen).Select(r => state.Entries.FirstOrDefault(e => e.Case == r.Case)).OfType<RosterEntry>().ToList();
        if (columns is { Key: < 0, Name: < 0 } && rows.Count != chosen.Count)
            return (null, WorkbookCodes.PasteCount.With(("pasted", rows.Count), ("chosen", chosen.Count)));
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, cells) = (rows[i], (Cell(rows[i], columns.Level), Cell(rows[i], columns.Reason)));
            if (columns.Key >= 0 && Cell(row, columns.Key) is { Length: > 0 } key)
                await ReadAsync(row, (key, cells.Item1, cells.Item2), id, state, caller, found);
            else if (EntryOf(row, columns, columns.Name < 0 && columns.Key < 0 ? chosen[i] : null, state, found, units, caller) is { } entry)
                await TakeAsync(row, entry, input.Rows.FirstOrDefault(r => r.Case == entry.Case)?.ShownAt ?? 0, asShown: true, cells, id, state, caller, found);
        }

        return (Kept(bytes, id, state, caller, found), null);
    }

    /// <summary>Whose line it is; null, with a finding, where it is nobody's or could be several people's.</summary>
    private static RosterEntry? EntryOf(TableRow row, Columns columns, RosterEntry? beside, RosterState state, Found found, IReadOnlyDictionary<string, string> units, Caller caller)
    {
        if (beside is not null)
            return beside;
        var (name, place) = (Cell(row, columns.Name), Cell(row, columns.Class));
        List<RosterEntry> known = [.. state.Entries.Where(e => found.Names.GetValueOrDefault(e.Person) == name)];
        if (known.Count > 1 && place.Length > 0)
            known = [.. known.Where(e => units.GetValueOrDefault(e.Place) == place)];
        if (known is [var one])
            return one;
        found.Error(row, NameColumn, known.Count == 0 ? WorkbookCodes.NobodyOfName.With(("name", name)) : WorkbookCodes.SeveralOfName.With(("name", name), ("count", known.Count)), caller);
        return null;
    }

    private static Columns Named(TableRow head) => new(
        head.Cells.IndexOf(RosterWorkbook.KeyColumn), head.Cells.IndexOf(NameColumn), head.Cells.IndexOf(ClassColumn), head.Cells.IndexOf(RosterWorkbook.LevelColumn), head.Cells.IndexOf(RosterWorkbook.ReasonColumn));

    /// <summary>Without a head the columns are known by what stands in them; the words beside the levels, on their right, are the reasons.</summary>
    private Columns Guessed(List<TableRow> rows, RosterState state, Found found, IReadOnlyDictionary<string, string> units)
    {
        var (width, scale) = (rows.Max(r => r.Cells.Length), workbook.ScaleOf(state));
        var called = found.Names.Values.ToHashSet(StringComparer.Ordinal);
        var places = units.Values.ToHashSet(StringComparer.Ordinal);
        // The last such column: a table that was downloaded here shows the present level before the decision.
        var level = LastOf(c => IsLevel(scale, c), all: true);
        var name = LastOf(called.Contains, all: false);
        var place = LastOf(places.Contains, all: true);
        return new Columns(-1, name, place, level, level + 1 < width && level >= 0 && level + 1 != name && level + 1 != place ? level + 1 : -1);

        int LastOf(Func<string, bool> fits, bool all)
        {
            for (var column = width - 1; column >= 0; column--)
            {
                List<string> cells = [.. rows.Select(r => Cell(r, column)).Where(c => c.Length > 0)];
                if (cells.Count > 0 && (all ? cells.TrueForAll(c => fits(c)) : cells.Exists(c => fits(c))))
                    return column;
            }

            return -1;
        }
    }

    private static bool IsLevel(Scale? scale, string word) => Verdict(scale, word) is not null;

    private static string Cell(TableRow row, int column) => column < 0 ? "" : row[column].Trim();
}
