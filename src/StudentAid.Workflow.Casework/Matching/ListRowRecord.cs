using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>A list's row as it is kept, all of it sealed: the number as it was written, so that near misses are found again.</summary>
internal static class ListRowRecord
{
    public static RecordValue Write(ListRow row)
    {
        var members = new (string Name, string? Text)[]
        {
            ("provider", row.Source.Provider), ("batch", row.Source.Batch), ("dataDate", Day(row.Source.DataDate)), ("name", row.Name), ("number", row.Id.Candidate),
            ("category", row.Category), ("state", row.State), ("relation", row.Relation), ("headName", row.HeadName), ("headNumber", row.HeadId?.Digits),
            ("birth", Day(row.StatedBirth)), ("region", row.StatedRegion), ("validFrom", Day(row.ValidFrom)), ("validTo", Day(row.ValidTo)),
        };
        return Value.Record(members.Where(m => m.Text is not null).Select(m => (m.Name, Value.Of(m.Text))).Append(("row", row.Row)));
    }

    public static ListRow Read(Value row) => new(
        new ListSource(Text(row, "provider"), Text(row, "batch"), row["dataDate"].AsDay() ?? default),
        (int)(row["row"].AsNumber() ?? 0), Text(row, "name"), IdNumber.Read(row["number"].AsText()), Text(row, "category"))
    {
        State = row["state"].AsText(),
        Relation = row["relation"].AsText(),
        HeadName = row["headName"].AsText(),
        HeadId = IdNumber.Read(row["headNumber"].AsText()).Number,
        StatedBirth = row["birth"].AsDay(),
        StatedRegion = row["region"].AsText(),
        ValidFrom = row["validFrom"].AsDay(),
        ValidTo = row["validTo"].AsDay(),
    };

    private static string Text(Value row, string name) => row[name].AsText() ?? "";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
