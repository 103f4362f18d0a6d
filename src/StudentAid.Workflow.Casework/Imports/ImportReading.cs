using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Imports;

/// <summary>A register as it was read, with who is on record (the fact <see cref="UnitFacts.People"/>) and the units of the school that are closed, by path.</summary>
public sealed record RegisterFile(TableFile File, TableImport Table, ImmutableArray<PersonRow> Rows, Value People, ImmutableDictionary<string, Text> Closed)
{
    public TableSheet Sheet => File.Sheets[0];

    public RegisterComparison Compare() => RegisterComparison.Of(People, Rows, Closed);
}

/// <summary>A provider's list as it was read.</summary>
public sealed record ListFile(TableFile File, ProviderListImport Import)
{
    public TableSheet Sheet => File.Sheets[0];
}

/// <summary>Reads registers and providers' lists by the column profiles that hold at a unit.</summary>
public sealed class ImportReading(FactLoader facts, Organisations.Directory directory, SchoolDays days, TimeProvider time)
{
    private const string Students = "column-profile/students";
    private const string Providers = "column-profile/provider-list";
    private const string Groups = "special-groups/special-groups";

    public async Task<(RegisterFile? File, Rejection? Refused)> RegisterAsync(ReadOnlyMemory<byte> bytes, string school, CancellationToken cancellation)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] } file)
            return (null, reading.Refusal ?? TableCodes.Empty);
        if (await NearestAsync(school, Students, cancellation) is not { IsNull: false } found || ColumnProfile.Kind.Read(found).Document is not { } profile)
            return (null, ShelfCodes.NoSuchDocument.With(("key", Students)));
        var import = StudentImport.Read(sheet, profile);
        var units = await directory.UnitsBelowAsync(school);
        var (table, rows) = ClassPlaces.Of(import, units, school);
        var closed = units.Where(u => u.IsClosed).ToImmutableDictionary(u => u.Path, u => u.Name, StringComparer.Ordinal);
        var people = (await facts.LoadAsync([UnitFacts.People(school)], cancellation))[0].Value;
        return (new RegisterFile(file, table, rows, people, closed), null);
    }

    public async Task<(ListFile? File, Rejection? Refused)> ListAsync(ReadOnlyMemory<byte> bytes, string unit, ProviderListHead head, CancellationToken cancellation)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] } file)
            return (null, reading.Refusal ?? TableCodes.Empty);
        if (await NearestAsync(unit, Providers, cancellation) is not { IsNull: false } profile || ColumnProfile.Kind.Read(profile).Document is not { } columns)
            return (null, ShelfCodes.NoSuchDocument.With(("key", Providers)));
        if (await NearestAsync(unit, Groups, cancellation) is not { IsNull: false } groups || SpecialGroups.Kind.Read(groups).Document is not { } known)
            return (null, ShelfCodes.NoSuchDocument.With(("key", Groups)));
        return (new ListFile(file, ProviderListImport.Read(sheet, columns, known, head)), null);
    }

    /// <summary>The first sheet of a table, and the column profile by which it is read at a unit.</summary>
    public async Task<(TableSheet? Sheet, ColumnProfile? Profile, Rejection? Refused)> SheetAsync(ReadOnlyMemory<byte> bytes, string unit, string name, CancellationToken cancellation)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] })
            return (null, null, reading.Refusal ?? TableCodes.Empty);
        return await NearestAsync(unit, name, cancellation) is { IsNull: false } found && ColumnProfile.Kind.Read(found).Document is { } profile
            ? (sheet, profile, null) : (null, null, ShelfCodes.NoSuchDocument.With(("key", name)));
    }

    /// <summary>A table of units below a place.</summary>
    public async Task<(UnitImport? Import, Rejection? Refused)> UnitsAsync(ReadOnlyMemory<byte> bytes, string place, CancellationToken cancellation)
    {
        var (sheet, profile, refused) = await SheetAsync(bytes, place, "column-profile/units", cancellation);
        return sheet is null || profile is null ? (null, refused) : (UnitImport.Read(sheet, profile, place, await directory.UnitsBelowAsync(place)), null);
    }

    /// <summary>A table of staff and their roles at and below a place.</summary>
    public async Task<(StaffImport? Import, Rejection? Refused)> StaffAsync(ReadOnlyMemory<byte> bytes, string place, RoleBook book, CancellationToken cancellation)
    {
        var (sheet, profile, refused) = await SheetAsync(bytes, place, "column-profile/staff", cancellation);
        return sheet is null || profile is null
            ? (null, refused)
            : (StaffImport.Read(sheet, profile, place, await directory.UnitsBelowAsync(place), await directory.KeptBelowAsync(Scope.All, place, granting: true), book), null);
    }

    private async Task<Value> NearestAsync(string unit, string name, CancellationToken cancellation)
    {
        var today = await days.DayAsync(unit, time.GetUtcNow(), cancellation);
        return (await facts.LoadAsync([DocumentShelf.NearestOf(unit, "", today, name)], cancellation))[0].Value;
    }
}
