using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

/// <summary>What the outside system says of one student: the row of its table, whom it means, the level's code and the score where there is one.</summary>
public sealed record ReferenceRow(int Row, Id Person, string Level, decimal? Score)
{
    internal Value ToValue() => Value.List(Row, Person.ToString(), Level, Score is { } points ? Value.Of(points) : Value.Null);
}

/// <summary>The outside system's table, read by the column profile <c>reference-levels</c>: each row means one student of the school, by a number and his own name, each student stands in one row.</summary>
public sealed record ReferenceTable(TableImport Table, ImmutableArray<ReferenceRow> Rows)
{
    public const string Profile = "column-profile/reference-levels";

    internal static ReferenceTable Read(TableSheet sheet, ColumnProfile profile, Payees people)
    {
        var table = TableImport.Read(sheet, profile);
        var errors = new List<CellError>();
        var rows = ImmutableArray.CreateBuilder<ReferenceRow>();
        var first = new Dictionary<Id, int>();
        foreach (var record in table.Records)
        {
            var key = PersonRow.KeyFields.FirstOrDefault(k => record[k] is not null) ?? "name";
            var person = people.Find(Value.Record(PersonRow.KeyFields.Where(k => record[k] is not null).Select(k => (k, Value.Of(record[k])))), record["name"] ?? "");
            var other = !person.IsNone && !people.IsNamed(person, record["name"] ?? "");
            Rejection? wrong = person.IsNone ? ReferenceLevelCodes.Nobody.With(("value", record[key] ?? ""))
                : other ? ReferenceLevelCodes.OtherName.With(("row", record.Row))
                : first.TryGetValue(person, out var row) ? ReferenceLevelCodes.Twice.With(("row", row)) : null;
            if (wrong is not null)
            {
                errors.Add(new CellError(record.Row, (table.Map.IndexOf(other ? "name" : key) ?? -1) + 1, null, wrong));
                continue;
            }

            first[person] = record.Row;
            rows.Add(new ReferenceRow(
                record.Row, person, record["level"] ?? "", decimal.TryParse(record["score"], NumberStyles.Number, CultureInfo.InvariantCulture, out var points) ? points : null));
        }

        return new ReferenceTable(table.With(errors), rows.ToImmutable());
    }

    /// <summary>The table is taken whole or not at all: the refusal that names the first wrong row.</summary>
    public Rejection? Wrong() => Table.Errors.Where(e => e.Severity == Severity.Error).ToList() is [var first, ..] wrong
        ? ReferenceLevelCodes.WrongRows.With(("count", wrong.Count), ("row", first.Row), ("reason", first.Reason)) : null;
}
