using System.Globalization;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>Somebody who acts: his client and the principal that it stands for.</summary>
public sealed record Post(HttpClient Client, string Principal);

/// <summary>A school that is set up and goes through its round by what the API offers, and by nothing else.</summary>
public sealed class SeasonSchool(RunningServer server, string path, string procedure, string forms, IReadOnlyList<SeasonClass> classes)
{
    /// <summary>Who was named beforehand to sit in for a member of any body.</summary>
    public const string Substitute = "s1";

    private const int AtOnce = 4;
    private readonly SchoolForms answers = SchoolDocument.Read(Repository.PathOf($"tests/schools/{forms}.school.json")).Document!.Forms;
    private readonly Dictionary<string, Post> teachers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> committees = new(StringComparer.Ordinal);

    public RunningServer Server => server;

    public string Path => path;

    public Id Round { get; private set; }

    public Post Office { get; private set; } = null!;

    public IReadOnlyList<Student> Students { get; } = SeasonRegister.Of(path, classes);

    public IEnumerable<Student> Applicants => Students.Where(s => s.Applies);

    public Post TeacherOf(SeasonClass place) => teachers[place.Path];

    public IReadOnlyList<Student> In(SeasonClass place) => [.. Students.Where(s => s.Class == place)];

    /// <summary>Units, the register and everybody's posts.</summary>
    public async Task SetUpAsync(params (string Path, string Kind, string Name)[] units)
    {
        var all = units.Concat(classes.Select(c => (c.Path, Kind: "class", c.Name)));
        await DoAsync(server.Administrator, "/api/org-units", Value.Record(
            ("unit", "/"), ("units", Value.List(all.Select(u => (Value)Value.Record(("path", u.Path), ("kind", u.Kind), ("name", u.Name)))))));
        Office = await PostOfAsync("资助中心", "aid-office", path);
        foreach (var place in classes)
            teachers[place.Path] = await PostOfAsync($"{place.Name}班主任", "class-teacher", place.Path);
        await ImportAsync();
    }

    public async Task<Post> PostOfAsync(string name, string role, string unit, Student? student = null)
    {
        Value[] grants = student is null ? [Value.Record(("role", role), ("unit", unit))] : [];
        Value[] persons = student is null ? [] : [Value.Of(student.Id.ToString())];
        var principal = await DoAsync(server.Administrator, "/api/principals", Value.Record(
            ("unit", "/"), ("name", name), ("kind", "machine"), ("grants", Value.List(grants)), ("persons", Value.List(persons))));
        var holder = principal["id"].AsText()!;
        var key = await DoAsync(server.Administrator, "/api/api-keys", Value.Record(("unit", "/"), ("holder", holder), ("name", "season")));
        return new Post(server.ClientOf(key["key"].AsText()), holder);
    }

    /// <summary>Keeps a body's members; each is a name with category, and may be a student or have relatives among them.</summary>
    public async Task CommitteeAsync(string body, string unit, string[] invited, params (string Name, string Category, Student? Student, Student? Relative)[] members)
    {
        var seats = members.Select((m, n) =>
        {
            var seat = Value.Record(
                ("id", $"m{n + 1}"), ("name", m.Name), ("category", m.Category), ("chair", n == 0),
                ("persons", m.Relative is null ? Value.List() : Value.List(m.Relative.Id.ToString())));
            return m.Student is { } student ? seat.With("studentPerson", student.Id.ToString()) : seat;
        });
        committees[$"{body}{unit}"] = [.. members.Select((_, n) => $"m{n + 1}")];
        await DoAsync(server.Administrator, "/api/committees", Value.Record(
            ("school", path), ("procedure", procedure), ("body", body), ("unit", unit), ("term", "2025"), ("published", "2025-06-20"),
            ("invited", Value.List(invited.Select(Value.Of))), ("members", Value.List(seats.Select(s => (Value)s))),
            ("substitutes", Value.List(Value.Record(("id", Substitute), ("name", "候补代表"), ("category", members[^1].Category))))));
    }

    /// <summary>A scan that the school has uploaded: paper forms, letters and photos are named by it.</summary>
    public string Scan { get; private set; } = "";

