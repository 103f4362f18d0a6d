using System.Collections.Concurrent;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// Every operation of the description, asked by everybody about everything: one's own, the sibling class's and department's, another school's and province's,
/// what was deleted and what never was. What is expected stands in the table.
/// </summary>
public sealed class PolicyMatrixTests(PolicyWorld world) : IClassFixture<PolicyWorld>
{
    private static readonly string[] OfAClass = ["cases", "tasks", "rosters", "people", "students", "files", "accounts", "api-keys", "views"];

    private readonly ConcurrentBag<string> holes = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<int>> rightful = new(StringComparer.Ordinal);
    private int asked;

    /// <summary>A stream of events never ends, and a sign-in is asked without one.</summary>
    private static IEnumerable<Operation> Asked => Operation.All.Where(o => o.Path != "/api/events" && !o.Row.Needs.Contains(Need.Nobody));

    /// <summary>Operations that only read and leave a record of it.</summary>
    private static readonly HashSet<string> Given =
    [
        "GET /api/cases/{id}/earlier-forms", "GET /api/cases/{id}/score", "GET /api/files/{hash}", "GET /api/prints/{form}", "GET /api/people/{id}/changes", "GET /api/rosters/{id}", "GET /api/rosters/{id}/workbook", "GET /api/rounds/{id}/archive",
        "GET /api/rounds/{id}/exports/{profile}", "GET /api/rounds/{id}/exports/{profile}/batches/{batch}", "GET /api/rounds/{id}/exports/{profile}/errors", "GET /api/rounds/{id}/exports/{profile}/file", "GET /api/rounds/{id}/payments/file",
        "GET /api/jobs/{id}/result", "GET /api/cases/{id}/record", "GET /api/reconsiderations/{id}", "GET /api/adjustments/{id}", "GET /api/samples/{id}", "GET /api/revocations/{id}", "GET /api/complaints/{id}",
    ];

    [Fact]
    public async Task Nobody_learns_or_changes_what_the_table_does_not_give()
    {
        foreach (var operation in Asked)
        {
            // A search is put on record where it was made, whatever it finds; what tells of families is on record before it is given.
            var isSearch = operation.Path.EndsWith("/search", StringComparison.Ordinal);
            var looks = isSearch || Given.Contains(operation.Name) ? AccessState.Kind : "";
            var answers = world.Actors.ToDictionary(a => a, _ => new Dictionary<string, (int Status, string Text)>(StringComparer.Ordinal));
            var commits = world.Commits();
            await EachAsync(actor => AskAsync(operation, actor, answers[actor], refused: true));
            if (!isSearch && world.Commits() != commits)
                holes.Add($"{operation.Name}: something was written for whom it is refused");
            var before = world.History(looks);
            await EachAsync(actor => AskAsync(operation, actor, answers[actor], refused: false));
            if (world.History(looks) != before)
                holes.Add($"{operation.Name}: the history moved");
            foreach (var (actor, told) in answers)
                Compare(operation, actor, told);
        }

        asked.Should().BeGreaterThan(10_000);
        Unanswered();
        Told().Should().BeEmpty();
        PolicyBytes.Standing(world.Server, world.Targets.Select(t => t.Canary).Where(c => c.Length > 0)).Should().BeEmpty("whatever was asked, nothing of anybody is written in clear");
    }

    [Fact]
    public async Task Whatever_is_written_is_noticed()
    {
        var (commits, history) = (world.Commits(), world.History());
        world.Commits().Should().Be(commits);
        await world.Server.DoAsync(world.Server.Administrator, "/api/views", """{ "name": "我的", "noun": "tasks", "filter": {} }""");
        world.Commits().Should().NotBe(commits);
        world.History().Should().NotBe(history);
    }

