using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>A unit out of a table: its row, how it is put, and what it was called before; null of a new one. Changes: whether anything differs.</summary>
public sealed record UnitImportRow(int Row, OrgUnitRow Unit, OrgUnit? Before, bool Changes);

/// <summary>
/// Units out of a table, at and below a place. A parent is named or given by code, of this table or on record; who names none stands right below the place. A unit is
/// known again by its code or its name below its parent. What the table does not say of a unit stays.
/// </summary>
public sealed record UnitImport(TableImport Table, ImmutableArray<UnitImportRow> Rows)
{
    private const string Parent = "parent";
    private const int LongestCode = 40;

    public static UnitImport Read(TableSheet sheet, ColumnProfile profile, string place, IReadOnlyList<OrgUnit> known)
    {
        var table = TableImport.Read(sheet, profile);
        var lines = new Lines(table.Records, place, known);
        var findings = new List<CellError>();
        var rows = new List<UnitImportRow>();
        var keeper = known.FirstOrDefault(u => u.Path == place)?.Keeper ?? place;
        foreach (var record in table.Records)
        {
            var (path, wrong) = lines.PathOf(record);
            var column = wrong?.Code == OrgTableCodes.CodeForm ? "code" : Parent;
            var before = known.FirstOrDefault(u => u.Path == path);
            if (wrong is null && before is not null && before.Keeper != keeper && !IsSame(before, record))
                (wrong, column) = (OrgTableCodes.KeptAbove.With(("name", before.Name)), "name");
            if (wrong is not null)
                findings.Add(new CellError(record.Row, (table.Map.IndexOf(column) ?? -1) + 1, profile.Field(column)?.Name.ZhCn, wrong));
            else
                rows.Add(new UnitImportRow(record.Row, RowOf(path, record, before), before, before is null || !IsSame(before, record)));
        }

        foreach (var twice in rows.GroupBy(r => r.Unit.Path, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            findings.AddRange(twice.Select(r => new CellError(
                r.Row, (table.Map.IndexOf("name") ?? -1) + 1, profile.Field("name")?.Name.ZhCn, OrgTableCodes.UnitRepeated.With(("rows", string.Join('、', twice.Where(o => o.Row != r.Row).Select(o => o.Row)))))));
        }

        table = table.With(findings);
        var good = table.Records.Select(r => r.Row).ToHashSet();
        return new UnitImport(table, [.. rows.Where(r => good.Contains(r.Row)).OrderBy(r => r.Unit.Path.Length)]);
    }

    private static OrgUnitRow RowOf(string path, TableRecord record, OrgUnit? before)
    {
        var row = before is null ? new OrgUnitRow(path, "", "") : OrgUnitRow.From(path, before.Content);
        return row with
        {
            Kind = record["kind"] ?? row.Kind, Name = row.Name.ZhCn == record["name"] ? row.Name : new Text(record["name"]!), Grade = record["grade"] ?? row.Grade,
            Major = record["major"] ?? row.Major, Telephone = record["telephone"] ?? row.Telephone,
        };
    }

    private static bool IsSame(OrgUnit before, TableRecord record) => RowOf(before.Path, record, before).Content() == before.Content;

    /// <summary>Where each row's unit stands.</summary>
    private sealed class Lines(IReadOnlyList<TableRecord> records, string place, IReadOnlyList<OrgUnit> known)
    {
        private readonly Dictionary<int, (string Path, Rejection? Wrong)> found = [];
        private readonly HashSet<int> underWay = [];
        private readonly HashSet<string> given = new(StringComparer.Ordinal);

        public (string Path, Rejection? Wrong) PathOf(TableRecord record)
        {
            if (found.TryGetValue(record.Row, out var path))
                return path;
            if (!underWay.Add(record.Row))
                return ("", OrgTableCodes.UnitBelowItself.With(("name", record["name"])));
            var (parent, wrong) = ParentOf(record);
            path = wrong is null ? Below(parent, record) : ("", wrong);
            underWay.Remove(record.Row);
            return found[record.Row] = path;
        }

        private (string Path, Rejection? Wrong) ParentOf(TableRecord record)
        {
            if (record[Parent] is not { } name)
                return (place, null);
            var onRecord = known.Where(u => u.Name.ZhCn == name || u.Code == name).Select(u => u.Path).ToList();
            var ofTable = records.Where(r => r.Row != record.Row && (r["name"] == name || r["code"] == name)).Select(PathOf).ToList();
            if (onRecord.Count == 0 && ofTable.Select(t => t.Wrong).FirstOrDefault(w => w is not null) is { } wrong)
                return ("", wrong);
            var all = onRecord.Concat(ofTable.Where(t => t.Wrong is null).Select(t => t.Path)).Distinct(StringComparer.Ordinal).ToList();
            return all.Count switch
            {
                1 => (all[0], null),
                0 => ("", OrgTableCodes.UnitUnknown.With(("column", new Text("上级单位", "Unit above")), ("name", name))),
                _ => ("", OrgTableCodes.UnitAmbiguous.With(("column", new Text("上级单位", "Unit above")), ("name", name))),
            };
        }

        private (string Path, Rejection? Wrong) Below(string parent, TableRecord record)
        {
            var beside = known.Where(u => u.Parent == parent).ToList();
            if (record["code"] is { } code)
            {
                return code.Length <= LongestCode && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                    ? ($"{parent}{code}/", null)
                    : ("", OrgTableCodes.CodeForm.With(("code", code)));
            }

            if (beside.FirstOrDefault(u => u.Name.ZhCn == record["name"]) is { } same)
                return (same.Path, null);
            // The same name twice below one parent is the same unit, and is told so.
            if (records.FirstOrDefault(r => r.Row < record.Row && r["code"] is null && r["name"] == record["name"] && r[Parent] == record[Parent]) is { } earlier)
                return PathOf(earlier);
            return ($"{parent}{Free(parent, record["name"]!, beside)}/", null);
        }

        /// <summary>A code nobody has below the parent: the initials of the name, with a number where they are taken.</summary>
        private string Free(string parent, string name, List<OrgUnit> beside)
        {
            var initials = string.Concat(Pinyin.Initials(name).Where(char.IsAsciiLetterOrDigit));
            var wanted = initials.Length == 0 ? "u" : initials[..Math.Min(initials.Length, LongestCode - 4)];
            for (var n = 1; ; n++)
            {
                var code = n == 1 ? wanted : wanted + "-" + n.ToString(CultureInfo.InvariantCulture);
                if (beside.TrueForAll(u => u.Code != code) && given.Add(parent + code))
                    return code;
            }
        }
    }
}
