using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>What holds for a whole list where its rows do not say: source, and the category's wording.</summary>
public sealed record ProviderListHead(ListSource Source, string? Category = null);

/// <summary>
/// A provider's list out of a table. Rows whose ID number is faulty are kept, with a warning, for near misses; an unknown category, state or
/// provider refuses the row, for nobody may guess a sensitive category.
/// </summary>
public sealed record ProviderListImport(TableImport Table, ImmutableArray<ListRow> Rows)
{
    private const int Named = 3;

    public static ProviderListImport Read(
        TableSheet sheet, ColumnProfile profile, SpecialGroups groups, ProviderListHead head, IReadOnlyDictionary<string, string>? chosen = null)
    {
        var table = TableImport.Read(sheet, profile, chosen);
        var errors = new List<CellError>();
        var rows = table.Records.Select(r => ReadRow(r, groups, head, table.Map, errors)).OfType<ListRow>().ToImmutableArray();
        return new ProviderListImport(table.With(errors), rows);
    }

    /// <summary>Where no row could be read: which ones and why, the first of them; null of a list with rows, and of one that has none at all.</summary>
    public Rejection? NoneRead()
    {
        var wrong = Table.Errors.Where(e => e.Severity == Severity.Error).ToList();
        if (!Rows.IsDefaultOrEmpty || wrong.Count == 0)
            return null;
        var first = wrong.Take(Named).ToList();
        return ProviderListCodes.NoneRead.With(("count", wrong.Count), ("rows", new Text(
            string.Join('；', first.Select(e => $"第 {e.Row} 行，{e.Reason.In("zh-CN").TrimEnd('。')}")) + (wrong.Count > Named ? "；等等" : ""),
            string.Join("; ", first.Select(e => $"row {e.Row}, {e.Reason.In("en").TrimEnd('.')}")) + (wrong.Count > Named ? "; and others" : ""))));
    }

    private static ListRow? ReadRow(TableRecord record, SpecialGroups groups, ProviderListHead head, ColumnMap map, List<CellError> errors)
    {
        var wrong = new List<CellError>();
        void Refuse(string field, Rejection reason) => wrong.Add(new CellError(record.Row, (map.IndexOf(field) ?? -1) + 1, null, reason));
        var wording = record["category"] ?? head.Category;
        var category = wording is null ? null : groups.Resolve(wording);
        if (category is null)
            Refuse("category", wording is null ? SpecialGroupCodes.CategoryMissing : SpecialGroupCodes.CategoryUnknown.With(("category", wording)));
        var state = record["state"] is { } stateWording ? groups.State(stateWording) : null;
        if (record["state"] is not null && state is null)
            Refuse("state", SpecialGroupCodes.StateUnknown.With(("state", record["state"])));
        var provider = record["provider"] is { } providerWording ? groups.Provider(providerWording)?.Id : head.Source.Provider;
        if (provider is null)
            Refuse("provider", SpecialGroupCodes.ProviderUnknown.With(("provider", record["provider"])));
        var (from, to) = (StudentImport.DayOf(record["validFrom"]), StudentImport.DayOf(record["validTo"]));
        if (from > to)
            Refuse("validTo", SpecialGroupCodes.SpanBackwards);
        errors.AddRange(wrong);
        if (wrong.Count > 0)
            return null;
        var source = head.Source with { Provider = provider!, DataDate = StudentImport.DayOf(record["dataDate"]) ?? head.Source.DataDate };
        return new ListRow(source, record.Row, record["name"]!, IdOf(record), category!.Category.Id)
        {
            State = state?.Id ?? category.State,
            Relation = record["relation"],
            HeadName = record["headName"],
            HeadId = IdNumber.Read(record["headIdNumber"]).Number,
            StatedBirth = StudentImport.DayOf(record["birth"]),
            StatedRegion = record["region"],
            ValidFrom = from,
            ValidTo = to,
        };
    }

    /// <summary>The ID number; where it is faulty, the holder's number out of a disability certificate.</summary>
    private static IdReading IdOf(TableRecord record)
    {
        var reading = IdNumber.Read(record["idNumber"]);
        if (reading.Number is not null)
            return reading;
        var certificate = DisabilityCertificate.Read(record["certificate"] ?? record["idNumber"]);
        return certificate is null ? reading : new IdReading(certificate.Holder, null, certificate.Holder.Digits);
    }
}
