using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Triggers;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;
using Directory = System.IO.Directory;
using Register = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// The demonstration's season in a sealed database, and after it over HTTP what came to the product later: each of these names its people in words, as clerks do.
/// </summary>
internal sealed class SweptDemo : IAsyncDisposable
{
    public const string College = "/education/14901/";
    public const string Authority = "/education/";

    private const string Technician = "/human-resources/49901/";
    private const string Class = College + "information/software-2401/";

    private readonly List<string> typed = [];
    private int keys;

    private SweptDemo(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public HttpClient Office { get; private set; } = null!;

    /// <summary>Everything about anybody that the school documents seed and that was typed or sent afterwards.</summary>
    public IReadOnlyList<string> Values { get; private set; } = [];

    private IStoreReader Reader => Server.Get<IStoreReader>();

    public static async Task<SweptDemo> PlayAsync()
    {
        var folder = Directory.CreateTempSubdirectory("swept").FullName;
        var vault = new Vault(MasterKey.ReadOrCreate(Path.Combine(folder, RunningServer.KeyFile)));
        await using (var store = SqliteStore.Open(Path.Combine(folder, "test.db"), null, vault))
        {
            var school = new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync) { Cipher = new VaultCipher(vault) };
            (await Demo.SeedAsync(Repository.PathOf("samples/demo"), school, s => s.BuildServiceProvider())).Should().BeNull();
        }

        var demo = new SweptDemo(await RunningServer.StartInAsync(folder, new ManualTimeProvider(Demo.Now)));
        await demo.GoOnAsync();
        var register = await demo.Server.Get<Register>().PeopleAsync(Scope.All, "/");
        demo.Values = [.. SeededValues.Of(register, Repository.Files("samples/demo", "*.school.json"), demo.typed)];
        return demo;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task GoOnAsync()
    {
        Office = await Server.ClientAsync("aid-office", College);
        var people = (await Server.Get<Register>().PeopleAsync(Scope.All, College)).ToList();
        await SupervisionAsync(people[0]);
        await ComplaintAsync(people[1]);
        await ImportsAsync(people[2]);
        await UploadsAsync(people[3]);
        await LateMatchAsync();
        await LateAttemptAsync();
        await DesksAsync(people[4]);
        await AccountsAsync();
        await SignalsAsync(people[5]);
        await Server.SettleAsync();
    }

    private async Task SupervisionAsync(PersonRecord about)
    {
        using var authority = await Server.ClientAsync("authority", Authority);
        var id = (await Server.DoAsync(authority, "/api/findings", Value.Record(
            ("school", College), ("article", "第十六条(四)"), ("issue", Told("发现", about, "公示前未告知")), ("due", "2026-12-31")).ToJson()))["id"].AsText();
        await Server.DoAsync(Office, $"/api/findings/{id}/answer", Value.Record(("text", Told("已告知", about, "本人")), ("evidence", Value.List(await Server.KeepAsync(College)))).ToJson());
        await Server.DoAsync(authority, $"/api/findings/{id}/close", Value.Record(("note", Told("", about, "整改到位"))).ToJson());
    }

    private async Task ComplaintAsync(PersonRecord about)
    {
        using var nobody = Server.ClientOf(null);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["school"] = College, ["text"] = Told("班主任让", about, "当众诉苦"), ["key"] = "", ["contact"] = Said("13900001357"),
        });
        (await nobody.PostAsync(new Uri("/complaints", UriKind.Relative), form)).IsSuccessStatusCode.Should().BeTrue();
        var row = (await Server.GetAsync(Office, "/api/complaints")).Body["items"].Items.Single()["id"].AsText();
        await Server.DoAsync(Office, $"/api/complaints/{row}/accept", """{ "due": "2026-12-31" }""");
        await Server.DoAsync(Office, $"/api/complaints/{row}/handle", Value.Record(("text", Told("已找", about, "核实"))).ToJson());
        await Server.DoAsync(Office, $"/api/complaints/{row}/answer", Value.Record(("text", Told("已向", about, "道歉"))).ToJson());
    }

    /// <summary>A register of which rows fail, and a provider's list.</summary>
    private async Task ImportsAsync(PersonRecord about)
    {
        var people = $"姓名,学号,班级,年级,学籍状态,身份证号\n{Said("欧阳泉水")},{Said("ZX20260091")},软件2401,2024,,\n{Said("司徒浪花")},{Said("ZX20260092")},软件2401,2024,,{about.Facts["idNumber"].AsText()}\n{Said("第五晚晴")},ZX20260092,软件2401,2024,,\n";
        await SendAsync(Server.Administrator, $"/api/jobs/import?kind=people&unit={College}", Encoding.UTF8.GetBytes(people), 202);
        var list = $"姓名,身份证号,类别\n{about.Name},{about.Facts["idNumber"].AsText()},低保\n{Said("公孙晚风")},{Said("41010120070203001X")},不存在的类别\n";
        using var machine = await Server.ClientAsync("aid-office", Authority);
        await SendAsync(machine, $"/api/jobs/import?kind=list&provider=civil-affairs&batch=civil-9&dataDate=2026-09-20&unit={Authority}", Encoding.UTF8.GetBytes(list), 202);
        await Server.SettleAsync();
        var failed = (await Server.Get<IStoreReader>().StreamsAsync(Scope.All, new StreamFilter { Kind = "job" }, PageRequest.Everything)).Items;
        failed.Should().HaveCount(2);
        var refused = 0;
        foreach (var job in failed)
        {
            var told = await Server.GetAsync(Server.Administrator, $"/api/jobs/{job.Id}");
            told = told.Status == 200 ? told : await Server.GetAsync(machine, $"/api/jobs/{job.Id}");
            refused += (int)told.Body["failed"].AsNumber()!;
        }

        refused.Should().BeGreaterThan(0);
    }

    /// <summary>One that arrived and one that hangs half way.</summary>
    private async Task UploadsAsync(PersonRecord about)
    {
        var scan = Encoding.UTF8.GetBytes($"%PDF-1.7 {Told("残疾人证", about, about.Facts["idNumber"].AsText()!)} %%EOF");
        foreach (var length in (int[])[scan.Length, scan.Length - 9])
        {
            var begun = await Server.DoAsync(Office, "/api/uploads", $$"""{ "size": {{scan.Length}}, "person": "{{about.Id}}", "category": "disability-certificate" }""");
            await SendAsync(Office, $"/api/uploads/{begun["id"].AsText()}/append?offset=0", scan[..length], 200);
        }
    }

    private async Task LateMatchAsync()
    {
        var notice = (await CasesAsync()).First(c => c.At == "publicity");
        var about = (await Server.Get<Register>().PersonAsync(notice.Subject))!;
        var list = $"姓名,身份证号,类别\n{about.Name},{about.Facts["idNumber"].AsText()},低保\n";
        await SendAsync(Office, $"/api/lists?unit={College}&provider=civil-affairs&batch=late-1&dataDate=2026-09-20", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(list)], 200);
        await Server.DoAsync(Office, $"/api/rounds/{notice.Group}/match", """{ "batch": "late-1" }""");
        await Server.SettleAsync();
        var late = (await Server.GetAsync(Office, $"/api/late-matches?round={notice.Group}")).Body["items"].Items;
        late.Should().NotBeEmpty();
        using var teacher = await Server.ClientAsync("class-teacher", about.Place);
        var settled = await Server.PostAsync(teacher, $"/api/late-matches/{late[0]["id"].AsText()}/settle", Value.Record(("result", "no-effect"), ("text", Told("", about, "本已为特别困难"))).ToJson());
        settled.Status.Should().Be(200, settled.Text);
    }

    private async Task LateAttemptAsync()
    {
        using var technician = await Server.ClientAsync("aid-office", Technician);
        var rounds = (await Server.GetAsync(technician, "/api/rounds")).Body["items"].Items;
        foreach (var round in rounds)
        {
            foreach (var person in (await Server.Get<Register>().PeopleAsync(Scope.All, Technician)).Take(5))
                await Server.PostAsync(technician, "/api/cases", Value.Record(("round", round["id"]), ("person", person.Id.ToString()), ("track", "all")).ToJson());
        }

        (await Reader.DocumentsAsync(Scope.All, new DocumentFilter(LateAttemptState.Document))).Should().NotBeEmpty();
    }

    /// <summary>A search, a reveal with a purpose in words, a saved view that filters by a name.</summary>
    private async Task DesksAsync(PersonRecord about)
    {
        await Server.DoAsync(Office, "/api/cases/search", Value.Record(("text", about.Name), ("below", College)).ToJson());
        await Server.DoAsync(Office, "/api/people/search", Value.Record(("text", about.Facts["idNumber"]), ("below", College), ("purpose", Told("核对", about, "来电"))).ToJson());
        await Server.DoAsync(Office, "/api/views", Value.Record(("name", Told("", about, "的待办")), ("noun", "tasks"), ("filter", Value.Record(("name", about.Name)))).ToJson());
        var open = (await CasesAsync()).First(c => c.At == "publicity");
        await Server.DoAsync(Office, $"/api/cases/{open.Id}/reveal", Value.Record(("fields", Value.List("person.idNumber")), ("purpose", Told("家长", about, "来电核对"))).ToJson());
        var decided = (await CasesAsync()).First(c => c.Status == "finished");
        await Server.DoAsync(Office, "/api/adjustments", Value.Record(("case", decided.Id.ToString()), ("trigger", "school-finds"), ("text", Told("父亲住院，", about, "无人照料"))).ToJson());
    }

    private async Task AccountsAsync()
    {
        var handed = await Server.DoAsync(Server.Administrator, "/api/accounts/codes", $$"""{ "unit": "{{Class}}" }""");
        var table = await Server.GetAsync(Server.Administrator, handed["table"].AsText()!);
        table.Status.Should().Be(200, table.Text);
        await Server.DoAsync(Server.Administrator, "/api/accounts/codes", $$"""{ "unit": "{{Class}}", "who": "guardians", "guardians": 1 }""");
    }

    private async Task SignalsAsync(PersonRecord about)
    {
        var text = Flows.Definition(
            "told", """{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "paid" }, { "id": "wait", "type": "Elsa.Event", "eventName": "again" }, { "id": "ask", "type": "Elsa.RunTask", "taskName": "aid-office" }""",
            "\"start -> wait -> ask -> ended\"");
        await Server.DoAsync(Server.Administrator, "/api/definitions", Value.Record(("unit", College), ("texts", Value.List(text))).ToJson());
        foreach (var signal in (string[])["paid", "again"])
            await Server.DoAsync(Office, "/api/signals", Value.Record(("name", signal), ("payload", Value.Record(("who", Told("", about, signal)), ("card", Said("6228480000001234567"))))).ToJson());
        var waiting = (await Reader.StreamsAsync(Scope.All, new StreamFilter { Kind = InstanceSteps.Kind }, PageRequest.Everything)).Items.Where(c => c.At == "ask").Should().ContainSingle().Subject;
        var bookmark = (await Server.GetAsync(Office, $"/api/cases/{waiting.Id}/actions")).Text;
        bookmark.Should().NotContain(about.Name);
    }

    /// <summary>A sentence about somebody, noted for the search: it stands nowhere either.</summary>
    private string Told(string before, PersonRecord about, string after) => Said($"{before}{about.Name}{after}");

    private string Said(string text)
    {
        typed.Add(text);
        return text;
    }

    /// <summary>The cases of the college's rounds.</summary>
    private async Task<List<StreamRow>> CasesAsync()
    {
        var found = new List<StreamRow>();
        foreach (var round in (await Reader.StreamsAsync(Scope.All, new StreamFilter { Kind = "round" }, PageRequest.Everything)).Items.Where(r => r.OrgPath == College))
            found.AddRange((await Reader.StreamsAsync(Scope.All, new StreamFilter { Kind = InstanceSteps.Kind, Group = round.Id }, PageRequest.Everything)).Items);
        return found;
    }

    private async Task SendAsync(HttpClient client, string path, byte[] content, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Headers.Add("Idempotency-Key", $"swept-{++keys}");
        using var response = await client.SendAsync(request);
        ((int)response.StatusCode).Should().Be(expected, "{0} answered {1}", path, await response.Content.ReadAsStringAsync());
    }
}
