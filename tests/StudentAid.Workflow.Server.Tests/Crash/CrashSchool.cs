using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>A college whose cases go from the paper form through a visit, the office's list and a letter; set up over HTTP before anything is killed.</summary>
internal sealed class CrashSchool(Address address, Journal journal, Line administrator)
{
    public const string Path = "/college/";
    public const string Procedure = "crash";

    /// <summary>As many as a search answers.</summary>
    public const int ClassSize = 45;

    private const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "crash", "name": "断电测试流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "apply", "type": "StudentAid.Application", "title": "学生申请", "form": "small-form", "commitment": "not-asked", "proof": "not-asked" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "letter", "type": "StudentAid.Approval", "title": "告知", "role": "aid-office", "scope": "school", "act": "endorse", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> apply -> verify -> office.Approved -> letter.Endorsed -> determined", "apply.Waived -> refused", "office.Returned => verify",
            "office.NotDetermined -> refused", "letter.Returned => office" ] } }
        """;

    private const string Scale = """
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级", "levels": [ { "id": "high", "name": "特别困难" }, { "id": "low", "name": "一般困难" } ],
          "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """;

    private const string Form = """
        { "kind": "form", "id": "small-form", "article": "t", "from": "2018-01-01", "name": "申请表",
          "schema": { "type": "object", "properties": { "why": { "type": "string", "title": "理由", "maxLength": 200 } }, "required": ["why"] }, "checks": [] }
        """;

    /// <summary>One caller for each number of classes; he keeps them alone, and holds the office's post as well.</summary>
    public async Task<IReadOnlyList<CrashCaller>> SetUpAsync(params int[] classes)
    {
        var paths = classes.Select((count, caller) => Enumerable.Range(1, count).Select(n => $"{Path}c{caller + 1}-{n}/").ToList()).ToList();
        var units = paths.SelectMany(p => p).Select(p => Unit(p, "class", p[Path.Length..^1]));
        await administrator.DoAsync("/api/org-units", Value.Record(("unit", "/"), ("units", Value.List([Unit("/", "root", "全部"), Unit(Path, "school", "示例学院"), .. units]))));
        var columns = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/imports/students.json"));
        var calendar = await File.ReadAllTextAsync(Repository.PathOf("workflows/calendars/cn-workdays.json"));
        await administrator.DoAsync("/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(calendar, columns, Scale, Form, Definition))));
        await ImportAsync(paths.SelectMany(p => p));
        var scan = await ScanAsync();
        var callers = new List<CrashCaller>();
        foreach (var own in paths)
        {
            var people = new List<Id>();
            foreach (var path in own)
                people.AddRange(await PeopleAsync(path));
            callers.Add(new CrashCaller(await LineAsync(own), $"c{callers.Count + 1}", people, scan));
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