    [Fact]
    public void An_exception_says_why_and_names_tests_that_there_are()
    {
        var tests = Repository.Files("tests", "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.Ordinal);
        NeverAnswered.Operations.Should().HaveCountLessThan(24, "the list only gets shorter");
        NeverAnswered.Operations.Should().OnlyContain(o => o.Value.Reason.Length > 10 && (o.Value.Elsewhere == "-" || tests.Contains(o.Value.Elsewhere)));
    }

    /// <summary>
    /// That nothing leaks says nothing where nothing is ever shown: every operation is answered with success to somebody who may, but for those that
    /// <see cref="NeverAnswered"/> names with the reason.
    /// </summary>
    private void Unanswered()
    {
        foreach (var operation in Asked)
        {
            var got = rightful.GetValueOrDefault(operation.Name) ?? [];
            var succeeded = got.Any(s => s is >= 200 and < 300);
            if (!succeeded && !NeverAnswered.Operations.ContainsKey(operation.Name))
                holes.Add($"{operation.Name}: never answered with success, but with {string.Join(' ', got.Distinct().Order())}");
            if (succeeded && NeverAnswered.Operations.ContainsKey(operation.Name))
                holes.Add($"{operation.Name}: is answered with success, so it is no exception any more");
        }

        foreach (var name in NeverAnswered.Operations.Keys.Except(Asked.Select(o => o.Name), StringComparer.Ordinal))
            holes.Add($"{name}: an exception for no operation");
    }

    [Fact]
    public async Task Who_is_nobody_is_told_to_sign_in_whatever_he_asks_for()
    {
        var before = world.History();
        foreach (var operation in Asked.Append(Operation.All.Single(o => o.Path == "/api/events")))
        {
            foreach (var client in world.Nobodies)
            {
                foreach (var target in world.Targets)
                {
                    var (status, answer) = await SendAsync(client, operation, target, dryRun: false);
                    if (status != 401 || Leaks(answer, world.Targets).Any())
                        holes.Add($"{operation.Name} about {target.Relation}: {status} for nobody");
                }
            }
        }

        Told().Should().BeEmpty();
        world.History().Should().Be(before);
    }

    [Fact]
    public async Task Who_has_still_to_choose_a_password_of_his_own_is_told_so_whatever_he_asks_for()
    {
        var before = world.History();
        foreach (var operation in Asked.Append(Operation.All.Single(o => o.Path == "/api/events")).Where(o => !o.Path.StartsWith("/api/account", StringComparison.Ordinal) || o.Path.StartsWith("/api/accounts", StringComparison.Ordinal)))
        {
            foreach (var target in world.Targets)
            {
                var (status, answer) = await SendAsync(world.MustChange, operation, target, dryRun: false);
                if (status != 403 || !answer.Contains("change-password-first", StringComparison.Ordinal) || Leaks(answer, world.Targets).Any())
                    holes.Add($"{operation.Name} about {target.Relation}: {status} before the password was changed");
            }
        }

        Told().Should().BeEmpty();
        world.History().Should().Be(before);
    }

    /// <summary>By need: who passes the door of the operations that the administrator of all does not pass.</summary>
    private static readonly Dictionary<string, string> RoleFor = new(StringComparer.Ordinal)
    {
        [Need.Member] = "student-representative", [Duty.ConfirmRecoveries] = "finance-office", [Duty.EnterReferenceLevels] = "aid-office", [Duty.AllotPlaces] = "authority", [Duty.Oversee] = "authority",
    };

    [Fact]
    public async Task A_member_that_no_input_has_is_refused_by_every_operation()
    {
        var doors = new Dictionary<string, HttpClient>(StringComparer.Ordinal);
        foreach (var role in RoleFor.Values.Distinct(StringComparer.Ordinal))
            doors[role] = await world.ClientAsync(role, role, "/");
        var before = world.History();
        foreach (var operation in Asked.Where(o => o.HasListedBody))
        {
            var client = operation.Row.Needs.Select(RoleFor.GetValueOrDefault).OfType<string>().Select(r => doors[r]).FirstOrDefault() ?? world.Server.Administrator;
            bool[] places = operation.HasInner(world.Targets[0]) ? [false, true] : [false];
            foreach (var inner in places)
            {
                using var request = operation.About(world.Targets[0], $"extra {operation.Name}", dryRun: true, extra: "isAdministrator", inner);
                using var response = await client.SendAsync(request);
                var reply = await Reply.OfAsync(response);
                if (reply.Status != 400 || !reply.Text.Contains("isAdministrator", StringComparison.Ordinal))
                    holes.Add($"{operation.Name}{(inner ? " within" : "")}: {reply.Status} {reply.Text}");
            }
        }

        Told().Should().BeEmpty();
        world.History().Should().Be(before);
    }

    [Fact]
    public async Task Who_may_act_for_students_judges_nothing_of_theirs_with_whichever_of_his_roles()
    {
        var own = world.Targets[0];
        var people = (await world.Server.Get<Casework.Organisations.Directory>().PeopleAsync(Scope.All, own.Class)).Select(p => p.Id.ToString());
        var grants = string.Join(',', RoleDocument.Items.Where(r => r["student"].AsBool() != true).SelectMany(r => (string[])["/", own.School, own.Class], (r, unit) => $$"""{ "role": "{{r["id"].AsText()}}", "unit": "{{unit}}" }"""));
        async Task<HttpClient> AllRoundAsync(string persons) => await world.Server.MachineAsync($$"""{ "unit": "/", "name": "全能", "kind": "machine", "grants": [{{grants}}], "persons": [{{persons}}] }""");
        using var staff = await AllRoundAsync("");
        using var kin = await AllRoundAsync(string.Join(',', people.Select(p => $"\"{p}\"")));
        var refused = new List<string>();
        foreach (var operation in Asked.Where(o => !o.Row.Reads))
        {
            var (asKin, text) = await SendAsync(kin, operation, own, dryRun: true);
            if (asKin == 403 && (text.Contains("must-withdraw", StringComparison.Ordinal) || (await SendAsync(staff, operation, own, dryRun: true)).Status == 200))
                refused.Add(operation.Name);
        }

        // What a family does itself, what is done about a whole list, and who sits in a body (members have relatives of their own) he may; a late match has a test of its own.
        refused.Should().BeEquivalentTo(
        [
            "POST /api/adjustments", "POST /api/adjustments/{id}/begin", "POST /api/adjustments/{id}/dismiss", "POST /api/cases/{id}/cancel", "POST /api/cases/{id}/continue", "POST /api/cases/{id}/restart",
            "POST /api/cases/{id}/rewind", "POST /api/cases/{id}/suspend", "POST /api/incidents/{stream}/{number}/retry", "POST /api/objections/{number}/answer", "POST /api/reconsiderations/{id}/answer",
            "POST /api/revocations", "POST /api/revocations/{id}/decide", "POST /api/revocations/{id}/repay", "POST /api/revocations/{id}/withdraw-repayment", "POST /api/rosters/{id}/decide",
            "POST /api/rosters/{id}/take-back", "POST /api/rounds/{id}/personal-window", "POST /api/samples/{id}/check", "POST /api/tasks/{id}/{verb}",
        ]);
    }

    /// <summary>All of them, a line each.</summary>
    private string Told() => string.Join('\n', holes.Select(h => h.ReplaceLineEndings(" ")).Order(StringComparer.Ordinal));

    private Task EachAsync(Func<Actor, Task> ask) => Parallel.ForEachAsync(world.Actors, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (actor, _) => await ask(actor));

    /// <summary>Asks about what the actor is refused, or about the rest.</summary>
    private async Task AskAsync(Operation operation, Actor actor, Dictionary<string, (int Status, string Text)> answers, bool refused)
    {
        // What one may do with one's own account or desk, or where there is no dry run, is other tests'; here nothing may move.
        var targets = operation.WritesAtOnce && operation.Row.Foreign == "-" ? [] : world.Targets.Where(t => !operation.WritesAtOnce || actor.IsStrangerTo(t));
        foreach (var target in targets.Where(t => (actor.IsStrangerTo(t) || !MayBe(operation.Row, actor)) == refused))
        {
            // No dry run where nothing may come of it anyway.
            var (status, text) = await SendAsync(actor.Client, operation, target, dryRun: !actor.IsStrangerTo(target) || operation.Row.Foreign == "-");
            Interlocked.Increment(ref asked);
            answers[target.Relation] = (status, text);
            if (!actor.IsStrangerTo(target) && MayBe(operation.Row, actor))
                rightful.GetOrAdd(operation.Name, _ => []).Add(status);
            if (status >= 500)
                holes.Add($"{operation.Name} as {actor.Name} about {target.Relation}: {status} {text} {world.Server.Log.Lines.LastOrDefault(l => l.Contains("Exception", StringComparison.Ordinal))}");
            foreach (var leak in Leaks(text, world.Targets.Where(t => !actor.Covers(t) && !(actor.IsOwn && t.Relation == "own"))))
                holes.Add($"{operation.Name} as {actor.Name} about {target.Relation}: tells of {leak.Relation}");
        }
    }

    /// <summary>What is answered whatever is asked about may name a target, such as a list of all units' chains.</summary>
    private string Plain(Target target, string text) => world.Random.Anonymous(target.Anonymous(text));

    /// <summary>A foreign object answers like an id that nobody has; who lacks the right everywhere is told so of everything.</summary>
    private void Compare(Operation operation, Actor actor, Dictionary<string, (int Status, string Text)> answers)
    {
        if (!answers.TryGetValue(world.Random.Relation, out var nobodys))
            return;
        var mayBe = MayBe(operation.Row, actor);
        foreach (var target in world.Targets.Where(t => answers.ContainsKey(t.Relation)))
        {
            var (status, text) = (answers[target.Relation].Status, Plain(target, answers[target.Relation].Text));
            var isForeign = actor.IsStrangerTo(target) || (!actor.Covers(target) && !(actor.IsOwn && target.Relation == "own") && OfAClass.Contains(operation.Path.Split('/')[2])
                && operation.Path.Contains('{', StringComparison.Ordinal));
            if (!mayBe && status.ToString(System.Globalization.CultureInfo.InvariantCulture) != operation.Row.Without)
                holes.Add($"{operation.Name} as {actor.Name} about {target.Relation}: {status} without the right: {text}");
            if ((isForeign || !mayBe) && (status, text) != (nobodys.Status, Plain(target, nobodys.Text)))
                holes.Add($"{operation.Name} as {actor.Name} about {target.Relation}: {status} {text} and not {nobodys}");
        }
    }

    /// <summary>From the documents alone, not by the server's own code.</summary>
    internal static bool MayBe(PolicyRow row, Actor actor) => row.Needs.Any(n => n switch
    {
        "signed-in" => true,
        "own" => actor.IsOwn,
        "unit" or "list" => actor.Unit.Length > 0 && !IsStudents(actor.Name),
        "member" => actor.Unit.Length > 0 && IsStudents(actor.Name),
        _ => Carried(actor.Name).Contains(n, StringComparer.Ordinal),
    });

    private static readonly Value RoleDocument = Repository.Json("workflows/national/roles.json")["roles"];

    private static bool IsStudents(string role) =>
        RoleDocument.Items.Any(r => r["id"].AsText() == role && r["student"].AsBool() == true);

    private static IEnumerable<string> Carried(string role) =>
        RoleDocument.Items.Where(r => r["id"].AsText() == role).SelectMany(r => r["duties"].Items.Select(d => d.AsText()!));

    private static IEnumerable<Target> Leaks(string answer, IEnumerable<Target> of) => of.Where(t => t.Canary.Length > 0
        && (answer.Contains(t.Canary, StringComparison.Ordinal) || answer.Contains($"\\u{(int)t.Canary[0]:X4}", StringComparison.OrdinalIgnoreCase)
            || answer.Contains(Uri.EscapeDataString(t.Canary), StringComparison.OrdinalIgnoreCase)));

    internal static async Task<(int Status, string Text)> SendAsync(HttpClient client, Operation operation, Target target, bool dryRun)
    {
        using var request = operation.About(target, $"matrix {operation.Name} {target.Relation}", dryRun);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var headers = string.Join('\n', response.Headers.Where(h => h.Key is not ("Date" or "ETag")).Concat(response.Content.Headers.Where(h => h.Key != "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
        return ((int)response.StatusCode, TextOf(await response.Content.ReadAsByteArrayAsync()) + "\n" + headers);
    }

    /// <summary>What a reader finds in an answer: of a package or a workbook the texts within, for its own bytes say nothing and may read like anything.</summary>
    private static string TextOf(byte[] answer)
    {
        if (answer is not [(byte)'P', (byte)'K', 3, 4, ..])
            return System.Text.Encoding.UTF8.GetString(answer);
        using var package = new System.IO.Compression.ZipArchive(new MemoryStream(answer));
        return string.Join('\n', package.Entries.Select(e =>
        {
            using var text = new StreamReader(e.Open());
            return $"{e.FullName}\n{text.ReadToEnd()}";
        }));
    }
}
