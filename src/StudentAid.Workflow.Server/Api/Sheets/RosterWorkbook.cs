using System.Globalization;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>
/// A list as a table to be filled offline: a hidden key for each row, names, no ID number. The key is the case, what of its row was shown, and the version at which
/// its working copy stood, so that a row that has moved on since is known as stale.
/// </summary>
public sealed class RosterWorkbook(PinCache pins)
{
    public const string KeyColumn = "行号（请勿改动）";
    public const string LevelColumn = "决定";
    public const string ReasonColumn = "理由";
    public const string ReturnWord = "退回";
    public const string HoldWord = "暂缓";

    private static readonly string[] Header = [KeyColumn, "姓名", "班级", "量化得分", "推荐等级", "现等级", LevelColumn, ReasonColumn];

    public byte[] Write(RosterState state, IReadOnlyDictionary<Id, string> names, IReadOnlyDictionary<string, string> units, WorksheetView? sheet, Watermark mark)
    {
        var scale = ScaleOf(state);
        var rows = state.Open.OrderBy(e => names.GetValueOrDefault(e.Person, ""), Casework.Organisations.Pinyin.Order).Select(e => (IReadOnlyList<string>)
        [
            $"{KeyOf(e)}-{(KeptOf(sheet, e.Case)?.Version ?? 0).ToString(CultureInfo.InvariantCulture)}", names.GetValueOrDefault(e.Person, ""), units.GetValueOrDefault(e.Place, e.Place), e.Total?.ToString(CultureInfo.InvariantCulture) ?? "",
            NameOf(scale, e.Suggested), NameOf(scale, e.Level), "", "",
        ]);
        return TableWriter.Xlsx("名单", Header, rows, hidden: 1, mark);
    }

    /// <summary>The row of the working copy, where somebody has kept one.</summary>
    public static WorksheetRowView? KeptOf(WorksheetView? sheet, Id @case) => sheet?.Rows.FirstOrDefault(r => r.Key == @case.ToString());

    public Scale? ScaleOf(RosterState state) => LevelNames.ScaleOf(pins, state.Pin);

    /// <summary>The row as it stands; another text once its level or total has changed or it is on another list.</summary>
    public static string KeyOf(RosterEntry entry)
    {
        var shown = Id.Of("row", entry.Level, entry.Suggested, entry.Total?.ToString(CultureInfo.InvariantCulture) ?? "", entry.Match);
        return $"{entry.Case}-{shown.ToString()[^6..]}";
    }

    public static string NameOf(Scale? scale, string level) => level.Length == 0 ? "" : scale?.NameOf(level).ZhCn ?? level;
}
