using System.Collections.Immutable;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Product;

/// <summary>
/// Cases with six approvals in a row, through the product's own commands: mediator, behaviours, interpreter, store. An approval names role, unit
/// and level, as a school's does; there is no form.
/// </summary>
internal sealed class Approvals : IAsyncDisposable
{
    public const int Steps = 6;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);
    private const string Pin = "pin/chain@1";
    private const string Office = "/p/c/s/";
    public static readonly Principal Clerk = new(Id.Of("clerk"), "clerk", [new Grant("office", Office)]);
    private readonly ServiceProvider services;
    private readonly IMediator mediator;
    private readonly CancellationTokenSource stop = new();
    private readonly Task sealing;

    public Approvals(string path)
    {
        var vault = new Vault(MasterKey.ReadOrCreate(path + ".key"));
        Store = SqliteStore.Open(path, null, vault);
        var collection = new ServiceCollection();
        collection.AddSingleton<Cipher>(new VaultCipher(vault));
        collection.AddSingleton<IStepStore>(Store);
        collection.AddSingleton(Store.Reader);
        collection.AddSingleton<IPinSource>(new FixedPin(Pin, Chain()));
        services = collection.AddCasework().BuildServiceProvider();
        mediator = services.GetRequiredService<IMediator>();
        sealing = Task.Run(SealAsync);
    }

    public SqliteStore Store { get; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task BeginAsync(int number) => Demand(await mediator.Send(new DeliverToCase(CaseOf(number), Begin(number), OrgPath: Office)
    {
        Principal = Principal.System, Key = $"begin-{number}",
    }));

    /// <summary>The step-th approval of a case, step from 1.</summary>
    public async Task ApproveAsync(int number, int step) => Demand(await mediator.Send(new CompleteTask(
        CaseOf(number), step, "endorse", Value.Record(("level", "low")), ShownAt: step)
    {
        Principal = Clerk, Key = $"{number}-{step}",
    }));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await sealing;
        stop.Dispose();
        await Store.DisposeAsync();
        await services.DisposeAsync();
    }

    /// <summary>As the server's worker does, and a last time at the end.</summary>
    private async Task SealAsync()
    {
        var sealer = new AuditSealer(Store.Chains);
        for (var more = true; more;)
        {
            more = !await Task.Delay(Between, stop.Token).ContinueWith(t => t.IsCanceled, TaskScheduler.Default);
            await sealer.SealAllAsync(TimeProvider.System.GetUtcNow());
        }
    }

    private static Id CaseOf(int number) => Id.Of("chain", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The pins alone, loaded.</summary>
    public static IPins Pins()
    {
        var pins = new PinCache(new FixedPin(Pin, Chain()));
        pins.EnsureAsync(Pin, default).GetAwaiter().GetResult();
        return pins;
    }

    public static InstanceCommand.Start Begin(int number) => new(Pin, Value.Record(
        ("round", Id.Of("round").ToString()), ("person", Id.Of("person", number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToString()),
        ("track", "enrolled"), ("units", Value.Record(("school", Office)))));

    private static void Demand(Answer answer)
    {
        if (answer.Rejected is { } refused)
            throw new InvalidOperationException(refused.ToString());
    }

    internal static ActivityInput Input(string name, string value) => new(name, InputKind.Literal, value);

    private static Definition Chain()
    {
        var ids = Enumerable.Range(1, Steps).Select(n => $"step-{n}").ToImmutableArray();
        var activities = ids.Select(id => new ActivityNode
        {
            Id = id, Type = "StudentAid.Approval",
            Inputs = [Input("role", "office"), Input("scope", "school"), Input("act", "endorse"), Input("scale", "levels")],
        }).Append(new ActivityNode { Id = "end", Type = "Elsa.End" });
        return new Definition
        {
            DefinitionId = "chain", Name = "chain", Strict = true,
            Root = new ActivityNode
            {
                Id = "flow", Type = "Elsa.Flowchart",
                Children = [.. activities.Select(a => new ActivityChild("activities", a))],
                Connections = [.. ids.Zip(ids.Skip(1).Append("end"), (from, to) => new Connection(from, "Endorsed", to))],
            },
        };
    }

    /// <summary>The chain's pin, and one more definition under its own.</summary>
    internal sealed class FixedPin(string pin, Definition definition) : IPinSource
    {
        private static readonly Value Scale = Value.Parse("""
            { "kind": "scale", "id": "levels", "article": "-", "from": "2018-01-01", "name": "levels", "levels": [ { "id": "low", "name": "low" } ],
              "notDetermined": { "id": "none", "name": "none", "reasons": [ { "id": "other", "name": "other", "article": "-" } ] } }
            """);

        public Task<PinnedSet?> LoadAsync(string asked, CancellationToken cancellation) => Task.FromResult<PinnedSet?>(new PinnedSet(
            new ExecutableDefinition(asked == pin ? definition : Chain()), new Dictionary<string, ExecutableDefinition>(), new Dictionary<string, string>(),
            new Dictionary<string, Value> { ["scale/levels"] = Scale }));
    }
}
