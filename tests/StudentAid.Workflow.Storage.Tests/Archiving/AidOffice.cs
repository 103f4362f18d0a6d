using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Rosters;

namespace StudentAid.Workflow.Storage.Tests.Archiving;

/// <summary>The school of <see cref="TestSchool"/> with names, numbers and telephones, and the desks of its aid office.</summary>
internal sealed class AidOffice
{
    public const string Secret = "41010120060101";
    public const string Phone = "13800001234";
    public static readonly DateOnly Day = new(2026, 9, 30);
    private int keys;

    private AidOffice(TestSchool school)
    {
        School = school;
        var (steps, reader) = (school.Store.Steps, school.Store.Reader);
        Facts = new FactLoader(() =>
        [
            new RoundStandingSource(reader), new AwaySource(reader), new CalendarFactSource(reader, steps), new UnitSource(reader), new BatchFactSource(reader), new Casework.Rosters.CommitteeFactSource(reader),
            new RoundEndSource(new RoundEnds(Runner!, steps, reader, TestSchool.Positions(Runner!, steps, reader, school.Pins), new Casework.Calendars.SchoolDays(Facts!)), Runner!, steps),
        ]);
        Runner = new StepRunner(steps, Facts, school.Pins, school.Time);
        var (shelf, texts) = (new DocumentShelf(reader, steps), new SealedTexts(steps, new Cipher()));
        Directory = Directories.Of(steps, reader, school.Time);
        Lists = new DecidedLists(Runner, steps, reader, Directory, school.Pins);
        Notices = new Notices(Runner, steps, reader, Directory, school.Pins, new SealedTexts(steps, new Cipher()));
        Receipts = new Receipts(reader, Directory);
        Counts = new FiveCountsQuery(Runner, steps, reader, Lists);
        var rosters = new RosterSheets(Runner, steps, reader, Directory, school.Pins, texts);
        var cases = new CaseSheets(Lists, reader, school.Pins, texts, new Casework.Records.DecisionRecords(steps, texts, school.Pins), new Casework.Calendars.SchoolDays(Facts));
        Prints = new PrintDesk(
            Runner, steps, shelf, Lists, Notices, rosters, cases, new TrackSheets(Runner, steps, Directory, Receipts, Facts), new ReconsiderationSheets(Runner, steps, Directory, texts),
            new MemberSheets(Runner, steps, reader, Directory, school.Pins));
        Exports = new ExportDesk(Lists, shelf, texts, Facts, new Casework.Aid.AidStanding(reader));
        var payments = new Casework.Payments.PaymentRegister(Lists, Runner, steps, reader, school.Pins, new Casework.Aid.AidStanding(reader), new Casework.Imports.ImportReading(Facts, Directory, new Casework.Calendars.SchoolDays(Facts), school.Time));
        Archive = new ArchiveDesk(Runner, steps, reader, Directory, school.Pins, shelf, Lists, Counts, rosters, cases, Receipts, texts, payments, new Cipher());
        Reconsiderations = new ReconsiderationHandler(Runner, steps, reader, new Cipher(), new Casework.Calendars.SchoolDays(Facts),
            new SchoolDeciders(Runner, steps, reader, school.Pins, new Casework.Rosters.OwnSeat(Facts)));
    }

    public TestSchool School { get; }

    public StepRunner Runner { get; }

    public FactLoader Facts { get; }

    public Casework.Organisations.Directory Directory { get; }

    public DecidedLists Lists { get; }

    public Notices Notices { get; }

    public Receipts Receipts { get; }

    public FiveCountsQuery Counts { get; }

    public PrintDesk Prints { get; }

    public ExportDesk Exports { get; }

    public ArchiveDesk Archive { get; }

    public ReconsiderationHandler Reconsiderations { get; }

    public static string NameOf(int n) => $"学生{"甲乙丙丁戊己庚辛"[n]}";

    public static async Task<AidOffice> OpenAsync(IStoreUnderTest store, int students, string objectionEffect = ObjectionEffects.Entry)
    {
        var office = new AidOffice(await TestSchool.OpenAsync(store, students, objectionEffect: objectionEffect));
        await office.School.ApplyAsync(Id.Of("unit", TestSchool.School), TestSchool.School,
        [
            Unit(TestSchool.School, "school", "示例学院"), Unit(TestSchool.Department, "department", "软件系"), Unit(TestSchool.ClassA, "class", "软件一班"), Unit(TestSchool.ClassB, "class", "软件二班"),
            .. Enumerable.Range(0, students).Select(n => (RowChange)new DocumentPut("person", TestSchool.PersonOf(n).ToString(), Value.Record(
                ("status", "enrolled"), ("grade", "2024"), ("sealed", Value.Record(("name", NameOf(n)), ("idNumber", $"{Secret}{n:D4}"), ("phone", Phone)))),
                n % 2 == 0 ? TestSchool.ClassA : TestSchool.ClassB)),
        ]);
        await office.ShelveAsync();
        return office;
    }

