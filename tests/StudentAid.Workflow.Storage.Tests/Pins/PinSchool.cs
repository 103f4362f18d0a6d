using System.Collections.Immutable;
using System.Globalization;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>
/// The whole casework over a store: a school of one class whose small procedure is published, so that it can be published again in another form.
/// Somebody looks at the case, a list approves it, and a notice shows it for five working days.
/// </summary>
internal sealed class PinSchool : TimeProvider, IAsyncDisposable
{
    public const string School = "/s/";
    public const string Class = "/s/a/";
    private static int keys;
    private readonly IStoreUnderTest store;
    private readonly ServiceProvider services;

    /// <summary>A node on the store; with <paramref name="steps"/> and <paramref name="reader"/> in place of the store's own ways.</summary>
    public PinSchool(IStoreUnderTest store, IStepStore? steps = null, IStoreReader? reader = null, params ActivityType[] types)
    {
        this.store = store;
        var collection = new ServiceCollection()
            .AddSingleton<TimeProvider>(this).AddSingleton(steps ?? store.Steps).AddSingleton(reader ?? store.Reader)
            .AddSingleton<PracticeDeletion>((round, _) => store.DeletePracticeAsync(round))
            .AddSingleton<MarkMessages>((messages, _) => store.MarkMessagesAsync([.. messages]));
        foreach (var type in types)
            collection.AddSingleton(type);
        services = collection.AddCasework().AddSingleton<Casework.Signals.SignalRouter>().AddSingleton<MessageDelivery>().BuildServiceProvider();
    }

    public DateTimeOffset Now { get; set; } = new(2026, 9, 14, 2, 0, 0, TimeSpan.Zero);

    public Id Round { get; } = RoundState.IdOf(School, "small", "2026-2027", "秋季");

    public override DateTimeOffset GetUtcNow() => Now;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static Id PersonOf(int n) => Id.Of("person", n.ToString(CultureInfo.InvariantCulture));

    public Id CaseOf(int n) => Id.Of("case", Round.ToString(), PersonOf(n).ToString(), "1");

