using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>
/// Takes all his students through one round after another: paper form, visit, list, letter. What he does next depends only on what the server
/// has acknowledged; that it may be another process each time he does not notice.
/// </summary>
internal sealed class CrashCaller(Line line, string name, IReadOnlyList<Id> people, string scan)
{
    private const int Hands = 3;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public Line Line => line;

    public List<Id> Rounds { get; } = [];

    /// <summary>Whole rounds, at least one, until it is enough.</summary>
    public async Task WorkAsync(Func<bool> isEnough, CancellationToken cancellation)
    {
        do
        {
            await RoundAsync(cancellation);
        }
        while (!isEnough());
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        var round = await OpenAsync();
        var cases = new Dictionary<Id, Id>();
        await EachAsync(
            people,
            async person =>
            {
                var id = await ApplyAsync(round, person);
                lock (cases)
                    cases[person] = id;
            },
            cancellation);
        await line.DoAsync($"/api/rounds/{round}/window", Window(closesInDays: 40));
        await EachAsync(cases.Values, id => ActAsync(id, "verify", "record", Visit), cancellation);
        var returned = await ListAsync(round, first: true, cancellation);
        await EachAsync(returned, id => ActAsync(id, "verify", "record", Visit), cancellation);
        await ListAsync(round, first: false, cancellation);
        await EachAsync(cases.Values, FinishAsync, cancellation);
    }

    private async Task<Id> OpenAsync()
    {
        var opened = await line.DoAsync("/api/rounds", Value.Record(
            ("school", CrashSchool.Path), ("procedure", CrashSchool.Procedure), ("schoolYear", "2026"), ("name", $"{name}-{Rounds.Count + 1}"),
            ("termStart", "2020-09-01"), ("referenceDay", "2020-09-01"), ("tracks", Value.List("enrolled"))));
        var round = Id.Parse(opened["id"].AsText()!);
        Rounds.Add(round);
        await line.DoAsync($"/api/rounds/{round}/announce", Value.Record(("track", "enrolled"), ("day", "2020-09-01"), ("channels", Value.List("board")),
            ("textHash", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"), ("evidence", Value.List("1a2b3c4d5e6f70819293a4b5c6d7e8f9"))));
        await line.DoAsync($"/api/rounds/{round}/window", Window(closesInDays: 30));
        return round;
    }

    private async Task<Id> ApplyAsync(Id round, Id person)
    {
        var begun = await line.DoAsync("/api/cases", Value.Record(("round", round.ToString()), ("person", person.ToString()), ("track", "enrolled")));
        var id = Id.Parse(begun["id"].AsText()!);
        var paper = Value.Record(("who", line.Principal.ToString()), ("why", "paper"), ("scan", scan));
        await ActAsync(id, "apply", "submit", Value.Record(("answers", Value.Record(("why", "家中有病人"))), ("onBehalf", paper)));
        return id;
    }

    /// <summary>Freezes whoever waits, decides them all and waits until the last has gone on. Those that the first list sent back.</summary>
    private async Task<IReadOnlyList<Id>> ListAsync(Id round, bool first, CancellationToken cancellation)
    {
        var frozen = await line.DoAsync("/api/rosters", Value.Record(("round", round.ToString()), ("activity", "office"), ("unit", CrashSchool.Path), ("reason", "其余不等")));
        var list = $"/api/rosters/{frozen["id"].AsText()}";
        var shown = await line.AskAsync(list);
        var entries = shown.Body["entries"].Items;
        var verdicts = entries.Select((e, n) => Verdict(e["case"], first ? n % 10 : 0)).ToList();
        await line.DoAsync($"{list}/decide", Value.Record(("entries", Value.List(verdicts)), ("minutes", "按集体意见")), shown.Etag);
        while ((await line.GetAsync(list))["status"].AsText() != "released")
            await Task.Delay(BetweenLooks, cancellation);
        return [.. verdicts.Where(v => v["verdict"].AsText() == "return").Select(v => Id.Parse(v["case"].AsText()!))];
    }

    private async Task FinishAsync(Id id)
    {
        if ((await line.GetAsync($"/api/cases/{id}"))["status"].AsText() == "open")
            await ActAsync(id, "letter", "endorse", Value.Record(("level", "low")));
        var ended = await line.GetAsync($"/api/cases/{id}");
        if (ended["status"].AsText() != "finished")
            throw new InvalidOperationException($"Expected the case to be finished after its letter, but it is {ended.ToJson()}");
    }

    private async Task ActAsync(Id id, string activity, string verb, Value input)
    {
        var actions = await line.GetAsync($"/api/cases/{id}/actions");
        var action = actions["items"].Items.FirstOrDefault(a => a["activity"].AsText() == activity)
            ?? throw new InvalidOperationException($"Expected case {id} to wait at {activity}, but it is {(await line.GetAsync($"/api/cases/{id}")).ToJson()}");
        await line.DoAsync($"/api/tasks/{action["task"].AsText()}/{verb}", input, action["etag"].AsText());
    }

    private Value Visit => Value.Record(
        ("method", "home-visit"), ("date", "2020-09-10"), ("persons", Value.List(line.Principal.ToString())), ("finding", "属实"), ("finish", true));

    private static Value Verdict(Value id, int kind) => kind switch
    {
        4 => Value.Record(("case", id), ("verdict", "return"), ("reason", "other")),
        7 => Value.Record(("case", id), ("verdict", "not-determined"), ("reason", "other")),
        _ => Value.Record(("case", id), ("verdict", "agree"), ("level", "low")),
    };

    private static Value Window(int closesInDays) => Value.Record(
        ("track", "enrolled"), ("opens", "2020-09-01T00:00:00+08:00"), ("closes", $"{DateTime.UtcNow.Date.AddDays(closesInDays):yyyy-MM-dd}T00:00:00+08:00"));

    private static Task EachAsync(IEnumerable<Id> ids, Func<Id, Task> act, CancellationToken cancellation) => Parallel.ForEachAsync(
        ids, new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = cancellation }, async (id, _) => await act(id));
}
