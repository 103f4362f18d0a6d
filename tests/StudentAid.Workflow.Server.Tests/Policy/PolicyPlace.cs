using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Posts and expects that it was done.</summary>
internal delegate Task<Value> Doing(HttpClient client, string path, string json, params string[] headers);

/// <summary>A class with its teacher, who does what is done there. Cases begin verified.</summary>
internal sealed record Place(string Class, string Canary, HttpClient Teacher, IReadOnlyList<string> People)
{
    /// <summary>A file of the class that may be named as evidence.</summary>
    public string Proof { get; init; } = "";

    public async Task<IReadOnlyList<string>> BeginAsync(RunningServer server, Doing post, string round, int count, int from = 0)
    {
        var cases = new List<string>();
        foreach (var person in People.Skip(from).Take(count))
        {
            cases.Add((await post(Teacher, "/api/cases", $$"""{ "round": "{{round}}", "person": "{{person}}", "track": "enrolled" }"""))["id"].AsText()!);
            await ActAsync(server, cases[^1], "record", $$"""{ "method": "home-visit", "date": "2026-09-10", "persons": ["{{person}}"], "finding": "属实{{Canary}}", "finish": true }""");
        }

        return cases;
    }

    public async Task<Value> OfferedAsync(RunningServer server, string @case) => (await server.GetAsync(Teacher, $"/api/cases/{@case}/actions")).Body["items"].Items[0];

    public async Task ActAsync(RunningServer server, string @case, string verb, string input)
    {
        var offered = await OfferedAsync(server, @case);
        await server.DoAsync(Teacher, $"/api/tasks/{offered["task"].AsText()}/{verb}", input, $"If-Match: {offered["etag"].AsText()}");
    }

    public async Task<string> FreezeAsync(Doing post, string round, string activity) =>
        (await post(Teacher, "/api/rosters", $$"""{ "round": "{{round}}", "activity": "{{activity}}", "unit": "{{Class}}", "reason": "其余不等" }"""))["id"].AsText()!;
}