    /// <summary>With a round open under <see cref="SmallProcedure.First"/> and a case of each student that waits to be looked at.</summary>
    public static async Task<PinSchool> OpenAsync(IStoreUnderTest store, int students, string? definition = null, string calendar = SmallProcedure.Calendar, string? body = null, int? begun = null, params ActivityType[] types)
    {
        var school = new PinSchool(store, null, null, types);
        await school.GoesAsync(new PutOrgUnits("/", [new("/", "nation", "全国")]) { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new PutOrgUnits(School, [new(School, "school", "示例学校"), new(Class, "class", "一班")]) { Principal = Principal.System, Key = "" });
        await school.PublishAsync([SmallProcedure.Side, definition ?? SmallProcedure.First, SmallProcedure.Scale, calendar, .. body is null ? Array.Empty<string>() : [body]]);
        await school.GoesAsync(new OpenRound(School, "small", "2026-2027", "秋季", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["enrolled"], null, false) { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new AnnounceRound(school.Round, "enrolled", new DateOnly(2026, 9, 1), ["board"], "0f1e2d3c4b5a69788796a5b4c3d2e1f0", ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"]) { Principal = Principal.System, Key = "" });
        await school.PutPeopleAsync(students);
        for (var n = 0; n < (begun ?? students); n++)
            await school.BeginAsync(n);
        return school;
    }

    public Task<Answer> BeginAsync(int student) => GoesAsync(new BeginCase(Round, PersonOf(student), "enrolled") { Principal = Principal.System, Key = "" });

    /// <summary>Each command under a key of its own, unless it brings one.</summary>
    public Task<Answer> SendAsync(Command command) =>
        Get<IMediator>().Send(command.Key.Length > 0 ? command : command with { Key = $"pins-{Interlocked.Increment(ref keys)}" });

    public async Task<Answer> GoesAsync(Command command)
    {
        var answer = await SendAsync(command);
        answer.Rejected.Should().BeNull();
        return answer;
    }

    public Task<Answer> PublishAsync(params ImmutableArray<string> texts) => GoesAsync(new PublishDocuments("/", texts) { Principal = Principal.System, Key = "" });

    public Task<Answer> RepinAsync(params Renaming[] mapping) => SendAsync(Repinning(mapping));

    public RepinRound Repinning(params Renaming[] mapping) => new(Round, "原规则有误", [.. mapping]) { Principal = Principal.System, Key = "" };

    /// <summary>Whoever has to look at a student's case has looked.</summary>
    public async Task<Answer> LookAsync(int student)
    {
        var task = (await CaseAsync(student)).Bookmarks.Values.Single(b => b.Kind == BookmarkKind.Task);
        return await SendAsync(new CompleteTask(CaseOf(student), task.Id, "complete", Value.EmptyRecord) { Principal = Principal.System, Key = "" });
    }

    public Task<Answer> FreezeAsync(string activity, string unit = School) => SendAsync(new FreezeRoster(Round, activity, unit, "不再等待") { Principal = Principal.System, Key = "" });

    /// <summary>Agrees to these students on a list and releases them.</summary>
    public async Task AgreeAsync(Id roster, params int[] students)
    {
        await GoesAsync(new DecideRoster(roster, [.. students.Select(n => new EntryVerdict(CaseOf(n), "agree", "low"))], "") { Principal = Principal.System, Key = "" });
        await ReleaseAsync(roster);
    }

    /// <summary>All of a list are put off: they wait again at the gate.</summary>
    public Task HoldAsync(Id roster, params int[] students) =>
        GoesAsync(new DecideRoster(roster, [.. students.Select(n => new EntryVerdict(CaseOf(n), "hold", "", "later"))], "") { Principal = Principal.System, Key = "" });

    public async Task ReleaseAsync(Id roster)
    {
        while (await Get<RosterRelease>().RunOnceAsync(roster, default))
        {
            // each round releases a chunk
        }
    }

    /// <summary>A notice of these students, posted now.</summary>
    public async Task<Id> PostedAsync(params int[] students)
    {
        foreach (var student in students)
            (await LookAsync(student)).Rejected.Should().BeNull();
        await AgreeAsync((await FreezeAsync("list")).Stream, students);
        var notice = await FreezeAsync("notice");
        notice.Rejected.Should().BeNull();
        await GoesAsync(new PostPublicity(notice.Stream, ["board"]) { Principal = Principal.System, Key = "" });
        return notice.Stream;
    }

    /// <summary>Delivers what is pending until nothing is; the refusals that no sender expected.</summary>
    public async Task<IReadOnlyList<string>> DeliverAsync()
    {
        var refused = new List<string>();
        while (await store.Reader.PendingMessagesAsync(Scope.All, Now, 100) is { Count: > 0 } pending)
        {
            foreach (var row in pending)
            {
                if (await Get<MessageDelivery>().DeliverAsync(row.Message, default) is { } rejection && !row.Message.Expects.Contains(rejection.Code.Id))
                    refused.Add(rejection.Code.Id);
            }
        }

        return refused;
    }

    public async Task<InstanceState> CaseAsync(int student) => (await Get<StepRunner>().StateAsync<InstanceState>(await store.Steps.LoadAsync(CaseOf(student)), default))!;

    public async Task<string> AtAsync(int student) => (await store.Reader.StreamAsync(Scope.All, CaseOf(student)))!.At;

    /// <summary>The names of the events of a case's last step.</summary>
    public async Task<IReadOnlyList<string>> LastStepAsync(int student) =>
        [.. Value.Parse((await store.Steps.EventsAsync(CaseOf(student)))[^1].Data.Span).Items.Select(e => e.Items[0].AsText()!)];

    public async Task<RoundState> RoundAsync() => (await Get<StepRunner>().StateAsync<RoundState>(await store.Steps.LoadAsync(Round), default))!;

    public async Task<RosterState> RosterAsync(Id roster) => (await Get<StepRunner>().StateAsync<RosterState>(await store.Steps.LoadAsync(roster), default))!;

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task PutPeopleAsync(int students)
    {
        var register = Id.Of("register", "of the test");
        (await store.Steps.ApplyAsync([new Step
        {
            Stream = register, Kind = "unit", Expected = 0, OrgPath = School, Status = "open", Operation = Id.Of("register"), BodyHash = 0, Actor = default, Now = Now, Data = "[]"u8.ToArray(),
            Rows = [.. Enumerable.Range(0, students).Select(n => (RowChange)new DocumentPut("person", PersonOf(n).ToString(), Value.Record(("status", "enrolled")), Class))],
        }])).Single().Should().BeOfType<StepResult.Applied>();
    }
}
