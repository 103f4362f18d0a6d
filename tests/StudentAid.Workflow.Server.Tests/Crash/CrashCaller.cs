using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>
/// Takes all his students through one round after another: paper form, visit, their classes' lists, the office's list, letter, notice. What he does
/// next depends only on what the server has acknowledged; that it may be another process each time he does not notice.
/// </summary>
internal sealed class CrashCaller(Line line, string name, IReadOnlyList<string> classes, IReadOnlyList<Id> people, string scan)
{
    private const int Hands = 3;

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
        var lists = new CrashLists(line, round);
        await EachAsync(await ClassesAsync(lists, classes, first: true, cancellation), id => ActAsync(id, "verify", "record", Visit), cancellation);
        await ClassesAsync(lists, classes, first: false, cancellation);
        var returned = await lists.ApproveAsync(first: true, cancellation);
        await ClassesAsync(lists, ClassesOf(returned, cases), first: false, cancellation);
        await lists.ApproveAsync(first: false, cancellation);
        await EachAsync(cases.Values, InformAsync, cancellation);
        await lists.PostAsync(cancellation);
    }

    private IEnumerable<string> ClassesOf(IReadOnlyList<Id> some, Dictionary<Id, Id> cases) =>
        classes.Where((_, n) => people.Skip(n * CrashSchool.ClassSize).Take(CrashSchool.ClassSize).Any(p => some.Contains(cases[p])));

    /// <summary>The committees' lists side by side. Those whom they sent back.</summary>
    private static async Task<IReadOnlyList<Id>> ClassesAsync(CrashLists lists, IEnumerable<string> classes, bool first, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(classes.Select(c => lists.ReviewAsync(c, first, cancellation)))).SelectMany(r => r)];

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

    private async Task InformAsync(Id id)
    {
        if ((await line.GetAsync($"/api/cases/{id}"))["status"].AsText() == "open")
            await ActAsync(id, "letter", "endorse", Value.Record(("level", "low")));
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

    private static Value Window(int closesInDays) => Value.Record(
        ("track", "enrolled"), ("opens", "2020-09-01T00:00:00+08:00"), ("closes", $"{DateTime.UtcNow.Date.AddDays(closesInDays):yyyy-MM-dd}T00:00:00+08:00"));

    private static Task EachAsync(IEnumerable<Id> ids, Func<Id, Task> act, CancellationToken cancellation) => Parallel.ForEachAsync(
        ids, new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = cancellation }, async (id, _) => await act(id));
}
