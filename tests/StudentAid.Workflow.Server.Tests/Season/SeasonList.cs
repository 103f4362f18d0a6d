using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>One list (名单) of a round in the hands of whoever keeps it.</summary>
public sealed class SeasonList(SeasonSchool school, Post keeper, Id id)
{
    public Id Id => id;

    /// <summary>The notice as it was printed while its period ran.</summary>
    public string Sheet { get; private set; } = "";

    /// <summary>Takes everybody who waits into a new list.</summary>
    public static async Task<SeasonList> FreezeAsync(SeasonSchool school, Post keeper, string activity, string unit, string reason = "") =>
        new(school, keeper, Id.Parse((await school.DoAsync(keeper.Client, "/api/rosters", Input(school, activity, unit, reason)))["id"].AsText()!));

    public static Value Input(SeasonSchool school, string activity, string unit, string reason = "") =>
        Value.Record(("round", school.Round.ToString()), ("activity", activity), ("unit", unit), ("reason", reason));

    public Task<Value> ShownAsync() => school.ReadAsync(keeper.Client, $"/api/rosters/{id}");

    /// <summary>All members agree, or the first so many; who withdraws is replaced by a substitute.</summary>
    public async Task<Reply> MeetAsync(string body, string unit, string day, string withdrawn = "", int first = int.MaxValue)
    {
        var seats = school.MembersOf(body, unit).Take(first).Select(m => (Value)Value.Record(
            ("member", m), ("attendance", m == withdrawn ? "withdrawn" : "present"), ("substitute", m == withdrawn ? SeasonSchool.Substitute : ""), ("vote", "agree")));
        return await school.Server.PostAsync(
            keeper.Client, $"/api/rosters/{id}/meet", Value.Record(("day", day), ("mode", "in-person"), ("seats", Value.List(seats))).ToJson());
    }

    private Task<Reply> DecideAsync(IEnumerable<Value> entries, Value hints, string? etag) => school.Server.PostAsync(
        keeper.Client, $"/api/rosters/{id}/decide", Value.Record(("entries", Value.List(entries)), ("minutes", "按集体意见"), ("hints", hints)).ToJson(), $"If-Match: {etag}");

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    /// <summary>Every open entry is agreed at the level that it came with, or decided as said for its student.</summary>
    public async Task<Reply> DecideAsync(params (Student Student, RecordValue Verdict)[] exceptions)
    {
        var shown = await school.Server.GetAsync(keeper.Client, $"/api/rosters/{id}");
        var entries = shown.Body["entries"].Items.Where(e => e["state"].AsText() == "open").Select(entry =>
        {
            var own = exceptions.FirstOrDefault(x => x.Student.Case.ToString() == entry["case"].AsText()).Verdict;
            var level = entry["level"].AsText()!;
            // 不予认定 is handed on with the reason that the body before gave; a score below every level gives none.
            var refusal = entry["refusal"].AsText();
            (level == "not-determined").Should().Be(refusal is not null);
            var verdict = own ?? (refusal is null ? Verdict("agree", level: level) : Verdict("not-determined", reason: refusal.Length > 0 ? refusal : "other"));
            return (Value)verdict.With("case", entry["case"]);
        });
        var hints = Value.EmptyList;
        var reply = await DecideAsync(entries, hints, shown.Etag);
        while (reply.Code == "hint-unanswered")
        {
            hints = new ListValue(hints.Items.Add(Value.Record(("key", Between(reply.Body["detail"].AsText()!, "（", "）")), ("answer", "已逐人核对，维持评议意见"))));
            reply = await DecideAsync(entries, hints, shown.Etag);
        }

        await school.Server.SettleAsync();
        return reply;
    }

    public static RecordValue Verdict(string verdict, string level = "", string reason = "", string opinion = "") =>
        Value.Record(("verdict", verdict), ("level", level), ("reason", reason), ("opinion", opinion));

    /// <summary>Posts the notice and photographs the board. The last day of its period.</summary>
    public async Task<string> PostAsync()
    {
        await school.DoAsync(keeper.Client, $"/api/publicities/{id}/post", Value.Record(("where", Value.List("board"))));
        await PhotographAsync("posted");
        Sheet = (await school.Server.GetAsync(keeper.Client, $"/api/prints/publicity-notice?roster={id}")).Text;
        return (await school.ReadAsync(keeper.Client, $"/api/publicities/{id}"))["period"]["lastDay"].AsText()!;
    }

    public Task PhotographAsync(string moment) => school.DoAsync(
        keeper.Client, $"/api/publicities/{id}/photo", Value.Record(("moment", moment), ("evidence", school.Scan)));

    public Task ObjectAsync(Student about, string text, string objector = "") => school.DoAsync(keeper.Client, "/api/objections", Value.Record(
        ("publicity", id.ToString()), ("case", about.Case.ToString()), ("channel", "telephone"), ("text", text), ("objector", objector)));

    public async Task AnswerAsync(int number, bool upheld, string text)
    {
        await school.DoAsync(keeper.Client, $"/api/objections/{number}/answer", Value.Record(("publicity", id.ToString()), ("upheld", upheld), ("text", text)));
        await school.Server.SettleAsync();
    }

    public static void Good(Reply reply) => reply.Status.Should().Be(200, reply.Text);
}
