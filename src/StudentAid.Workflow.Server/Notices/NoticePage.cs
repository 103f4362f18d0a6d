using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Pages;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// The public notice (公示): a page without script that shows the allowed columns and nothing else, from the posting on and gone at the very
/// instant at which the period ends. No cache may keep it.
/// </summary>
public sealed class NoticePage(IStepStore store, StepRunner runner, PinCache pins, Directory directory, TimeProvider time)
{
    private const string Open = "open";
    private const string SignedIn = "signed-in";

    private static readonly ImmutableArray<string> Known = ["name", "department", "class", "grade", "major", "level"];

    private static readonly ImmutableArray<string> Usual = ["name", "department", "class", "level"];

    /// <summary>Null where no notice is posted here, for this reader, now.</summary>
    public async Task<string?> RenderAsync(Id roster, Principal? reader)
    {
        var stored = await store.LoadAsync(roster);
        if (stored is not { Kind: RosterState.Kind } || await runner.StateAsync<RosterState>(stored, CancellationToken.None) is not { IsPublicity: true, Period: { Over: false } period } state)
            return null;
        var visible = period.Where.Contains(Open, StringComparer.Ordinal) || (period.Where.Contains(SignedIn, StringComparer.Ordinal) && reader is not null);
        if (!visible || time.GetUtcNow() >= period.Due)
            return null;
        await pins.EnsureAsync(state.Pin, CancellationToken.None);
        return await PageAsync(state, period);
    }

    public static void Forbid(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
    }

    private async Task<string> PageAsync(RosterState state, Period period)
    {
        var named = state.Options["columns"].Items.Select(c => c.AsText()).OfType<string>().Where(c => Known.Contains(c, StringComparer.Ordinal)).ToImmutableArray();
        var columns = named.IsEmpty ? Usual : named;
        var people = (await directory.PeopleAsync(Scope.All, state.Unit)).ToDictionary(p => p.Id);
        var units = (await directory.UnitsBelowAsync(state.Unit)).ToDictionary(u => u.Path, StringComparer.Ordinal);
        var settled = state.Standings.Where(s => s.State is "decided" or "taken-back" or "not-applied").Select(s => s.Case).ToHashSet();
        var school = units.GetValueOrDefault(state.Unit)?.Name.ZhCn ?? "";
        return new Html($"{school} 公示")
            .Heading(1, $"{school}家庭经济困难学生认定结果公示")
            .Paragraph($"公示期：{period.Day:yyyy年M月d日}至{period.LastDay:yyyy年M月d日}。对公示内容有异议的，请在公示期内向学生资助管理机构提出。")
            .Table([.. columns.Select(Heading)], state.Entries.Where(e => !settled.Contains(e.Case)).Select(e => Row(e, columns, state, people, units)))
            .ToString();
    }

    private string[] Row(RosterEntry entry, ImmutableArray<string> columns, RosterState state, Dictionary<Id, PersonRecord> people, Dictionary<string, OrgUnit> units)
    {
        var person = people.GetValueOrDefault(entry.Person);
        return [.. columns.Select(c => c switch
        {
            "name" => person?.Name ?? "",
            "department" => UnitOf(entry.Place, "department", units),
            "class" => UnitOf(entry.Place, "class", units),
            "level" => LevelOf(state, entry.Level),
            _ => person?.Content[c].AsText() ?? "",
        })];
    }

    private static string UnitOf(string place, string kind, Dictionary<string, OrgUnit> units) =>
        UnitPath.Line(place).Select(p => units.GetValueOrDefault(p)).OfType<OrgUnit>().LastOrDefault(u => u.Kind == kind)?.Name.ZhCn ?? "";

    private string LevelOf(RosterState state, string level) => LevelNames.Of(pins, state.Pin, level, Languages.Chinese);

    private static string Heading(string column) => column switch
    {
        "name" => "姓名", "department" => "院（系）", "class" => "班级", "grade" => "年级", "major" => "专业", _ => "等级",
    };
}

public static class NoticeMap
{
    public static void MapNotices(this WebApplication app) => app.MapGet("/notices/{roster}", Get).ExcludeFromDescription();

    private static async Task<Results<ContentHttpResult, NotFound>> Get(string roster, HttpContext context, NoticePage page)
    {
        NoticePage.Forbid(context.Response);
        return Id.TryParse(roster) is { } id && await page.RenderAsync(id, context.Features.Get<Principal>()) is { } html
            ? TypedResults.Content(html, "text/html; charset=utf-8")
            : TypedResults.NotFound();
    }
}
