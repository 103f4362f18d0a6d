using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Every address that the dashboard knows, in both languages and both shades: nothing that axe finds of any impact, and nothing in the console. None can be forgotten.</summary>
public sealed partial class EveryRouteTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    private const string College = "/education/14901/";
    private const string Nowhere = "/nowhere";
    private const string LastYear = "2025—2026 学年";

    [Fact]
    public async Task Every_address_of_the_dashboard_is_looked_at_in_both_languages_and_both_shades()
    {
        List<string> seen = [], found = [];
        await SitAsync("系统管理员", seen, found, AdministratorAsync);
        await SitAsync("资助中心", seen, found, OfficeAsync);
        await SitAsync("示例省教育厅", seen, found, AuthorityAsync);
        await SitAsync("资助中心", seen, found, async window => [await FirstAsync(window, "/oversight/findings/", "/api/findings")]);
        await SitAsync("领导小组秘书", seen, found, _ => Task.FromResult<string[]>(["/desk", "/minutes"]));
        await SitAsync("技校资助员", seen, found, async window =>
        {
            var aid = await RoundAsync(window, r => r["procedure"].AsText() == "technician-grant");
            return [$"{aid}/payments", $"{aid}/funds", $"{aid}/chase/exclusions", "/enrolment", "/enrolment/registrations"];
        });
        found.Should().BeEmpty();
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Web", "src", "app", "Work.tsx"));
        var known = Known().Matches(source).Where(m => !m.Groups["to"].Value.StartsWith("Navigate", StringComparison.Ordinal)).Select(m => m.Groups["path"].Value).ToList();
        known.Should().HaveCountGreaterThan(50);
        known.Except(seen.Select(address => RouteOf(address, known))).Should().BeEmpty("no screen is left out");
    }

    private static async Task<string[]> AdministratorAsync(Window window)
    {
        await PostAsync(window, "/api/org-units/authority", $$"""{ "school": "{{College}}", "unit": "/education/", "name": "示例省教育厅", "role": "authority", "answerDays": 15 }""");
        const string Table = "%2F/higher-education-determination%2Fscore-table%2Fscore-table%2F0001", Chain = "/rules/%2F/-%2Fdefinition%2Fcommittee-chain%2F0001";
        return
        [
            "/rules", "/rules/packs", "/rules/packs/" + Table, Chain, Chain + "/edit", $"/rules/{Table}/edit", "/rules/units/%2Feducation%2F14901%2F/higher-education-determination",
            "/organisation", "/organisation/people", "/organisation/roles", "/organisation/import", "/setup", "/operations", "/audit", "/settings", "/slips", "/account", Nowhere,
        ];
    }

    private static async Task<string[]> OfficeAsync(Window window)
    {
        var (now, last) = (await RoundAsync(window, r => r["name"].AsText() == "在校生"), await RoundAsync(window, r => r["name"].AsText() == LastYear));
        var round = last["/rounds/".Length..];
        var decided = await GetAsync(window, $"/api/cases?round={round}&level=ordinary");
        var (@case, person) = (decided["items"].Items[0]["id"].AsText(), decided["items"].Items[0]["person"].AsText());
        await PostAsync(window, "/api/samples", $$"""{ "round": "{{round}}", "seed": "体彩 26110 期" }""");
        await PostAsync(window, "/api/complaints", $$"""{ "school": "{{College}}", "channel": "telephone", "text": "班主任让学生当众说明家庭困难" }""");
        await PostAsync(window, "/api/reconsiderations", $$"""{ "case": "{{@case}}", "channel": "in-person", "text": "请求调整为特别困难" }""");
        return
        [
            "/", "/tasks", "/filing", "/rounds", now, now + "/progress", now + "/committees", now + "/chase", now + "/chase/not-applied", last + "/after", last + "/after/samples",
            last + "/after/revocations", last + "/after/reconsiderations", last + "/after/late-matches", last + "/filing", last + "/filing/archive", last + "/filing/counts",
            await FirstAsync(window, "/samples/", $"/api/samples?round={round}"), await FirstAsync(window, "/revocations/", $"/api/revocations?round={round}"), "/students/" + person,
            "/rosters", await FirstAsync(window, "/rosters/", $"/api/rosters?round={now["/rounds/".Length..]}&without=publish"), "/cases", $"/cases/{@case}", $"/cases/{@case}/paper", $"/cases/{@case}/record", "/paper",
            "/hardship-base", "/stand-ins", "/publicities", await FirstAsync(window, "/publicities/", "/api/publicities"),
            "/oversight", "/oversight/complaints", await FirstAsync(window, "/oversight/complaints/", "/api/complaints"),
        ];
    }

    private static async Task<string[]> AuthorityAsync(Window window)
    {
        await PostAsync(window, "/api/findings", $$"""{ "school": "{{College}}", "article": "实施办法 第二十一条", "issue": "公示照片缺失", "due": "2026-10-15" }""");
        await PostAsync(window, "/api/oversight/samples", $$"""{ "schools": ["{{College}}"], "schoolYear": "2025—2026", "seed": "体彩 26110 期", "share": 10, "parts": ["record"], "until": "2026-12-31", "purpose": "年度检查" }""");
        return
        [
            "/places", "/reconsiderations", await FirstAsync(window, "/reconsiderations/", "/api/reconsiderations"), "/oversight/progress", "/oversight/samples",
            await FirstAsync(window, "/oversight/samples/", "/api/oversight/samples"),
        ];
    }

    /// <summary>Somebody enters, says what he will look at, and looks at each in turn.</summary>
    private async Task SitAsync(string who, List<string> seen, List<string> found, Func<Window, Task<string[]>> addresses)
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync(who);
        await window.WalkAsync("route", async () =>
        {
            foreach (var address in await addresses(window))
            {
                seen.Add(address);
                await GoAsync(window, address);
                // Round the square of languages and shades: each page ends as it began.
                foreach (var other in (string[])["bulb", "global", "bulb", "global"])
                {
                    found.AddRange(await LookAsync(window, who + address));
                    await window.Page.Locator($".top button:has(.anticon-{other})").ClickAsync();
                }
            }
        });
        found.AddRange(window.Errors);
    }

    /// <summary>An address of which the server knows nothing is never a page of its own: one comes there inside the dashboard alone.</summary>
    private static async Task GoAsync(Window window, string address)
    {
        if (address == Nowhere)
            await window.Page.EvaluateAsync("to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }", address);
        else
            await window.Page.GotoAsync(address);
        await window.Page.Locator("#content h1").WaitForAsync();
        await Assertions.Expect(window.Page.GetByText(LiveDemo.Say("ui", "lost-what"))).ToHaveCountAsync(address == Nowhere ? 1 : 0);
    }

    private static async Task<IEnumerable<string>> LookAsync(Window window, string what)
    {
        await EveryScreenTests.SettleAsync(window);
        var shown = await window.Page.EvaluateAsync<string>("`${document.documentElement.lang} ${document.documentElement.dataset.shade}`");
        return await EveryScreenTests.FoundAsync(window, $"{what} {shown}", strict: true);
    }

    /// <summary>The route under which an address is shown: as long as it, and the one that names most of it.</summary>
    private static string RouteOf(string address, IEnumerable<string> known)
    {
        var parts = address.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return known.Select(r => (Route: r, Parts: r.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            .Where(r => r.Parts.Length == parts.Length && r.Parts.Zip(parts).All(p => p.First[0] == ':' || p.First == p.Second))
            .OrderByDescending(r => r.Parts.Count(p => p[0] != ':')).Select(r => r.Route).FirstOrDefault("*");
    }

    private static async Task<string> RoundAsync(Window window, Func<Value, bool> which) => "/rounds/" + (await GetAsync(window, "/api/rounds?size=200"))["items"].Items.First(which)["id"].AsText();

    private static async Task<string> FirstAsync(Window window, string at, string list) => at + (await GetAsync(window, list))["items"].Items[0]["id"].AsText();

    private static async Task<Value> GetAsync(Window window, string path) => Value.Parse(await window.Page.EvaluateAsync<string>("async (path) => await (await fetch(path)).text()", path));

    private static Task PostAsync(Window window, string path, string input) => window.Page.EvaluateAsync(Judged.Post, new[] { path, input });

    [GeneratedRegex("<Route (?:path=\"(?<path>[^\"]+)\"|index) element=\\{(?:<(?<to>\\w+))?", RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}
