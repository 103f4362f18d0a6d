using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>
/// A college whose cases go from the paper form through a visit, their class's committee, the office's list, a letter and a notice; set up over HTTP before
/// anything is killed.
/// </summary>
internal sealed class CrashSchool(Address address, Journal journal, Line administrator)
{
    public const string Path = "/college/";
    public const string Procedure = "crash";

    /// <summary>No more than a search answers.</summary>
    public const int ClassSize = 30;

    /// <summary>For so many days a notice is shown.</summary>
    public const int DaysShown = 1;

    /// <summary>All of them must agree, so that a list cannot be decided before the last vote is in.</summary>
    public static readonly string[] Members = ["m1", "m2", "m3"];

    private const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "crash", "name": "断电测试流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "apply", "type": "StudentAid.Application", "title": "学生申请", "form": "small-form", "commitment": "not-asked", "proof": "not-asked" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "class", "type": "StudentAid.CommitteeReview", "title": "评议", "body": "class-group", "scope": "class", "act": "propose", "roster": true, "scale": "levels" },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "letter", "type": "StudentAid.Approval", "title": "告知", "role": "aid-office", "scope": "school", "act": "endorse", "scale": "levels" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "公示", "role": "aid-office", "scope": "school", "days": 1, "unit": "days", "where": ["signed-in"], "roster": true },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> apply -> verify -> class.Proposed -> office.Approved -> letter.Endorsed -> publicity.Passed -> determined", "apply.Waived -> refused",
            "class.Returned => verify", "office.Returned => class", "office.NotDetermined -> refused", "letter.Returned => office", "publicity.Upheld -> refused" ] } }
        """;

    private const string Scale = """
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级", "levels": [ { "id": "high", "name": "特别困难" }, { "id": "low", "name": "一般困难" } ],
          "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """;

    private const string Form = """
        { "kind": "form", "id": "small-form", "article": "t", "from": "2018-01-01", "name": "申请表",
          "schema": { "type": "object", "properties": { "why": { "type": "string", "title": "理由", "maxLength": 200 } }, "required": ["why"] }, "checks": [] }
        """;

    private const string Group = """
        { "kind": "body", "id": "class-group", "article": "t", "from": "2018-01-01", "name": "评议小组", "scopes": ["class"],
          "categories": [ { "id": "class-teacher", "name": "班主任", "minimum": 1 } ], "chairOf": ["class-teacher"],
          "quorum": { "present": { "minimum": "2/3" }, "agree": { "minimum": "1/1" }, "of": "present" }, "publishList": false }
        """;

    /// <summary>Notices are posted on working days, and the clock of the killed process is the real one: every day is one.</summary>
    private static string Calendar => Value.Record(
        ("kind", "calendar"), ("id", "every-day"), ("article", "t"), ("from", "2018-01-01"), ("name", "每天上班"), ("zone", "Asia/Shanghai"),
        ("work", Value.List(Value.Record(("from", $"{DateTime.UtcNow.AddDays(-9):yyyy-MM-dd}"), ("to", $"{DateTime.UtcNow.AddDays(90):yyyy-MM-dd}"))))).ToJson();

    /// <summary>One caller for each number of classes; he keeps them alone, and holds the office's post as well.</summary>
    public async Task<IReadOnlyList<CrashCaller>> SetUpAsync(params int[] classes)
    {
        var paths = classes.Select((count, caller) => Enumerable.Range(1, count).Select(n => $"{Path}c{caller + 1}-{n}/").ToList()).ToList();
        var units = paths.SelectMany(p => p).Select(p => Unit(p, "class", p[Path.Length..^1]));
        await administrator.DoAsync("/api/org-units", Value.Record(("unit", "/"), ("units", Value.List([Unit("/", "root", "全部"), Unit(Path, "school", "示例学院"), .. units]))));
        var columns = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/imports/students.json"));
        await administrator.DoAsync("/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(Calendar, columns, Scale, Form, Group, Definition))));
        await ImportAsync(paths.SelectMany(p => p));
        foreach (var path in paths.SelectMany(p => p))
            await CommitteeAsync(path);
        var scan = await ScanAsync();
        var callers = new List<CrashCaller>();
        foreach (var own in paths)
        {
            var people = new List<Id>();
            foreach (var path in own)
                people.AddRange(await PeopleAsync(path));
            callers.Add(new CrashCaller(await LineAsync(own), $"c{callers.Count + 1}", own, people, scan));
        }

        return callers;
    }

    private static Value Unit(string path, string kind, string name) => Value.Record(("path", path), ("kind", kind), ("name", name));

    private async Task ImportAsync(IEnumerable<string> classes)
    {
        var csv = new StringBuilder("姓名,学号,班级\n");
        foreach (var name in classes.Select(c => c[Path.Length..^1]))
        {
            for (var n = 1; n <= ClassSize; n++)
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"某{(char)('一' + n)},{name}-{n},{name}\n");
        }

        using var register = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv.ToString())]);
        var preview = await administrator.SendAsync($"/api/people/import?school={Path}", register);
        await administrator.DoAsync($"/api/people/import/{preview["token"].AsText()}/apply", Value.EmptyRecord);
    }

    private Task CommitteeAsync(string path) => administrator.DoAsync("/api/committees", Value.Record(
        ("school", Path), ("procedure", Procedure), ("body", "class-group"), ("unit", path), ("term", "2026"), ("members", Value.List(Members.Select((m, n) =>
            (Value)Value.Record(("id", m), ("name", $"委员{m}"), ("category", "class-teacher"), ("chair", n == 0)))))));

    private async Task<IEnumerable<Id>> PeopleAsync(string path)
    {
        using var search = new StringContent(Value.Record(("text", "某"), ("below", path), ("most", ClassSize)).ToJson(), Encoding.UTF8, "application/json");
        return (await administrator.SendAsync("/api/people/search", search))["items"].Items.Select(p => Id.Parse(p["id"].AsText()!));
    }

    /// <summary>The scan of a paper form that everybody names.</summary>
    private async Task<string> ScanAsync()
    {
        byte[] content = [.. "%PDF-1.7 a scan %%EOF"u8];
        using var announced = new StringContent(Value.Record(("size", content.Length), ("unit", Path)).ToJson(), Encoding.UTF8, "application/json");
        var upload = await administrator.SendAsync("/api/uploads", announced);
        using var bytes = new ByteArrayContent(content);
        bytes.Headers.ContentType = new("application/octet-stream");
        return (await administrator.SendAsync($"/api/uploads/{upload["id"].AsText()}/append?offset=0", bytes))["hash"].AsText()!;
    }

    private async Task<Line> LineAsync(IEnumerable<string> classes)
    {
        var grants = classes.Select(c => (Value)Value.Record(("role", "class-teacher"), ("unit", c))).Append(Value.Record(("role", "aid-office"), ("unit", Path)));
        var principal = await administrator.DoAsync("/api/principals", Value.Record(
            ("unit", "/"), ("name", "经办"), ("kind", "machine"), ("grants", Value.List(grants)), ("persons", Value.List())));
        var holder = Id.Parse(principal["id"].AsText()!);
        var key = await administrator.DoAsync("/api/api-keys", Value.Record(("unit", "/"), ("holder", holder.ToString()), ("name", "crash")));
        return new Line(address, journal, holder, key["key"].AsText()!);
    }
}
