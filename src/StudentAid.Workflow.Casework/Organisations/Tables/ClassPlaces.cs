using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Where the students of a register stand: at the unit that their row names, or, where it names none, at the school (未分班), which leaves who is known in his class.
/// A name that the school does not have, or has twice, refuses the row: nobody may guess, and nobody is moved by a misspelling.
/// </summary>
internal static class ClassPlaces
{
    private const string Field = "class";

    public static (TableImport Table, ImmutableArray<PersonRow> Rows) Of(StudentImport import, IReadOnlyCollection<OrgUnit> units, string school)
    {
        var classes = units.ToLookup(u => u.Name.ZhCn, StringComparer.Ordinal);
        var places = import.Students.Select(s => (Student: s, Found: Called(s.Class, classes))).ToList();
        var table = import.Table.With([.. places.Where(p => p.Student.Class is not null && p.Found.Count != 1).Select(p => Refused(p.Student, p.Found.Count, import.Table.Map))]);
        return (table,
        [
            .. places.Where(p => p.Student.Class is null || p.Found.Count == 1)
                .Select(p => PersonRow.Of(p.Student, p.Student.Class is null ? school : p.Found[0].Path) with { IsWithoutClass = p.Student.Class is null }),
        ]);
    }

    /// <summary>Units of that name, closed ones where none that is open is called so.</summary>
    private static List<OrgUnit> Called(string? name, ILookup<string, OrgUnit> classes)
    {
        var all = name is null ? [] : classes[name].ToList();
        return all.Exists(u => !u.IsClosed) ? all.FindAll(u => !u.IsClosed) : all;
    }

    private static CellError Refused(StudentRow student, int found, ColumnMap map)
    {
        var column = map.Columns.First(c => string.Equals(c.Field?.Id, Field, StringComparison.Ordinal));
        var code = found == 0 ? StudentCodes.ClassUnknown : StudentCodes.ClassAmbiguous;
        return new CellError(student.Row, column.Index + 1, column.Header, code.With(("column", column.Field!.Name), ("class", student.Class!)));
    }
}
