using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Accounts;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// Two provinces with three schools and five classes, made over HTTP once. Every class has a character of its own that stands in every personal field of it and
/// nowhere else, six students (of three one awaits its verification, one stands on a list, one waits for it; one has left), a file, a finding, a complaint, a colleague and his key,
/// and what <see cref="PolicyThings"/> adds.
/// </summary>
public sealed class PolicyWorld : IAsyncLifetime
{
    public const string Own = "/north/first/agri/c1/";

    private static readonly (string Relation, string Class, string School, string Canary)[] Classes =
    [
        ("own", Own, "/north/first/", "鹂"), ("sibling class", "/north/first/agri/c2/", "/north/first/", "鹬"), ("sibling department", "/north/first/tech/c3/", "/north/first/", "鹮"),
        ("other school", "/north/second/agri/c4/", "/north/second/", "鹳"), ("other province", "/south/third/agri/c5/", "/south/third/", "鸫"),
    ];

    internal const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "role": "class-teacher", "scope": "class", "days": 5, "roster": true },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> office.Approved -> publicity.Passed -> determined", "office.Returned => verify", "publicity.Upheld => office", "office.NotDetermined -> refused" ] } }
        """;

    /// <summary>What each school has of its own.</summary>
    internal static readonly string OwnScale = School.Scale.Replace("\"id\": \"levels\"", "\"id\": \"own\", \"procedure\": \"own\"", StringComparison.Ordinal);

    internal static readonly string OwnDefinition = Definition.Replace("\"small\"", "\"own\"", StringComparison.Ordinal);

    private readonly List<Target> targets = [];
    private readonly PolicyThings things;
    private readonly PolicyYears years;
    private readonly PolicyCredentials credentials;
    private readonly List<Actor> actors = [];
    private readonly Microsoft.Data.Sqlite.SqliteConnection watching = new();

    public PolicyWorld() => (things, years, credentials) = (new PolicyThings(this), new PolicyYears(this), new PolicyCredentials(this));

    public RunningServer Server { get; private set; } = null!;

    /// <summary>The five classes, then one that was deleted and one that nobody has.</summary>
    public IReadOnlyList<Target> Targets => targets;

    /// <summary>Every role of the product, a student, his guardian and somebody without a role.</summary>
    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>Who is nobody, whatever he shows.</summary>
    public IReadOnlyList<HttpClient> Nobodies { get; private set; } = [];

    /// <summary>An administrator who has still to choose a password of his own.</summary>
    public HttpClient MustChange { get; private set; } = null!;

    public Target Random => targets[^1];

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartAsync("--sign-in:per-minute", "6000", "--outbox:allow=127.0.0.1");
        await UnitsAsync();
        foreach (var school in Classes.Select(c => c.School).Distinct())
            await ImportAsync(school);
        await years.PublishAsync(PolicyYears.Ends[0]);
        foreach (var (school, round) in await RoundsAsync())
        {
            var others = new Dictionary<string, string>(await things.RoundsAsync(school), StringComparer.Ordinal) { ["small"] = round };
            await things.OfSchoolAsync(school);
            foreach (var one in Classes.Where(c => c.School == school))
                targets.Add(await ClassAsync(one, others));
        }

        await years.PublishAsync(PolicyYears.Ends[1]);

        targets.Sort((a, b) => Array.FindIndex(Classes, c => c.Class == a.Class).CompareTo(Array.FindIndex(Classes, c => c.Class == b.Class)));
        await things.LaterAsync();
        await Server.SettleAsync();
        await years.PublishAsync(PolicyYears.Ends[2]);
        var trails = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var school in Classes.Select(c => c.School).Distinct())
            trails[school] = await years.ArchivedAsync(school);
        for (var n = 0; n < targets.Count; n++)
            targets[n] = targets[n].With(await things.OfSettledAsync(targets[n])).With(new Dictionary<string, string> { ["audit"] = trails[targets[n].School] });
        targets.Add(await DeletedAsync());
        targets.Add(Nowhere("random id", "/west/none/agri/c9/", "/west/none/", Id.Of("nobody", "has this").ToString()));
        await ActorsAsync();
    }

    public async Task DisposeAsync()
    {
        await watching.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A number that every commit of anybody to the database changes, whatever it writes.</summary>
    public long Commits()
    {
        if (watching.State != System.Data.ConnectionState.Open)
        {
            watching.ConnectionString = $"Data Source={System.IO.Path.Combine(Server.Folder, "test.db")};Mode=ReadOnly;Pooling=False";
            watching.Open();
        }

        using var command = watching.CreateCommand();
        command.CommandText = "pragma data_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>How far the history has come; nothing is written without moving it. With a kind of stream, only how far the others have.</summary>
    public long History(string without = "")
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={System.IO.Path.Combine(Server.Folder, "test.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            with counted as (select key, version from stream where kind not in (select key from word where text = $without))
            select (select count(*) from event where stream in (select key from counted)) * 1000000 + (select sum(version) from counted)
            """;
        command.Parameters.AddWithValue("$without", without);
        return (long)command.ExecuteScalar()!;
    }

    public async Task<HttpClient> ClientAsync(string name, string role, string unit, Id person = default, string ends = "")
    {
        var grants = role.Length == 0 ? "" : $$"""{ "role": "{{role}}", "unit": "{{unit}}" }""";
        var persons = person.IsNone ? "" : $"\"{person}\"";
        var principal = await Server.DoAsync(
            Server.Administrator, "/api/principals", $$"""{ "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [{{grants}}], "persons": [{{persons}}] }""");
        var key = await Server.DoAsync(Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{principal["id"].AsText()}}", "name": "test"{{ends}} }""");
        return Server.ClientOf(key["key"].AsText());
    }

    private async Task UnitsAsync()
    {
        var units = new List<string> { """{ "path": "/", "kind": "root", "name": "全部" }""" };
        foreach (var (path, kind) in Classes.SelectMany(c => Prefixes(c.Class)).Distinct())
            units.Add($$"""{ "path": "{{path}}", "kind": "{{kind}}", "name": "{{NameOf(path)}}" }""");
        await Server.DoAsync(Server.Administrator, "/api/org-units", $$"""{ "unit": "/", "units": [{{string.Join(',', units)}}] }""");
        var calendar = await File.ReadAllTextAsync(Repository.PathOf("workflows/calendars/cn-workdays.json"));
        var columns = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/imports/students.json"));
        var more = await PolicyRules.NationalAsync("exports/national-aid-system", "imports/reference-levels", "imports/units", "retention-rules");
        string[] texts = [calendar, columns, School.Scale, Definition, .. more, .. await PolicyRules.AllAsync()];
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(texts.Select(Value.Of)))).ToJson());
        foreach (var school in Classes.Select(c => c.School).Distinct())
        {
            string[] own = [OwnScale, OwnDefinition];
            await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", school), ("texts", Value.List(own.Select(Value.Of)))).ToJson());
        }
    }

    /// <summary>A class's name has its character too.</summary>
    private static string NameOf(string path) => path.Trim('/').Replace('/', '-') + Classes.FirstOrDefault(c => c.Class == path).Canary;

    private static IEnumerable<(string Path, string Kind)> Prefixes(string path)
    {
        string[] kinds = ["authority", "school", "department", "class"];
        var parts = path.Trim('/').Split('/');
        return parts.Select((_, i) => ($"/{string.Join('/', parts[..(i + 1)])}/", kinds[i]));
    }

    private async Task ImportAsync(string school)
    {
        var rows = Classes.Where(c => c.School == school).SelectMany((c, n) => Enumerable.Range(1, 6).Select(i =>
            $"王{c.Canary}{"甲乙丙丁戊己"[i - 1]},{c.Canary}{i},{NameOf(c.Class)},{c.Canary}1380000,李{c.Canary}己,{c.Canary}1390000,{c.Canary}族,G{c.Canary}{i},L{c.Canary}{i}"));
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes("姓名,学号,班级,手机号码,监护人姓名,监护人电话,民族,学籍号,录取号\n" + string.Join('\n', rows) + "\n")]);
        using var response = await Server.Administrator.PostAsync(new Uri($"/api/people/import?school={school}", UriKind.Relative), content);
        var preview = await Reply.OfAsync(response);
        preview.Status.Should().Be(200, preview.Text);
        await Server.DoAsync(Server.Administrator, $"/api/people/import/{preview.Body["token"].AsText()}/apply", "{}");
    }

    private async Task<Dictionary<string, string>> RoundsAsync()
    {
        var rounds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var school in Classes.Select(c => c.School).Distinct())
            rounds[school] = await RoundAsync(school, practice: false);
        return rounds;
    }

    private Task<string> RoundAsync(string school, bool practice) => RoundAsync(school, "small", practice);

    internal async Task<string> RoundAsync(string school, string procedure, bool practice = false, string named = "在校生", int year = 2026)
    {
        var round = (await Server.DoAsync(Server.Administrator, "/api/rounds", $$"""
            { "school": "{{school}}", "procedure": "{{procedure}}", "schoolYear": "{{year}}", "name": "{{(practice ? "演练" : named)}}", "termStart": "{{year}}-09-01", "referenceDay": "{{year}}-09-01", "tracks": ["enrolled"], "practice": {{(practice ? "true" : "false")}} }
            """))["id"].AsText()!;
        await Server.DoAsync(Server.Administrator, $"/api/rounds/{round}/announce", """{ "track": "enrolled", "day": "2026-09-01", "channels": ["board"], "textHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "evidence": ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"] }""");
        return round;
    }

    private async Task<Target> ClassAsync((string Relation, string Class, string School, string Canary) one, IReadOnlyDictionary<string, string> rounds)
    {
        var round = rounds["small"];
        using var teacher = await ClientAsync($"班主任{one.Canary}", "class-teacher", one.Class);
        var people = (await Server.DoAsync(Server.Administrator, "/api/people/search", $$"""{ "text": "{{one.Canary}}", "below": "{{one.Class}}" }"""))["items"].Items.Select(p => p["id"].AsText()!).ToList();
        people.Should().HaveCount(6);
        var cases = new List<string>();
        foreach (var person in people.Take(3))
            cases.Add((await Server.DoAsync(teacher, "/api/cases", $$"""{ "round": "{{round}}", "person": "{{person}}", "track": "enrolled" }"""))["id"].AsText()!);
        var file = await Server.KeepAsync(one.Class, $"%PDF-1.7 {one.Canary} %%EOF");
        await VerifyAsync(teacher, cases[1], people[1], one.Canary, file);
        var list = (await Server.DoAsync(teacher, "/api/rosters", $$"""{ "round": "{{round}}", "activity": "office", "unit": "{{one.Class}}", "reason": "其余不等" }"""))["id"].AsText()!;
        await VerifyAsync(teacher, cases[2], people[2], one.Canary, await Server.KeepAsync(one.Class, $"%PDF-1.7 2 {one.Canary} %%EOF"));
        var colleague = (await Server.DoAsync(
            Server.Administrator, "/api/principals", $$"""{ "unit": "{{one.Class}}", "name": "同事{{one.Canary}}", "kind": "machine", "grants": [ { "role": "counsellor", "unit": "{{one.Class}}" } ] }"""))["id"].AsText()!;
        var key = (await Server.DoAsync(Server.Administrator, "/api/api-keys", $$"""{ "unit": "{{one.Class}}", "holder": "{{colleague}}", "name": "{{one.Canary}}" }"""))["id"].AsText()!;
        await Server.DoAsync(teacher, "/api/views", $$"""{ "name": "{{one.Canary}}", "noun": "tasks", "filter": {}, "unit": "{{one.Class}}" }""");
        var view = (await Server.GetAsync(teacher, "/api/views")).Body["items"].Items.Single()["id"].AsText()!;
        using var above = await ClientAsync("above", "authority", $"/{one.School.Split('/')[1]}/");
        var finding = (await Server.DoAsync(
            above, "/api/findings", $$"""{ "school": "{{one.School}}", "article": "第十六条(四)", "issue": "公示缺失{{one.Canary}}", "due": "2026-12-31", "case": "{{cases[0]}}" }"""))["id"].AsText()!;
        var complaint = (await Server.DoAsync(
            Server.Administrator, "/api/complaints", $$"""{ "school": "{{one.School}}", "channel": "telephone", "text": "当众诉苦{{one.Canary}}", "contact": "{{one.Canary}}" }"""))["id"].AsText()!;
        var at = new Place(one.Class, one.Canary, teacher, people) { Proof = file };
        var made = await things.OfClassAsync(at, rounds);
        return new Target(one.Relation, one.Class, one.School, one.Canary, new Dictionary<string, string>(made, StringComparer.Ordinal)
        {
            ["nobodys"] = Id.Of("nobody", one.Class).ToString(), ["rounds"] = round, ["people"] = people[0], ["cases"] = cases[0], ["tasks"] = (await ActionAsync(teacher, cases[0]))["task"].AsText()!,
            ["rosters"] = list, ["listed"] = cases[1], ["accounts"] = colleague, ["api-keys"] = key, ["views"] = view, ["findings"] = finding, ["complaints"] = complaint,
            ["files"] = file, ["read-grants"] = await ReadGrantAsync(one.School, made["handed-in"], one.Canary), ["retention"] = await years.RetentionAsync(at, rounds["past"]),
        });
    }

    /// <summary>The school that a class belongs to.</summary>
    internal string SchoolOf(string @class) => Classes.First(c => c.Class == @class).School;

    /// <summary>The authority next above the school finds something, and the school lets it read the case.</summary>
    private async Task<string> ReadGrantAsync(string school, string @case, string canary)
    {
        using var county = await ClientAsync("county", "authority", $"/{school.Split('/')[1]}/");
        var finding = (await Server.DoAsync(county, "/api/findings", $$"""{ "school": "{{school}}", "article": "第十九条", "issue": "材料不全{{canary}}", "due": "2026-12-31", "case": "{{@case}}" }"""))["id"].AsText();
        return (await Server.DoAsync(Server.Administrator, "/api/read-grants", $$"""
            { "case": "{{@case}}", "ground": "finding", "about": "{{finding}}", "to": "authority", "parts": ["result", "record", "facts", "files"], "until": "2026-12-31", "reason": "核查{{canary}}" }
            """))["id"].AsText()!;
    }

    private async Task VerifyAsync(HttpClient teacher, string @case, string person, string canary, string file)
    {
        var shown = await ActionAsync(teacher, @case);
        await Server.DoAsync(teacher, $"/api/tasks/{shown["task"].AsText()}/record",
            $$"""{ "method": "home-visit", "date": "2026-09-10", "persons": ["{{person}}"], "finding": "属实{{canary}}", "evidence": ["{{file}}"], "finish": true }""", $"If-Match: {shown["etag"].AsText()}");
    }

    private async Task<Value> ActionAsync(HttpClient teacher, string @case) => (await Server.GetAsync(teacher, $"/api/cases/{@case}/actions")).Body["items"].Items[0];

    /// <summary>A practice round that was deleted with all that hung on it.</summary>
    private async Task<Target> DeletedAsync()
    {
        var round = await RoundAsync(Classes[^1].School, practice: true);
        await Server.DoAsync(Server.Administrator, $"/api/rounds/{round}/delete-practice", "{}");
        var gone = Nowhere("deleted", "/west/gone/agri/c8/", "/west/gone/", Id.Of("nobody", "has that").ToString());
        return gone.With(new Dictionary<string, string> { ["rounds"] = round });
    }

    private static Target Nowhere(string relation, string @class, string school, string id) => new(relation, @class, school, "", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nobodys"] = id, ["tasks"] = $"{id}-1", ["files"] = "00112233445566778899aabbccddeeff",
    });

    private async Task ActorsAsync()
    {
        foreach (var role in Value.Parse(await File.ReadAllTextAsync(Repository.PathOf("workflows/national/roles.json")))["roles"].Items.Select(r => r["id"].AsText()!))
        {
            var unit = role switch
            {
                "class-teacher" or "student-representative" or "counsellor" => Own,
                "department-secretary" => "/north/first/agri/",
                "authority" => "/north/",
                _ => "/north/first/",
            };
            actors.Add(new Actor(role, unit, false, await ClientAsync(role, role, unit)));
        }

        var own = Id.Parse(targets[0].Ids["people"]);
        actors.Add(new Actor("student", "", true, await ClientAsync("student", "", "", own)));
        actors.Add(new Actor("guardian", "", true, await ClientAsync("guardian", "", "", own)));
        actors.Add(new Actor("nobody", "", false, await ClientAsync("nobody", "", "")));
        using var first = await credentials.PersonAsync("first-1", "administrator", "/north/first/");
        await SignedInAsync("second-1", "administrator", "/north/first/");
        await SignedInAsync("above-1", "authority", "/north/");
        await SignedInAsync("top-1", "administrator", "/");
        MasterKey.ReadOrCreate(System.IO.Path.Combine(Server.Folder, RunningServer.KeyFile) + ".next");
        // These move the clock; what is handed out for minutes comes after them.
        Nobodies = await credentials.NobodiesAsync();
        MustChange = await credentials.MustChangeAsync("new-1");
        targets[0] = targets[0].With(await things.OfActorsAsync(targets[0], role => actors.First(a => a.Name == role).Client, first));
        await PolicyYears.ApprovedAsync(first, targets[0].Ids["audit"]);
        await years.PublishAsync(new DateOnly(2026, 9, 14));
    }

    /// <summary>Some things only a person does who has signed in.</summary>
    private async Task SignedInAsync(string login, string role, string unit)
    {
        var page = await credentials.PersonAsync(login, role, unit);
        page.Http.DefaultRequestHeaders.Add("X-Requested-With", "StudentAid");
        actors.Add(new Actor(role, unit, false, page.Http));
    }
}

/// <summary>Who asks: a role held at a unit, or somebody's applicant.</summary>
public sealed record Actor(string Name, string Unit, bool IsOwn, HttpClient Client)
{
    /// <summary>Whether its role reaches the target's class.</summary>
    public bool Covers(Target target) => Unit.Length > 0 && target.Class.StartsWith(Unit, StringComparison.Ordinal);

    /// <summary>Whether it has nothing to do with the target's school.</summary>
    public bool IsStrangerTo(Target target) => !Covers(target) && !(Unit.Length > 0 && Unit.StartsWith(target.School, StringComparison.Ordinal)) && !(IsOwn && target.School == "/north/first/");
}
