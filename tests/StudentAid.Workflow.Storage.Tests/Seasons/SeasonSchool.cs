using System.Diagnostics;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>A generated school on a database of its own, on a clock of its own, played by the product's commands alone.</summary>
internal sealed class SeasonSchool : IAsyncDisposable
{
    public const string Paper = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder folder;
    private readonly SqliteStore store;
    private readonly ServiceProvider services;
    private readonly SchoolActs acts;
    private readonly Stopwatch watch = Stopwatch.StartNew();

    private SeasonSchool(TemporaryFolder folder, SqliteStore store, ServiceProvider services, LiveSchool live)
    {
        (this.folder, this.store, this.services, Live) = (folder, store, services, live);
        acts = new SchoolActs(live);
    }

    public LiveSchool Live { get; }

    /// <summary>How long each part took, for the long run's report.</summary>
    public List<string> Times { get; } = [];

    /// <summary>The school of a shipped test file with other members in it.</summary>
    public static async Task<SeasonSchool> OpenAsync(string name, params IEnumerable<(string Member, Value Value)> changed)
    {
        var place = new TemporaryFolder();
        var shipped = Repository.PathOf($"tests/schools/{name}.school.json");
        var written = changed.Aggregate((RecordValue)Value.Parse(await File.ReadAllTextAsync(shipped)), (all, c) => all.With(c.Member, c.Value))
            .With("documents", Value.List(((string[])["national", "calendars"]).Select(d => Value.Of(Repository.PathOf($"workflows/{d}")))));
        var file = place.File($"{name}.school.json");
        await File.WriteAllTextAsync(file, written.ToJson());
        var (document, unreadable) = SchoolDocument.Read(file);
        unreadable.Should().BeNull();
        var data = SqliteStore.Open(place.File("season.db"));
        ServiceProvider? built = null;
        var host = SchoolHosts.Open(
            new SchoolStore(data, data.Reader, data.MarkMessagesAsync, data.DeletePracticeAsync), new SchoolClock(DateTimeOffset.UnixEpoch, document!.Zone),
            s => built = s.BuildServiceProvider());
        var (live, refused) = await SchoolBuilder.BuildAsync(document, host);
        refused.Should().BeNull();
        var school = new SeasonSchool(place, data, built!, live!);
        school.Took("school");
        return school;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public void Took(string part)
    {
        Times.Add($"{part} {watch.Elapsed.TotalSeconds:F1}");
        watch.Restart();
    }

    public Task UntilAsync(string instant) => Live.MoveToAsync(Live.Host.Clock.Read(instant)!.Value);

    /// <summary>Nobody named acts for himself.</summary>
    public async Task DoAsync(string who, string act, IEnumerable<SeasonStudent> about, params IEnumerable<(string Name, Value Value)> with)
    {
        var cases = about.Select(s => Value.Of(s.Name)).ToList();
        if (cases.Count > 0)
            (await TriedAsync(who, act, cases, with)).Should().Be("", "{0} does {1}", who, act);
    }

    public async Task DoAsync(string who, string act, params IEnumerable<(string Name, Value Value)> with) => (await TriedAsync(who, act, [], with)).Should().Be("", "{0} does {1}", who, act);

    /// <summary>Everybody is refused with this code.</summary>
    public async Task RefusedAsync(string code, string who, string act, IEnumerable<SeasonStudent> about, params IEnumerable<(string Name, Value Value)> with)
    {
        foreach (var student in about)
            (await TriedAsync(who, act, [student.Name], with)).Should().StartWith($"{code}:", "{0} does {1}", who, act);
    }

    public async Task RefusedAsync(string code, string who, string act, params IEnumerable<(string Name, Value Value)> with) =>
        (await TriedAsync(who, act, [], with)).Should().StartWith($"{code}:", "{0} does {1}", who, act);

    /// <summary>Which round the steps are about from now on, where the school has several.</summary>
    public string Round { get; set; } = "";

    public Id RoundId => Live.IdOf(Live.RoundOf(Round)!);

    public Task<Answer> SendAsync(Command command) => Live.Host.Mediator.Send(command);

    /// <summary>Every case of the round with its history.</summary>
    public async Task<IReadOnlyList<(StreamRow Row, CaseHistory History)>> CasesAsync()
    {
        var rows = await store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = RoundId, Kind = InstanceSteps.Kind }, PageRequest.Everything);
        var found = new List<(StreamRow, CaseHistory)>();
        foreach (var row in rows.Items)
            found.Add((row, (await CaseHistory.LoadAsync(store, row.Id, default))!));
        return found;
    }

    /// <summary>Cases that are neither over nor waited for: no task, no place in a list's queue, no deadline.</summary>
    public async Task<IReadOnlyList<string>> StrandedAsync()
    {
        var stranded = new List<string>();
        foreach (var (row, _) in (await CasesAsync()).Where(c => c.Row.Status is not ("finished" or "cancelled")))
        {
            var state = await Live.Host.Runner.StateAsync<InstanceState>(await store.LoadAsync(row.Id), default);
            if (state!.Bookmarks.Count == 0)
                stranded.Add($"{Live.NameOf(row.Subject)} {row.Status} {row.At}");
        }

        return stranded;
    }

    /// <summary>How many steps everything in the database has taken.</summary>
    public async Task<long> StepsAsync() =>
        (await store.Reader.StreamsAsync(Scope.All, new StreamFilter { AnyGroup = true }, PageRequest.Everything)).Items.Sum(s => s.Version);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    private async Task<string> TriedAsync(string who, string act, IReadOnlyList<Value> cases, IEnumerable<(string Name, Value Value)> with)
    {
        var step = Value.Record(("do", act), ("as", who), ("round", Round), ("with", Value.Record(with)));
        var refused = await acts.DoAsync(new SchoolStep(cases.Count > 0 ? step.With("cases", Value.List(cases)) : step));
        return $"{refused}";
    }
}
