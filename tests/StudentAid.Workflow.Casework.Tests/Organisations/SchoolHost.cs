using System.Collections.Immutable;
using System.Globalization;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

/// <summary>The whole casework over a store in memory: the shipped documents, a school of Henan with one department of two classes, and a clock that stands.</summary>
internal sealed class SchoolHost : TimeProvider
{
    public const string Province = "/410000/";
    public const string School = "/410000/demo/";
    public const string Department = "/410000/demo/soft/";
    public const string ClassA = "/410000/demo/soft/a/";
    public const string ClassB = "/410000/demo/soft/b/";
    public const string Procedure = "higher-education-determination";
    public static readonly Adoption Adopted = new("leading-group", new DateOnly(2026, 6, 15), "2026-3", "0123456789abcdef");
    private readonly ServiceProvider services;
    private int keys;

    private SchoolHost(MemoryStore store)
    {
        Store = store;
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(this).AddSingleton(Reads.Before<IStepStore>(Store)).AddSingleton(Reads.Before(Store.Reader))
            .AddSingleton<PracticeDeletion>((round, cancellation) => Store.DeletePracticeAsync(round, cancellation))
            .AddSingleton<ITrailArchives>(_ => new TrailArchives(Store.Chains, new HeadFolder(Away), Away, () => HeadKey.From(MasterKey.New())))
            .AddCasework().BuildServiceProvider();
    }

    /// <summary>Where heads and archives would lie; nothing here writes any.</summary>
    private static string Away => Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public MemoryStore Store { get; }

    /// <summary>What the casework asks of the store.</summary>
    public Reads Reads { get; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 6, 22, 2, 0, 0, TimeSpan.Zero);

    public Id Round { get; } = RoundState.IdOf(School, Procedure, "2026-2027", "秋季");

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>The same school after a new start: what stands in the store, and nothing that was held in memory.</summary>
    public SchoolHost StartedAnew() => new(Store) { Now = Now, keys = keys };

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The school with its units, without documents and people.</summary>
    public static async Task<SchoolHost> EmptyAsync()
    {
        var host = new SchoolHost(new MemoryStore());
        (await host.SendAsync(new PutOrgUnits("/", [new("/", "nation", "全国"), new(Province, "province", "河南省")]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.SendAsync(new PutOrgUnits(School,
        [
            new(School, "school", "示例学院"), new(Department, "department", "软件学院"), new(ClassA, "class", "软件2401"), new(ClassB, "class", "软件2501"),
        ]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        return host;
    }

    /// <summary>With the shipped documents published and two students in class A.</summary>
    public static async Task<SchoolHost> ReadyAsync()
    {
        var host = await EmptyAsync();
        var texts = DocumentFolder.Read(Path.Combine(AppContext.BaseDirectory, "workflows"));
        (await host.SendAsync(new PublishDocuments("/", texts) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.ImportAsync(Student(1, "周雨禾"), Student(2, "李向南"))).Rejected.Should().BeNull();
        return host;
    }

    /// <summary>With a round opened and both tracks told.</summary>
    public static async Task<SchoolHost> OpenAsync()
    {
        var host = await ReadyAsync();
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        (await host.AnnounceAsync()).Rejected.Should().BeNull();
        return host;
    }

    public OpenRound Opening(Adoption? adoption = null, bool practice = false, string name = "秋季") => new(
        School, Procedure, "2026-2027", name, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["freshmen", "enrolled"], adoption ?? Adopted, practice)
    {
        Principal = Principal.System, Key = "",
    };

    public Task<Answer> AnnounceAsync(string track = "enrolled") => SendAsync(
        new AnnounceRound(Round, track, new DateOnly(2026, 6, 22), ["notice-board"], "0f1e2d3c4b5a69788796a5b4c3d2e1f0", ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"]) { Principal = Principal.System, Key = "" });

    public Task<Answer> BeginAsync(Id person, Id round = default) =>
        SendAsync(new BeginCase(round.IsNone ? Round : round, person, "enrolled") { Principal = Principal.System, Key = "" });

    public Task<Answer> ImportAsync(params PersonRow[] rows) => SendAsync(new ImportPeople(School, "register.xlsx", [.. rows]) { Principal = Principal.System, Key = "" });

    public async Task<IReadOnlyList<PersonRecord>> PeopleAsync() => await Get<Casework.Organisations.Directory>().PeopleAsync(Scope.All, School);

    public async Task<Id> PersonAsync(string name) => (await PeopleAsync()).Single(p => p.Name == name).Id;

    /// <summary>Each command under a key of its own, unless it brings one.</summary>
    public Task<Answer> SendAsync(Command command) =>
        Get<IMediator>().Send(command.Key.Length > 0 ? command : command with { Key = (++keys).ToString(CultureInfo.InvariantCulture) });

    /// <summary>Delivers messages of units and rounds until none is left; the answers, without the refusals that the sender expects.</summary>
    public async Task<ImmutableArray<Answer>> DeliverAsync()
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        while (true)
        {
            var pending = (await Store.Reader.PendingMessagesAsync(Scope.All, Now, 100))
                .Select(m => (m.Message, Command: CaseMessages.CommandOf(m.Message))).Where(m => m.Command is not null).ToList();
            if (pending.Count == 0)
                return answers.ToImmutable();
            foreach (var (message, command) in pending)
            {
                var answer = await SendAsync(command!);
                if (answer.Rejected is not { } refused || !message.Expects.Contains(refused.Code.Id))
                    answers.Add(answer);
                if (answer.Rejected is { } reason)
                    await Store.MarkMessagesAsync([new MessageTaken(message.Id, reason.Code.Id)]);
            }
        }
    }

    public static PersonRow Student(int n, string name, string place = ClassA, string grade = "2024") => new(
        n, place, Value.Record(("grade", grade)),
        Value.Record(("name", name), ("idNumber", SyntheticId.Make(new DateOnly(2006, 3, n), n)), ("studentNumber", $"2024{n:0000}")));
}
