using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>The lists of one round: a class's committee meets, the office decides, the notice is posted and objected to. Each step waits until the last case of the one before has gone on.</summary>
internal sealed class CrashLists(Line line, Id round)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The committee meets on whoever waits; its last member votes afterwards, and the list is decided then. Those that the first list sent back.</summary>
    public async Task<IReadOnlyList<Id>> ReviewAsync(string unit, bool first, CancellationToken cancellation)
    {
        var list = await FreezeAsync("class", unit);
        var seats = CrashSchool.Members.Select((m, n) => (Value)Value.Record(("member", m), ("attendance", "present"), ("substitute", ""), ("vote", n < 2 ? "agree" : "")));
        await line.DoAsync($"{list}/meet", Value.Record(("day", $"{DateTime.UtcNow:yyyy-MM-dd}"), ("mode", "in-person"), ("seats", Value.List(seats))));
        await line.DoAsync($"{list}/vote", Value.Record(("member", CrashSchool.Members[^1]), ("vote", "agree")));
        return await DecideAsync(list, n => first && n % 10 == 2 ? "return" : "agree", cancellation);
    }

    /// <summary>The office's list. Those that the first one sent back.</summary>
    public async Task<IReadOnlyList<Id>> ApproveAsync(bool first, CancellationToken cancellation) => await DecideAsync(
        await FreezeAsync("office", CrashSchool.Path), n => (first ? n % 10 : 0) switch { 4 => "return", 7 => "not-determined", _ => "agree" }, cancellation);

    /// <summary>Posts the notice; of two objections one is upheld, which ends its case before the period does.</summary>
    public async Task PostAsync(CancellationToken cancellation)
    {
        var list = await FreezeAsync("publicity", CrashSchool.Path);
        var notice = list[(list.LastIndexOf('/') + 1)..];
        await line.DoAsync($"/api/publicities/{notice}/post", Value.Record(("where", Value.List("signed-in"))));
        var about = (await line.GetAsync(list))["entries"].Items.Take(2).Select(e => e["case"]).ToList();
        foreach (var id in about)
            await line.DoAsync("/api/objections", Value.Record(("publicity", notice), ("case", id), ("channel", "telephone"), ("text", "有异议")));
        foreach (var number in Enumerable.Range(1, about.Count))
            await line.DoAsync($"/api/objections/{number}/answer", Value.Record(("publicity", notice), ("upheld", number == 2), ("text", "已复核")));
        while ((await line.GetAsync($"/api/cases/{about[1].AsText()}"))["status"].AsText() != "finished")
            await Task.Delay(BetweenLooks, cancellation);
    }

    private async Task<string> FreezeAsync(string activity, string unit)
    {
        var frozen = await line.DoAsync("/api/rosters", Value.Record(("round", round.ToString()), ("activity", activity), ("unit", unit), ("reason", "其余不等")));
        return $"/api/rosters/{frozen["id"].AsText()}";
    }

    /// <summary>Decides all of a list's entries, by their number, and waits until the last has gone on. Those that were sent back.</summary>
    private async Task<IReadOnlyList<Id>> DecideAsync(string list, Func<int, string> verdictOf, CancellationToken cancellation)
    {
        var shown = await line.AskAsync(list);
        var verdicts = shown.Body["entries"].Items.Select((e, n) => Verdict(e["case"], verdictOf(n))).ToList();
        await line.DoAsync($"{list}/decide", Value.Record(("entries", Value.List(verdicts)), ("minutes", "按集体意见")), shown.Etag);
        while ((await line.GetAsync(list))["status"].AsText() != "released")
            await Task.Delay(BetweenLooks, cancellation);
        return [.. verdicts.Where(v => v["verdict"].AsText() == "return").Select(v => Id.Parse(v["case"].AsText()!))];
    }

    private static Value Verdict(Value id, string verdict) => verdict == "agree"
        ? Value.Record(("case", id), ("verdict", verdict), ("level", "low")) : Value.Record(("case", id), ("verdict", verdict), ("reason", "other"));
}