    /// <summary>Everybody is proposed and approved with this level, and the notice is posted.</summary>
    public async Task<Id> PostAsync(int students, params string[] where)
    {
        await DecideAsync(students);
        var notice = await School.FreezeAsync("publicity", TestSchool.School);
        (await new PostPublicityHandler(School.Runner, School.Pins).Handle(
            new PostPublicity(notice.Stream, where.Length > 0 ? [.. where] : ["board", "signed-in"]) { Principal = Principal.System, Key = NextKey() }, default)).Rejected.Should().BeNull();
        return notice.Stream;
    }

    public async Task<Id> DecideAsync(int students)
    {
        var first = default(Id);
        foreach (var (unit, odd) in new[] { (TestSchool.ClassA, 0), (TestSchool.ClassB, 1) })
        {
            var list = await School.FreezeAsync("class", unit);
            list.Rejected.Should().BeNull();
            first = first.IsNone ? list.Stream : first;
            await School.MeetAsync(list.Stream, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new Seating("m3", "withdrawn", "", ""));
            await DecideOn(list.Stream, [.. Enumerable.Range(0, students).Where(n => n % 2 == odd)]);
        }

        var department = await School.FreezeAsync("department", TestSchool.Department);
        await DecideOn(department.Stream, [.. Enumerable.Range(0, students)]);
        return first;
    }

    /// <summary>The period is over, and everybody's case has ended.</summary>
    public async Task EndAsync(Id notice)
    {
        School.Time.MoveTo(new DateTimeOffset(2026, 9, 21, 0, 0, 0, TimeSpan.Zero));
        (await School.EndAsync(notice)).Rejected.Should().BeNull();
        await School.ReleaseAsync(notice);
    }

    public Task<Answer> CompleteAsync() => new CompleteRoundHandler(Runner, School.Store.Steps, School.Pins)
        .Handle(new CompleteRound(School.Round) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> ArchiveAsync(string hash) => new ArchiveRoundHandler(Runner)
        .Handle(new ArchiveRound(School.Round, Day, hash) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> RecordAsync(ExportFile file) => new ConfirmEnteredHandler(Runner)
        .Handle(RecordExport.Of(School.Round, file, Day, Principal.System, NextKey()), default);

    public Task<Answer> ConfirmAsync(string batch, int count, params Id[] refused) => new ConfirmEnteredHandler(Runner)
        .Handle(new ConfirmEntered(School.Round, batch, Day, "0123456789abcdef", count, [.. refused]) { Principal = Principal.System, Key = NextKey() }, default);

    public string NextKey() => $"office-{Interlocked.Increment(ref keys)}";

    private async Task DecideOn(Id roster, int[] students)
    {
        (await School.DecideAsync(roster, NextKey(), [.. students.Select(n => new EntryVerdict(School.CaseOf(n), "agree", n == 0 ? "high" : "low", Opinion: n == 0 ? "家访发现住房倒塌" : ""))])).Rejected.Should().BeNull();
        await School.ReleaseAsync(roster);
    }

    private static DocumentPut Unit(string path, string kind, string name) => new("org-unit", path, Value.Record(("kind", kind), ("name", name)), path);

    /// <summary>The shipped wordings and layouts, published by the root.</summary>
    private async Task ShelveAsync()
    {
        var rows = new List<RowChange>();
        var blobs = new List<Blob>();
        foreach (var file in new[] { "prints", "exports" }.SelectMany(f => System.IO.Directory.EnumerateFiles(Repository.PathOf($"workflows/national/{f}"))).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var value = Value.Parse(bytes);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            var document = new StoredDocument(value["kind"].AsText()!, value["id"].AsText()!, "", "", new DateOnly(2018, 1, 1), 1, StoredDocument.Published, hash, hash, "x", "/");
            rows.Add(new DocumentPut(StoredDocument.Row, document.Key, document.ToValue(), "/"));
            blobs.Add(new Blob(hash, "application/json", bytes));
        }

        var result = await School.Store.Steps.ApplyAsync([new Step
        {
            Stream = Id.Of("unit", "shelf"), Kind = "unit", Expected = 0, OrgPath = "/", Status = "open", Operation = Id.Of("setup", "shelf"), BodyHash = 0, Actor = Principal.System.Id,
            Now = School.Time.GetUtcNow(), Data = "[]"u8.ToArray(), Rows = [.. rows], Blobs = [.. blobs],
        }]);
        result.Single().Should().BeOfType<StepResult.Applied>();
    }

    private sealed class UnitSource(IStoreReader reader) : FactSource("unit")
    {
        public override async Task<Engine.Execution.Fact> LoadAsync(Engine.Execution.FactKey key, CancellationToken cancellation) =>
            new(key, (await reader.DocumentsAsync(Scope.All, new DocumentFilter("org-unit") { Key = key.Id })).Select(d => d.Content).FirstOrDefault() ?? Value.Null);
    }
}
