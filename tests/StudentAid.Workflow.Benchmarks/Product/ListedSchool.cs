using System.Diagnostics;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Product;

/// <summary>One school with a round whose cases all wait for the office's one list, and other cases that people work on meanwhile.</summary>
internal sealed class ListedSchool : IAsyncDisposable
{
    public const int OtherSteps = Approvals.Steps;
    private const string School = "/p/c/s/";
    private const string ListPin = "pin/list@1";
    private static readonly Principal Office = new(Id.Of("office"), "office", [new Grant("office", School)]);
    private readonly ServiceProvider services;
    private readonly IMediator mediator;
    private readonly SqliteStore store;
    private readonly Id round = RoundState.IdOf(School, "list", "2026", "all");
    private Id roster;
    private int students;

    public ListedSchool(string path)
    {
        var vault = new Vault(MasterKey.ReadOrCreate(path + ".key"));
        store = SqliteStore.Open(path, null, vault);
        var collection = new ServiceCollection();
        collection.AddSingleton<Cipher>(new VaultCipher(vault));
        collection.AddSingleton<IStepStore>(store);
        collection.AddSingleton(store.Reader);
        collection.AddSingleton<IPinSource>(new Approvals.FixedPin(ListPin, Definition()));
        services = collection.AddCasework().BuildServiceProvider();
        mediator = services.GetRequiredService<IMediator>();
    }

    public double FreezeSeconds { get; private set; }

    /// <summary>Opens the round, lets every student's case arrive and freezes the list.</summary>
    public async Task OpenAsync(int count)
    {
        students = count;
        RoundEvent[] events = [new RoundEvent.Opened(School, "list", "2026", "all", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ListPin, ["enrolled"], new Adoption("", new DateOnly(2026, 8, 1), "", ""), false)];
        await store.ApplyAsync([new Step
        {
            Stream = round, Kind = "round", Expected = 0, OrgPath = School, Status = "open", Operation = Id.Of("open"), BodyHash = 0, Actor = Office.Id,
            Now = DateTimeOffset.UnixEpoch, Data = StreamData.Write(events), Snapshot = StreamData.Snapshot(RoundState.Format, RoundState.Empty.After(events)),
        }]);
        await Parallel.ForEachAsync(Enumerable.Range(0, students), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancellation) =>
            Demand(await mediator.Send(new DeliverToCase(CaseOf(n), Begin(n), round) { Principal = Principal.System, Key = $"begin-{n}" }, cancellation)));
        var clock = Stopwatch.StartNew();
        var frozen = await mediator.Send(new FreezeRoster(round, "office", School) { Principal = Office, Key = "freeze" });
        Demand(frozen);
        FreezeSeconds = clock.Elapsed.TotalSeconds;
        roster = frozen.Stream;
    }

    /// <summary>Decides the whole list and releases it; the seconds until the decision was on disk.</summary>
    public async Task<double> DecideAndReleaseAsync()
    {
        var clock = Stopwatch.StartNew();
        Demand(await mediator.Send(new DecideRoster(roster, [.. Enumerable.Range(0, students).Select(n => new EntryVerdict(CaseOf(n), "agree", "low", "score"))], "")
        {
            Principal = Office, Key = "decide",
        }));
        var decided = clock.Elapsed.TotalSeconds;
        var release = services.GetRequiredService<RosterRelease>();
        while (await release.RunOnceAsync(roster, default))
        {
            // each round releases a chunk
        }

        return decided;
    }

    public async Task BeginOtherAsync(string name) => Demand(await mediator.Send(new DeliverToCase(Id.Of(name), Approvals.Begin(0), OrgPath: School)
    {
        Principal = Principal.System, Key = $"begin-{name}",
    }));

    public async Task ApproveOtherAsync(string name, int step) => Demand(await mediator.Send(
        new CompleteTask(Id.Of(name), step, "endorse", Value.Record(("level", "low")), ShownAt: step) { Principal = Office, Key = $"{name}-{step}" }));

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await services.DisposeAsync();
    }

    private static Id CaseOf(int n) => Id.Of("listed", n.ToString(CultureInfo.InvariantCulture));

    private InstanceCommand.Start Begin(int n) => new(ListPin, Value.Record(
        ("round", round.ToString()), ("person", Id.Of("person", n.ToString(CultureInfo.InvariantCulture)).ToString()), ("track", "enrolled"),
        ("units", Value.Record(("school", School)))));

    private static void Demand(Answer answer)
    {
        if (answer.Rejected is { } refused)
            throw new InvalidOperationException(refused.ToString());
    }

    private static Definition Definition() => new()
    {
        DefinitionId = "list", Name = "list", Strict = true,
        Root = new ActivityNode
        {
            Id = "flow", Type = "Elsa.Flowchart",
            Children =
            [
                new ActivityChild("activities", new ActivityNode
                {
                    Id = "office", Type = "StudentAid.Approval",
                    Inputs =
                    [
                        Approvals.Input("role", "office"), Approvals.Input("scope", "school"), Approvals.Input("act", "approve"), Approvals.Input("scale", "levels"),
                        new ActivityInput("roster", InputKind.Literal, true),
                    ],
                }),
                new ActivityChild("activities", new ActivityNode { Id = "letter", Type = "StudentAid.Approval", Inputs = [Approvals.Input("role", "office"), Approvals.Input("scope", "school"), Approvals.Input("act", "endorse"), Approvals.Input("scale", "levels")] }),
                new ActivityChild("activities", new ActivityNode { Id = "end", Type = "Elsa.End" }),
            ],
            Connections = [new Connection("office", "Approved", "letter"), new Connection("letter", "Endorsed", "end"), new Connection("office", "NotDetermined", "end")],
        },
    };
}