    public async Task OpenRoundAsync(string track)
    {
        Scan = await server.KeepAsync(path);
        var round = await DoAsync(Office.Client, "/api/rounds", Value.Record(
            ("school", path), ("procedure", procedure), ("schoolYear", "2025—2026"), ("name", "秋季认定"), ("termStart", "2025-09-01"), ("referenceDay", "2025-09-01"),
            ("tracks", Value.List(track)),
            ("adoption", Value.Record(("body", "领导小组"), ("day", "2025-06-20"), ("meeting", "2025 年第 3 次会议"), ("evidenceHash", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")))));
        Round = Id.Parse(round["id"].AsText()!);
        await DoAsync(Office.Client, $"/api/rounds/{Round}/announce", Value.Record(("track", track), ("day", "2025-06-23"), ("channels", Value.List("written-notice")),
            ("textHash", Scan), ("evidence", Value.List(Scan))));
        await DoAsync(Office.Client, $"/api/rounds/{Round}/window", Value.Record(("track", track), ("opens", "2025-09-01T00:00:00+08:00"), ("closes", "2025-09-11T00:00:00+08:00")));
    }

    /// <summary>Loads a provider's list of (name, ID number, category); the round is compared with it by itself.</summary>
    public async Task LoadListAsync(string provider, string batch, params (string Name, string Number, string Category)[] rows)
    {
        var csv = string.Concat(rows.Select(r => $"{r.Name},{r.Number},{r.Category}\n").Prepend("姓名,身份证号,类别\n"));
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/lists?unit={path}&provider={provider}&batch={batch}&dataDate=2025-08-20") { Content = content };
        request.Headers.Add("Idempotency-Key", batch);
        using var response = await Office.Client.SendAsync(request);
        var loaded = await Reply.OfAsync(response);
        loaded.Status.Should().Be(200, loaded.Text);
        loaded.Body["rows"].AsNumber().Should().Be(rows.Length, loaded.Text);
        await server.SettleAsync();
    }

    /// <summary>Begins the case where there is none, and hands the form in; the answer may be a refusal.</summary>
    public async Task<Reply> SubmitAsync(Student student, Post who, string track, Value? with = null)
    {
        if (student.Case.IsNone)
        {
            var begun = await DoAsync(who.Client, "/api/cases", Value.Record(("round", Round.ToString()), ("person", student.Id.ToString()), ("track", track)));
            student.Case = Id.Parse(begun["id"].AsText()!);
        }

        var given = (with as RecordValue ?? Value.EmptyRecord).With("profile", student.Profile);
        return await ActAsync(student, who, "apply", "submit", answers.Submission(given, student.Record));
    }

    /// <summary>The teacher enters a paper form.</summary>
    public async Task SubmitOnPaperAsync(Student student, string track, bool proof)
    {
        var paper = Paper(student);
        if (proof)
            paper = paper.With("evidence", Value.List(Value.Record(("type", "letter"), ("hash", Scan))));
        var reply = await SubmitAsync(student, TeacherOf(student.Class), track, paper);
        reply.Status.Should().Be(200, reply.Text);
    }

    /// <summary>The paper form once more, for a case that was sent back.</summary>
    public RecordValue PaperOf(Student student) => answers.Submission(Paper(student).With("profile", student.Profile), student.Record);

    public async Task VerifyAsync(IEnumerable<Student> students, string day) => await AllAsync(students, async student =>
    {
        var teacher = TeacherOf(student.Class);
        var reply = await ActAsync(student, teacher, "verify", "record", Value.Record(
            ("method", "home-visit"), ("date", day), ("persons", Value.List(teacher.Principal)), ("finding", "与申请内容相符"), ("finish", true)));
        reply.Status.Should().Be(200, reply.Text);
    });

    /// <summary>Does what the caller may do at an activity of a case, with the ETag that he was shown.</summary>
    public async Task<Reply> ActAsync(Student student, Post who, string activity, string verb, RecordValue input)
    {
        var actions = await server.GetAsync(who.Client, $"/api/cases/{student.Case}/actions");
        var action = actions.Body["items"].Items.FirstOrDefault(a => a["activity"].AsText() == activity) ?? Value.Null;
        action.IsNull.Should().BeFalse($"{student.Name} is to be at {activity}: {actions.Text}");
        return await server.PostAsync(who.Client, $"/api/tasks/{action["task"].AsText()}/{verb}", input.ToJson(), $"If-Match: {action["etag"].AsText()}");
    }

    public static Task AllAsync(IEnumerable<Student> students, Func<Student, Task> act) => Parallel.ForEachAsync(
        students, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (student, _) => await act(student));

    /// <summary>Everybody who sits in the body at the unit.</summary>
    public string[] MembersOf(string body, string unit) => committees[$"{body}{unit}"];

    public Task<Value> CaseAsync(Student student) => ReadAsync(Office.Client, $"/api/cases/{student.Case}");

    public async Task<Value> ReadAsync(HttpClient client, string address)
    {
        var reply = await server.GetAsync(client, address);
        reply.Status.Should().Be(200, "{0} answered {1}", address, reply.Text);
        return reply.Body;
    }

    public Task<Value> DoAsync(HttpClient client, string address, Value body, params string[] headers) => server.DoAsync(client, address, body.ToJson(), headers);

    private RecordValue Paper(Student student) => Value.Record(
        ("onBehalf", Value.Record(("why", "paper"), ("scan", Scan), ("who", TeacherOf(student.Class).Principal))));

    private async Task ImportAsync()
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(SeasonRegister.Csv(Students))]);
        using var response = await server.Administrator.PostAsync(new Uri($"/api/people/import?school={path}", UriKind.Relative), content);
        var preview = await Reply.OfAsync(response);
        preview.Body["new"].AsNumber().Should().Be(Students.Count, preview.Text);
        preview.Body["errors"].Items.Should().BeEmpty();
        await server.DoAsync(server.Administrator, $"/api/people/import/{preview.Body["token"].AsText()}/apply", "{}");
        foreach (var place in classes)
        {
            var ids = (await server.PeopleAsync(place.Path)).ToDictionary(p => p.Name, p => p.Id, StringComparer.Ordinal);
            foreach (var student in In(place))
                student.Id = ids[student.Name];
        }
    }
}
