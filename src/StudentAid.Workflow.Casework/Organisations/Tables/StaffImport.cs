using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>A member of the staff out of a table: his first row, whom it changes (null: somebody new), the roles that he has afterwards, and those of them that are new to him.</summary>
public sealed record StaffImportRow(int Row, string Name, KeptPrincipal? Before, ImmutableArray<GrantTerm> Grants, ImmutableArray<Grant> Added);

/// <summary>Staff out of a table, one row a role: who is on record by that name is given the role beside those he has; nothing is taken from anybody.</summary>
public sealed record StaffImport(TableImport Table, ImmutableArray<StaffImportRow> Rows)
{
    public static StaffImport Read(TableSheet sheet, ColumnProfile profile, string place, IReadOnlyList<OrgUnit> units, IReadOnlyList<KeptPrincipal> known, RoleBook book)
    {
        var table = TableImport.Read(sheet, profile);
        // A student who sits on a body is no staff, whatever his name.
        known = [.. known.Where(k => !k.IsMachine && k.Grants.Any(g => !book.At(g.Unit).IsStudent(g.Role)))];
        var findings = new List<CellError>();
        var given = new List<(TableRecord Record, Grant Grant)>();
        foreach (var record in table.Records)
        {
            var (grant, column, wrong) = GrantOf(record, place, units, book, profile);
            if (wrong is null && PersonOf(record, known, place) is { } shared)
                (column, wrong) = ("name", shared);
            if (wrong is null)
                given.Add((record, grant));
            else
                findings.Add(new CellError(record.Row, (table.Map.IndexOf(column) ?? -1) + 1, profile.Field(column)?.Name.ZhCn, wrong));
        }

        var rows = given.GroupBy(g => g.Record["name"]!, StringComparer.Ordinal).Select(g =>
        {
            var before = known.FirstOrDefault(k => k.Name == g.Key);
            var added = g.Select(x => x.Grant).Distinct().Where(x => before?.Grants.Any(b => b.Grant == x && b.From is null && b.Until is null) != true).ToImmutableArray();
            return new StaffImportRow(g.First().Record.Row, g.Key, before, [.. (before?.Grants ?? []).Where(b => !added.Contains(b.Grant)), .. added.Select(a => new GrantTerm(a.Role, a.Unit))], added);
        });
        return new StaffImport(table.With(findings), [.. rows]);
    }

    private static Rejection? PersonOf(TableRecord record, IReadOnlyList<KeptPrincipal> known, string place)
    {
        var called = known.Where(k => k.Name == record["name"]).ToList();
        if (called.Count > 1)
            return OrgTableCodes.NameShared.With(("name", record["name"]));
        return called is [var one] && one.Unit != place ? OrgTableCodes.KeptAbove.With(("name", one.Name)) : null;
    }

    private static (Grant Grant, string Column, Rejection? Wrong) GrantOf(TableRecord record, string place, IReadOnlyList<OrgUnit> units, RoleBook book, ColumnProfile profile)
    {
        var named = record["unit"] is { } name ? units.Where(u => u.Name.ZhCn == name || u.Code == name).ToList() : [.. units.Where(u => u.Path == place)];
        if (named.Count != 1)
        {
            var code = named.Count == 0 ? OrgTableCodes.UnitUnknown : OrgTableCodes.UnitAmbiguous;
            return (default, "unit", code.With(("column", profile.Field("unit")?.Name ?? new Text("单位", "Unit")), ("name", record["unit"] ?? "")));
        }

        var unit = named[0];
        if (unit.IsClosed)
            return (default, "unit", OrganisationCodes.UnitClosed.With(("unit", unit.Name)));
        var role = book.At(unit.Path).Roles.FirstOrDefault(r => r.Id == record["role"] || r.Name.ZhCn == record["role"] || r.Name.En == record["role"]);
        if (role is null)
            return (default, "role", OrgTableCodes.RoleUnknown.With(("role", record["role"])));
        return OrgUnit.KindsOf(unit.Content).Any(role.FitsAt)
            ? (new Grant(role.Id, unit.Path), "role", null)
            : (default, "role", OrgTableCodes.RoleElsewhere.With(("role", role.Name), ("unit", unit.Name)));
    }
}
