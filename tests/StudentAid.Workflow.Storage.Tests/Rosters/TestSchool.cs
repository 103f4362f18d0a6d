using System.Collections.Immutable;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>
/// A school with one department of two classes and a small procedure: class proposes, department approves, five working days of publicity.
/// Everything goes through the product's own commands; only the documents are put by hand.
/// </summary>
internal sealed class TestSchool
{
    public const string School = "/s/";
    public const string Department = "/s/d/";
    public const string ClassA = "/s/d/a/";
    public const string ClassB = "/s/d/b/";
    private const string Pin = "pin/test@1";
    private int keys;

    private TestSchool(IStoreUnderTest store, string bodyRules = "", string objectionEffect = ObjectionEffects.Entry)
    {
        Store = store;
        var types = new ActivityTypes([.. GeneralActivities.All, .. CaseworkActivities.All]);
        Pins = new PinCache(new FixedPins(bodyRules, objectionEffect));
        Time = new StoppedClock(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        Runner = RunnerOn(store.Steps);
        Cases = new CaseSteps(new Interpreter(types), Pins, new Cipher());
    }

    public IStoreUnderTest Store { get; }

    public StoppedClock Time { get; }

    public PinCache Pins { get; }

    public StepRunner Runner { get; }

    public CaseSteps Cases { get; }

    public Id Round { get; } = RoundState.IdOf(School, "test", "2026", "all");

    public static Id PersonOf(int n) => Id.Of("person", n.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Id CaseOf(int n) => Id.Of("case", Round.ToString(), PersonOf(n).ToString(), "1");

    /// <summary>
    /// The school with students 0…n−1, alternately in class A and B, each (or the first so many) with a case that waits for its class's list. <paramref name="bodyRules"/> are
    /// members of its body's document beside the usual ones.
    /// </summary>
    public static async Task<TestSchool> OpenAsync(
        IStoreUnderTest store, int students, int? arrived = null, string bodyRules = "", string objectionEffect = ObjectionEffects.Entry)
    {
        var school = new TestSchool(store, bodyRules, objectionEffect);
        await school.PutDocumentsAsync(students);
        await school.OpenRoundAsync();
        for (var n = 0; n < (arrived ?? students); n++)
            (await school.BeginAsync(n)).Rejected.Should().BeNull();
        return school;
    }

    /// <summary>The school with a large class A and some in class B, all waiting; their cases' first steps are decided here and written in a few commits.</summary>
    public static async Task<TestSchool> OpenAtOnceAsync(IStoreUnderTest store, int students, int others)
    {
        var school = new TestSchool(store);
        await school.PutDocumentsAsync(0);
        await school.OpenRoundAsync();
        await school.Pins.EnsureAsync(Pin, default);
        foreach (var some in Enumerable.Range(0, students + others).Chunk(2_000))
            (await store.Steps.ApplyAsync([.. some.Select(n => school.Begun(n, n < students ? ClassA : ClassB))])).Should().AllBeOfType<StepResult.Applied>();
        return school;
    }

    public Task<Answer> BeginAsync(int student) => new BeginCaseHandler(Runner, Store.Steps, Store.Reader, Pins, Cases, new LateAttempts(Runner, Store.Reader))
        .Handle(new BeginCase(Round, PersonOf(student), "enrolled") { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> FreezeAsync(string activity, string unit, string reason = "") => FreezeOn(Store.Steps, activity, unit, reason);

    public Task<Answer> FreezeOn(IStepStore steps, string activity, string unit, string reason = "") => new FreezeRosterHandler(RunnerOn(steps), steps, Pins, new Cipher())
        .Handle(new FreezeRoster(Round, activity, unit, reason) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> DecideAsync(Id roster, string key, params EntryVerdict[] verdicts) => DecideOn(Store.Steps, roster, key, null, verdicts);

    public Task<Answer> DecideOn(IStepStore steps, Id roster, string key, long? shownAt, params EntryVerdict[] verdicts) =>
        DecideAsAsync(Principal.System, steps, roster, key, shownAt, verdicts);

    public Task<Answer> DecideAsAsync(Principal who, IStepStore steps, Id roster, string key, long? shownAt, params EntryVerdict[] verdicts) =>
        new DecideRosterHandler(RunnerOn(steps), steps, Pins, new Cipher(), Others(Store.Steps, Store.Reader, Time, Pins))
            .Handle(new DecideRoster(roster, [.. verdicts], "", shownAt) { Principal = who, Key = key }, default);

    /// <summary>Somebody whom the school keeps on record under his name, with a post at a unit.</summary>
    public async Task<Principal> PutPrincipalAsync(string name, string role, string unit)
    {
        var who = new Principal(Id.Of("principal", name), name, [new Grant(role, unit)]);
        await PutPrincipalAsync(who.Id, name, []);
        return who;
    }

    public Task PutPrincipalAsync(Id id, string name, ImmutableArray<Id> persons, string kind = PutPrincipal.Person) => ApplyAsync(
        Id.Of("unit", School), School,
        new DocumentPut("principal", id.ToString(), Value.Record(("name", name), ("kind", kind), ("persons", Value.List(persons.Select(p => Value.Of(p.ToString()))))), School));

    /// <summary>The step that the decision would write.</summary>
    public async Task<Step> WouldDecideAsync(Id roster, params EntryVerdict[] verdicts)
    {
        var answer = await new DecideRosterHandler(Runner, Store.Steps, Pins, new Cipher(), Others(Store.Steps, Store.Reader, Time, Pins))
            .Handle(new DecideRoster(roster, [.. verdicts], "") { Principal = Principal.System, Key = NextKey(), DryRun = true }, default);
        return answer.WouldWrite!;
    }

    public Task<Answer> MeetAsync(Id roster, params Seating[] seats) => new MeetRosterHandler(Runner, Store.Steps, Pins)
        .Handle(new MeetRoster(roster, new DateOnly(2026, 9, 14), "in-person", [.. seats]) { Principal = Principal.System, Key = NextKey() }, default);

    /// <summary>A secret ballot: who is named has put his paper in, and these are all papers so far.</summary>
    public Task<Answer> MeetInSecretAsync(Id roster, Tally papers, params Seating[] seats) => new MeetRosterHandler(Runner, Store.Steps, Pins)
        .Handle(new MeetRoster(roster, new DateOnly(2026, 9, 14), "mixed", [.. seats], Papers: papers) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> CastAsync(Principal who, Id roster, string member, string vote, bool dryRun = false) => new MeetRosterHandler(Runner, Store.Steps, Pins)
        .Handle(new VoteOnRoster(roster, member, vote, Secret: true) { Principal = who, Key = NextKey(), DryRun = dryRun }, default);

    public Task<Answer> ChangeAsync(int student, string change) => new CaseCommandsHandler(Runner, Cases, Pins)
        .Handle(new ChangeCase(CaseOf(student), change, "wait") { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> TellAbsentAsync(Id roster, string member) => new AbsentMembers(Runner, Store.Steps, Pins)
        .Handle(new TellAbsent(roster, member, "telephone") { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> VoteAsync(Id roster, string member, string vote) => VoteAsync(Principal.System, roster, member, vote);

    public Task<Answer> VoteAsync(Principal who, Id roster, string member, string vote) => new MeetRosterHandler(Runner, Store.Steps, Pins)
        .Handle(new VoteOnRoster(roster, member, vote) { Principal = who, Key = NextKey() }, default);

    public Task<Answer> WithdrawAsync(int student) => new CaseCommandsHandler(Runner, Cases, Pins)
        .Handle(new WithdrawCase(CaseOf(student), "") { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> TakeBackAsAsync(Principal who, Id roster) => TakingBack.Handle(new TakeBackRoster(roster, "记错了") { Principal = who, Key = NextKey() }, default);

    /// <summary>Only the list's own step; its cases are told by <see cref="ReturnAsync"/>.</summary>
    public Task<Answer> TakeBackAsync(Id roster) => TakingBack
        .Handle(new TakeBackRoster(roster, "记错了") { Principal = Principal.System, Key = NextKey() }, default);

    /// <summary>Delivers what a list that was taken back tells its cases.</summary>
    public async Task<IReadOnlyList<Answer>> ReturnAsync()
    {
        var answers = new List<Answer>();
        foreach (var row in (await Store.Reader.PendingMessagesAsync(Scope.All, Time.GetUtcNow(), 256)).Where(m => m.Message.Name == ReturnCase.Name))
            answers.Add(await TakingBack.Handle((ReturnCase)CaseMessages.CommandOf(row.Message)!, default));
        return answers;
    }

    private TakeBackRosterHandler TakingBack => new(Runner, Store.Steps, Pins, Cases, new Cipher(), new SealedTexts(Store.Steps, new Cipher()));

    public Task<Answer> PostAsync(Id roster) => new PostPublicityHandler(Runner, Pins)
        .Handle(new PostPublicity(roster, ["board"]) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> RecomputeAsync(Id roster) => new RecomputePeriodHandler(Runner)
        .Handle(new RecomputePeriod(roster) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> EndAsync(Id roster) => new EndPublicityHandler(Runner, Pins)
        .Handle(new EndPublicity(roster) { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> ObjectAsync(Id roster, int student) => new ObjectionHandler(Runner, Pins, new Cipher())
        .Handle(new RaiseObjection(roster, CaseOf(student), "telephone", "", "家中有店铺") { Principal = Principal.System, Key = NextKey() }, default);

    public Task<Answer> AnswerAsync(Id roster, int number, bool upheld) => new ObjectionHandler(Runner, Pins, new Cipher())
        .Handle(new AnswerObjection(roster, number, upheld, "已核查") { Principal = Principal.System, Key = NextKey() }, default);

    /// <summary>Releases a list until nothing is left.</summary>
    public async Task ReleaseAsync(Id roster, IStepStore? steps = null)
    {
        var release = ReleaseOn(steps ?? Store.Steps);
        while (await release.RunOnceAsync(roster, default))
        {
            // each round releases a chunk
        }
    }

    public RosterRelease ReleaseOn(IStepStore steps) => new(RunnerOn(steps), steps, Store.Reader, Pins, Cases);

    public async Task<RosterState> RosterAsync(Id roster) => (await Runner.StateAsync<RosterState>(await Store.Steps.LoadAsync(roster), default))!;

    public Body BodyOf(RosterState list) => Body.Kind.Find(Pins, list.Pin, list.Body)!;

    public async Task<InstanceState> CaseAsync(int student) => (await Runner.StateAsync<InstanceState>(await Store.Steps.LoadAsync(CaseOf(student)), default))!;

    public async Task<string> AtAsync(int student) => (await Store.Reader.StreamAsync(Scope.All, CaseOf(student)))!.At;

    public async Task PutCalendarAsync(string document) => await ApplyAsync(Id.Of("unit", "/"), "/", new DocumentPut("calendar", "cn", Value.Parse(document), "/"));

    public Task ApplyAsync(Id unit, string path, params ImmutableArray<RowChange> rows) => ApplyAsync(unit, path, rows, []);

    public async Task ApplyAsync(Id unit, string path, ImmutableArray<RowChange> rows, params ImmutableArray<Claim> claims)
    {
        var stored = await Store.Steps.LoadAsync(unit);
        var result = await Store.Steps.ApplyAsync([Blank(unit, "unit", path, stored?.Version ?? 0) with { Rows = rows, Claims = claims }]);
        result.Single().Should().BeOfType<StepResult.Applied>();
    }

    public static PositionReading Positions(StepRunner runner, IStepStore steps, IStoreReader reader, PinCache pins)
    {
        var groups = new UnitGroups(reader);
        return new PositionReading(runner, steps, reader, pins, groups, new GroupStanding(groups, reader));
    }

    /// <summary>As the host registers it.</summary>
    public static OthersAct Others(IStepStore steps, IStoreReader reader, TimeProvider time, PinCache pins) => Hosted<OthersAct>(steps, reader, time, pins);

    private static T Hosted<T>(IStepStore steps, IStoreReader reader, TimeProvider time, PinCache pins)
        where T : notnull => new ServiceCollection()
        .AddSingleton(steps).AddSingleton(reader).AddSingleton(time).AddSingleton(pins).AddCasework().BuildServiceProvider().GetRequiredService<T>();

    private StepRunner RunnerOn(IStepStore steps)
    {
        StepRunner? runner = null;
        FactLoader? loader = null;
        FactSource[] Sources() =>
        [
            new SealedFactSource(steps, new Cipher()), new AnnouncementFactSource(runner!, steps), new WindowFactSource(runner!, steps),
            new RoundItselfFactSource(runner!, steps), new MatchFactSource(Store.Reader), new WaitingFactSource(runner!, steps, Store.Reader, Positions(runner!, steps, Store.Reader, Pins)),
            new StandingFactSource(steps, Store.Reader), new CommitteeFactSource(Store.Reader), new KinFactSource(runner!, steps, Store.Reader), new CalendarFactSource(Store.Reader, steps), new RoundPinSource(runner!, steps, Pins),
            new CounterSource(steps), new VoterSource(Store.Reader, new SignIns(Store.Reader, steps, Time)), new PapersFactSource(steps),
            new EarlierDeciderSource(runner!, steps, Store.Reader, Pins), new Casework.Archiving.BatchFactSource(Store.Reader),
        ];
        runner = new StepRunner(steps, new FactLoader([]), Pins, Time);
        loader = new FactLoader(Sources());
        return new StepRunner(steps, loader, Pins, Time);
    }

    /// <summary>The first step of a student's case, as <see cref="BeginCase"/> would write it.</summary>
    private Step Begun(int n, string unit)
    {
        var input = Value.Record(
            ("round", Round.ToString()), ("person", PersonOf(n).ToString()), ("track", "enrolled"), ("number", n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("units", Value.Record(("class", unit), ("department", Department), ("school", School))));
        var act = new Act(CaseOf(n), Time.GetUtcNow(), Principal.System.Id);
        var decision = Cases.Decide(new InstanceCommand.Start(Pin, input), new StreamPlace(unit, Round, PersonOf(n)), null, act, Facts.None);
        return ((StreamDecision.Decided)decision).Step with { Operation = Id.Of("begin", NextKey()) };
    }

    private string NextKey() => $"key-{Interlocked.Increment(ref keys)}";

    private Step Blank(Id stream, string kind, string path, long expected) => new()
    {
        Stream = stream, Kind = kind, Expected = expected, OrgPath = path, Status = "open", Operation = Id.Of("setup", NextKey()), BodyHash = 0,
        Actor = Principal.System.Id, Now = Time.GetUtcNow(), Data = "[]"u8.ToArray(),
    };

    private async Task PutDocumentsAsync(int students)
    {
        RowChange Unit(string path, string kind) => new DocumentPut("org-unit", path, Value.Record(("kind", kind), ("name", path)), path);
        RowChange Committee(string body, string unit) => new DocumentPut("committee", $"{body}|{unit}", Value.Record(("members", Value.List(
            new[] { "m1", "m2", "m3" }.Select(m => (Value)Value.Record(("id", m), ("name", m), ("category", "any"), ("persons", m == "m3" ? Value.List(PersonOf(0).ToString()) : Value.EmptyList)))))), unit);
        await ApplyAsync(Id.Of("unit", School), School,
        [
            Unit(School, "school"), Unit(Department, "department"), Unit(ClassA, "class"), Unit(ClassB, "class"),
            Committee("group", ClassA), Committee("group", ClassB), Committee("group", Department),
            .. Enumerable.Range(0, students).Select(n => (RowChange)new DocumentPut(
                "person", PersonOf(n).ToString(), Value.Record(("status", "enrolled")), n % 2 == 0 ? ClassA : ClassB)),
        ]);
        await PutCalendarAsync(FixedPins.Calendar);
    }

    private async Task OpenRoundAsync()
    {
        RoundEvent[] events =
        [
            new RoundEvent.Opened(School, "test", "2026", "all", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), Pin, ["enrolled"], new Adoption("", new DateOnly(2026, 8, 1), "", ""), false),
            new RoundEvent.Announced("enrolled", new DateOnly(2026, 8, 20), ["board"], "", []),
            new RoundEvent.WindowSet("enrolled", Time.GetUtcNow().AddDays(-10), Time.GetUtcNow().AddDays(-1)),
        ];
        await Store.Steps.ApplyAsync([Blank(Round, "round", School, 0) with
        {
            Data = StreamData.Write(events), Snapshot = StreamData.Snapshot(RoundState.Format, RoundState.Empty.After(events)),
        }]);
    }

    private sealed class FixedPins(string bodyRules, string objectionEffect) : IPinSource
    {
        public const string Calendar = """
            { "kind": "calendar", "id": "cn", "name": "测试日历", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2026-01-01",
              "years": { "2026": { "offOnWeekday": ["2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"], "workOnWeekend": ["2026-09-20", "2026-10-10"] } } }
            """;

        private const string Scale = """
            { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级",
              "levels": [ { "id": "high", "name": "高" }, { "id": "low", "name": "低" } ],
              "notDetermined": { "id": "none", "name": "无", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
            """;

        private const string Body = """
            { "kind": "body", "id": "group", "article": "t", "from": "2018-01-01", "name": "小组", "scopes": ["class", "department"],
              "categories": [ { "id": "any", "name": "成员", "minimum": 0 } ], "size": { "minimum": 1 }, "duties": { "freeze": ["clerk"], "record": ["clerk"], "decide": ["chair"] },
              "quorum": { "present": { "minimum": "2/3" }, "agree": { "exclusiveMinimum": "1/2" }, "of": "present" }, "publishList": false }
            """;

        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) => Task.FromResult<PinnedSet?>(new PinnedSet(
            new ExecutableDefinition(Definition()), new Dictionary<string, ExecutableDefinition>(), new Dictionary<string, string>(),
            new Dictionary<string, Value> { ["scale/levels"] = Value.Parse(Scale), ["body/group"] = Value.Parse(bodyRules.Length > 0 ? Body.TrimEnd().TrimEnd('}') + $", {bodyRules} }}" : Body) }));

        private Definition Definition() => new()
        {
            DefinitionId = "test", Name = "试", Strict = true,
            Root = new ActivityNode
            {
                Id = "flow", Type = "Elsa.Flowchart",
                Children =
                [
                    Child("suggest", "Elsa.SetVariable", ("variable", "suggested"), ("value", "low")),
                    Child("class", "StudentAid.CommitteeReview", ("body", "group"), ("scope", "class"), ("act", "propose"), ("roster", true), ("scale", "levels")),
                    Child("department", "StudentAid.Approval", ("role", "office"), ("scope", "department"), ("act", "approve"), ("roster", true), ("scale", "levels")),
                    Child("publicity", "StudentAid.Publicity", ("scope", "school"), ("days", 5), ("objectionEffect", objectionEffect)),
                    Child("done", "Elsa.Complete", ("outcomes", Value.List("Determined"))),
                    Child("refused", "Elsa.Complete", ("outcomes", Value.List("NotDetermined"))),
                ],
                Connections =
                [
                    new Connection("suggest", "Done", "class"), new Connection("class", "Proposed", "department"), new Connection("department", "Approved", "publicity"),
                    new Connection("publicity", "Passed", "done"), new Connection("department", "NotDetermined", "refused"),
                    new Connection("class", "Returned", "suggest", Rewind: true), new Connection("department", "Returned", "class", Rewind: true),
                    new Connection("publicity", "Upheld", "department", Rewind: true),
                ],
            },
        };

        private static ActivityChild Child(string id, string type, params (string Name, Value Value)[] inputs) => new("activities", new ActivityNode
        {
            Id = id, Type = type, Inputs = [.. inputs.Select(i => new ActivityInput(i.Name, InputKind.Literal, i.Value))],
        });
    }
}

/// <summary>A clock that a test moves.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTimeOffset instant) => now = instant;
}
