using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>What a filled table would change, row by row; with the token the chosen rows are kept in the list's working copy.</summary>
public sealed record WorkbookPreview(string Token, string Etag, IReadOnlyList<WorkbookChange> Changes, IReadOnlyList<StaleRow> Stale, int Unchanged, IReadOnlyList<CellView> Errors);

/// <summary>One row's change: verdict agree, return, hold or not-determined, with the level from and to.</summary>
public sealed record WorkbookChange(int Row, Id Case, string Name, string Verdict, string From, string To, string Reason)
{
    /// <summary>The version of the row's working copy when the table was taken out, 0 for none.</summary>
    public long ShownAt { get; init; }
}

/// <summary>A row on which somebody has acted since the table was taken out, and who did what.</summary>
public sealed record StaleRow(int Row, Id Case, string Name, string Sentence);

public static class WorkbookCodes
{
    public static readonly Code NoColumns = Code.Input("workbook-columns", "表头应有“{key}”“{level}”“{reason}”三列，请用本系统下载的表填写。", "Expected the columns '{key}', '{level}' and '{reason}': fill in the table that was downloaded here.");
    public static readonly Code NoKey = Code.Input("workbook-row-key", "这一行应有系统给的行号，但没有或不属于本名单。", "Expected the row's key as it was downloaded, but it is missing or of another list.");
    public static readonly Code NoLevel = Code.Input("workbook-level", "决定应是等级名称、退回或暂缓，但“{level}”不是。", "Expected a level's name, or the words for return or hold, but it is '{level}'.");
    public static readonly Code Twice = Code.Input("workbook-row-twice", "同一学生应只占一行，但出现了两次。", "Expected one row for each student, but this one stands twice.");
    public static readonly Code NoLevels = Code.Input("paste-no-levels", "粘贴的内容里应有一列是等级名称、退回或暂缓，但没有。", "Expected a column of level names, or of the words for return or hold, among the cells that were pasted, but there is none.");
    public static readonly Code PasteCount = Code.Input("paste-count", "粘贴的内容没有姓名，应与选中的行一样多，但粘贴了 {pasted} 行，选中 {chosen} 行。", "Expected as many lines as rows are chosen, for no names were pasted, but there are {pasted} lines and {chosen} rows.");
    public static readonly Code NobodyOfName = Code.Input("paste-nobody", "“{name}”应在本名单上，但没有。", "Expected {name} to be on this list, but nobody of that name is.");
    public static readonly Code SeveralOfName = Code.Input("paste-several", "名单上应只有一名“{name}”，但有 {count} 名；请连同班级一起粘贴。", "Expected one {name} on this list, but there are {count}; paste the class too.");
    public static readonly Code UnknownRow = Code.Input("workbook-row-not-previewed", "第 {row} 行不在预览的变更中。", "Expected row {row} to be among the changes that were shown, but it is not.");
}

/// <summary>Reads a filled table against the list as it stands now.</summary>
public sealed partial class WorkbookReading(RosterWorkbook workbook, RosterReading rosters, IStepStore store, PeopleNames names, Directory directory, SchoolDays days, WaitingTables<WorkbookPreview> previews)
{
    public async Task<(WorkbookPreview? Preview, Rejection? Refused)> ReadAsync(byte[] bytes, Id id, RosterState state, Caller caller)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [{ Rows: [var header, ..] rows } sheet, ..] })
            return (null, reading.Refusal ?? TableCodes.Empty);
        var columns = (Key: header.Cells.IndexOf(RosterWorkbook.KeyColumn), Level: header.Cells.IndexOf(RosterWorkbook.LevelColumn), Reason: header.Cells.IndexOf(RosterWorkbook.ReasonColumn));
        if (columns.Key < 0 || columns.Level < 0 || columns.Reason < 0)
            return (null, WorkbookCodes.NoColumns.With(("key", RosterWorkbook.KeyColumn), ("level", RosterWorkbook.LevelColumn), ("reason", RosterWorkbook.ReasonColumn)));
        var found = new Found(sheet.Errors.Select(e => RegisterReading.Cell(e, caller)), await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person)), await rosters.SheetAsync(id, CancellationToken.None));
        foreach (var row in rows.Skip(1))
            await ReadAsync(row, (row[columns.Key], row[columns.Level].Trim(), row[columns.Reason].Trim()), id, state, caller, found);
        return (Kept(bytes, id, state, caller, found), null);
    }

    /// <summary>A token is good for the list that it was read for.</summary>
    internal static string KeyOf(Id list, string token) => $"{list} {token}";

    private WorkbookPreview Kept(byte[] bytes, Id id, RosterState state, Caller caller, Found found)
    {
        var token = WaitingTables.TokenOf(bytes, id.ToString(), caller.Principal.Id.ToString(), state.Version.ToString(CultureInfo.InvariantCulture));
        var preview = new WorkbookPreview(token, TasksApi.EtagOf(state.Version), found.Changes, found.Stale, found.Unchanged, found.Errors);
        previews.Keep(KeyOf(id, token), caller.Principal.Id, preview);
        return preview;
    }

    private async Task ReadAsync(TableRow row, (string Key, string Level, string Reason) cells, Id id, RosterState state, Caller caller, Found found)
    {
        var parts = cells.Key.Split('-');
        if (parts.Length < 2 || Id.TryParse(parts[0]) is not { } @case || state.Entries.FirstOrDefault(e => e.Case == @case) is not { } entry)
        {
            found.Error(row, RosterWorkbook.KeyColumn, WorkbookCodes.NoKey.With(), caller);
            return;
        }

        var shownAt = parts.Length > 2 && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        await TakeAsync(row, entry, shownAt, RosterWorkbook.KeyOf(entry) == $"{parts[0]}-{parts[1]}", (cells.Level, cells.Reason), id, state, caller, found);
    }

    /// <summary>What a row says of an entry, held against the list as it stands: a change, nothing, or why not. It is as it was shown where nothing of it has changed since.</summary>
    private async Task TakeAsync(TableRow row, RosterEntry entry, long shownAt, bool asShown, (string Level, string Reason) cells, Id id, RosterState state, Caller caller, Found found)
    {
        if (cells.Level.Length == 0)
        {
            found.Unchanged++;
            return;
        }

        var (@case, name) = (entry.Case, found.Names.GetValueOrDefault(entry.Person, ""));
        if (!found.Seen.Add(@case))
            found.Error(row, RosterWorkbook.KeyColumn, WorkbookCodes.Twice.With(), caller);
        else if (state.StandingOf(@case).State != "open" || !asShown)
            found.Stale.Add(new StaleRow(row.Number, @case, name, await OthersActAsync(id, @case, state.Unit, caller.IsEnglish)));
        else if (RosterWorkbook.KeptOf(found.Sheet, @case) is { } kept && kept.By != caller.Principal.Id && kept.Version != shownAt)
            found.Stale.Add(await KeptByAsync(row.Number, kept, name, state.Unit, caller.IsEnglish));
        else if (Verdict(workbook.ScaleOf(state), cells.Level) is not { } verdict)
            found.Error(row, RosterWorkbook.LevelColumn, WorkbookCodes.NoLevel.With(("level", cells.Level)), caller);
        else
            found.Changes.Add(new WorkbookChange(row.Number, @case, name, verdict.Verdict, entry.Level, verdict.Level, ReasonOf(workbook.ScaleOf(state), verdict.Verdict, cells.Reason)) { ShownAt = shownAt });
    }

    private static (string Verdict, string Level)? Verdict(Scale? scale, string word) => word switch
    {
        RosterWorkbook.ReturnWord => ("return", ""),
        RosterWorkbook.HoldWord => ("hold", ""),
        _ when scale?.NotDetermined.Name.ZhCn == word => ("not-determined", scale.NotDetermined.Id),
        _ => scale?.Levels.FirstOrDefault(l => l.Name.ZhCn == word) is { } level ? ("agree", level.Id) : null,
    };

    /// <summary>A reason of 不予认定 may be written as its name.</summary>
    private static string ReasonOf(Scale? scale, string verdict, string written) =>
        verdict == "not-determined" && scale?.NotDetermined.Reasons.FirstOrDefault(r => r.Name.ZhCn == written) is { } reason ? reason.Id : written;

    /// <summary>The last act on the list that named this case: whose, and when.</summary>
    public async Task<string> OthersActAsync(Id list, Id @case, string unit, bool english)
    {
        var act = (await store.EventsAsync(list)).LastOrDefault(e => StreamData.Read<RosterEvent>(e.Data.Span).Any(r => Names(r, @case)));
        if (act is null)
            return english ? "It has changed since the table was downloaded." : "下载后该行已有变化。";
        var who = (await directory.PrincipalAsync(act.Actor))?.Name ?? "";
        var day = await days.DayAsync(unit, act.At, CancellationToken.None);
        return FormattableString.Invariant(english ? $"{who} acted on it on {day:yyyy-MM-dd}." : (FormattableString)$"{who}已于 {day.Month} 月 {day.Day} 日办理该生。");
    }

    /// <summary>Somebody else has filled the row in the working copy meanwhile.</summary>
    public async Task<StaleRow> KeptByAsync(int row, WorksheetRowView kept, string name, string unit, bool english)
    {
        var day = await days.DayAsync(unit, kept.At, CancellationToken.None);
        return new StaleRow(row, Id.Parse(kept.Key), name, FormattableString.Invariant(
            english ? $"{kept.ByName} filled it in on {day:yyyy-MM-dd}." : (FormattableString)$"{kept.ByName}已于 {day.Month} 月 {day.Day} 日填写该生的工作底稿。"));
    }

    private static bool Names(RosterEvent happened, Id @case) => happened switch
    {
        RosterEvent.Decided e => e.Entries.Any(d => d.Case == @case),
        RosterEvent.Held e => e.Cases.Contains(@case),
        RosterEvent.TakenBack e => e.Cases.Contains(@case),
        RosterEvent.NotApplied e => e.Cases.Contains(@case),
        _ => false,
    };

    /// <summary>What has been found so far.</summary>
    private sealed class Found(IEnumerable<CellView> errors, IReadOnlyDictionary<Id, string> names, WorksheetView? sheet)
    {
        public IReadOnlyDictionary<Id, string> Names { get; } = names;

        public WorksheetView? Sheet { get; } = sheet;

        public HashSet<Id> Seen { get; } = [];

        public List<WorkbookChange> Changes { get; } = [];

        public List<StaleRow> Stale { get; } = [];

        public List<CellView> Errors { get; } = [.. errors];

        public int Unchanged { get; set; }

        public void Error(TableRow row, string header, Rejection reason, Caller caller) =>
            Errors.Add(new CellView(row.Number, 0, header, reason.Code.Id, "error", reason.In(caller.Language)));
    }
}
