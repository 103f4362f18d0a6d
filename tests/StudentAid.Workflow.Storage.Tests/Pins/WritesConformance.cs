using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Rosters;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>
/// What the steps of a case and of a list write, row by row: its event, its stream and snapshot, and the rows of the bookmarks that it opened and closed. Whoever
/// projects anything else meets these numbers.
/// </summary>
public abstract class WritesConformance
{
    private static readonly int[] Three = [3, 5, 7];

    protected abstract IStoreUnderTest Open();

    protected abstract IWrites Count(IStoreUnderTest store);

    /// <summary>The first students' steps have written what is written once: the words (kinds, units, statuses), the counters, the series.</summary>
    [Fact]
    public async Task Each_step_of_a_case_writes_its_event_its_state_and_the_rows_of_its_bookmarks_and_nothing_else()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 6, begun: 4);
        await WalkAsync(school, 0, 1);
        await ChangeAsync(school, 2, "suspend");
        await ChangeAsync(school, 2, "continue");
        await WithdrawAsync(school, 3);
        await using var writes = Count(store);
        var seen = new List<(string, string)>();

        async Task StepAsync(string what, Func<Task> step)
        {
            await step();
            seen.Add((what, string.Join(", ", writes.Taken())));
        }

        await StepAsync("begin", () => school.BeginAsync(4));
        await StepAsync("suspend", () => ChangeAsync(school, 4, "suspend"));
        await StepAsync("continue", () => ChangeAsync(school, 4, "continue"));
        await StepAsync("do the task", () => school.LookAsync(4));
        await school.LookAsync(2);
        await school.BeginAsync(5);
        await school.LookAsync(5);
        await WithdrawAsync(school, 5);
        writes.Taken();
        await StepAsync("leave the gate", () => WithdrawAsync(school, 2));
        var list = await school.FreezeAsync("list");
        await school.GoesAsync(new DecideRoster(list.Stream, [new(school.CaseOf(4), "agree", "low")], "") { Principal = Principal.System, Key = "" });
        writes.Taken();
        await StepAsync("be released, and the list's own step that ends it", () => school.ReleaseAsync(list.Stream));
        await StepAsync("nothing", () => Task.CompletedTask);

        seen.Should().Equal(
            // The person is known by his case from now on; the number is the claim.
            ("begin", "counter ~1, event +1, identity +1, stream +1, task +1"),
            ("suspend", "event +1, stream ~1"),
            ("continue", "event +1, stream ~1"),
            ("do the task", "entry +1, event +1, stream ~1, task -1"),
            // The counter tells a freeze or decision made on the older list.
            ("leave the gate", "counter ~1, entry ~1, event +1, stream ~1"),
            ("be released, and the list's own step that ends it", "counter ~1, entry +1 ~1, event +2, message +1, stream ~2"),
            ("nothing", ""));
    }

    /// <summary>An act on a list writes one event and one state however many stand on it, and touches their entries only where it takes or settles them.</summary>
    [Fact]
    public async Task Each_step_of_a_list_writes_its_event_its_state_and_the_rows_of_its_entries_and_tasks_and_nothing_else()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 8, arrived: 2);
        await ListsAsync(school, (_, step) => step(), 1);
        foreach (var student in Three)
            (await school.BeginAsync(student)).Rejected.Should().BeNull();
        await using var writes = Count(store);
        var seen = new List<(string, string)>();
        await ListsAsync(
            school,
            async (what, step) =>
            {
                writes.Taken();
                var answer = await step();
                seen.Add((what, string.Join(", ", writes.Taken())));
                return answer;
            },
            Three);

        seen.Should().Equal(
            // The counter holds the round's pin while the list is closed.
            ("freeze", "counter ~1, entry ~3, event +1, stream +1"),
            ("meet, one vote outstanding", "event +1, stream ~1, task +1"),
            ("vote", "event +1, stream ~1, task -1"),
            // Who decided, the end of the working copy, and the task to tell who was excused.
            ("decide", "document +1, entry ~3, event +1, message +1, stream ~1, task +1"),
            ("freeze the notice", "counter ~1, entry ~3, event +1, stream +1"),
            // The photo of the board.
            ("post", "deadline +1, event +1, stream ~1, task +1"));
    }

    /// <summary>From the class's list to the notice; a step that ends a list is none of those that are counted.</summary>
    private static async Task ListsAsync(TestSchool school, Func<string, Func<Task<Answer>>, Task<Answer>> doing, params int[] students)
    {
        async Task<Answer> StepAsync(string what, Func<Task<Answer>> step)
        {
            var answer = await doing(what, step);
            answer.Rejected.Should().BeNull("{0} is done", what);
            return answer;
        }

        var verdicts = students.Select(n => new EntryVerdict(school.CaseOf(n), "agree", "low")).ToArray();
        var list = (await StepAsync("freeze", () => school.FreezeAsync("class", TestSchool.ClassB, "其余不等"))).Stream;
        await StepAsync("meet, one vote outstanding", () => school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "excused", "", ""), new("m3", "present", "", "")));
        await StepAsync("vote", () => school.VoteAsync(list, "m3", "agree"));
        await StepAsync("decide", () => school.DecideAsync(list, $"decide {list}", verdicts));
        await school.ReleaseAsync(list);
        list = (await school.FreezeAsync("department", TestSchool.Department, "其余不等")).Stream;
        (await school.DecideAsync(list, $"decide {list}", verdicts)).Rejected.Should().BeNull();
        await school.ReleaseAsync(list);
        list = (await StepAsync("freeze the notice", () => school.FreezeAsync("publicity", TestSchool.School, "其余不等"))).Stream;
        await StepAsync("post", () => school.PostAsync(list));
    }

    private static async Task WalkAsync(PinSchool school, params int[] students)
    {
        foreach (var student in students)
            (await school.LookAsync(student)).Rejected.Should().BeNull();
        await school.AgreeAsync((await school.FreezeAsync("list")).Stream, students);
    }

    private static Task ChangeAsync(PinSchool school, int student, string change) => school.GoesAsync(new ChangeCase(school.CaseOf(student), change, "wait") { Principal = Principal.System, Key = "" });

    private static Task WithdrawAsync(PinSchool school, int student) => school.GoesAsync(new WithdrawCase(school.CaseOf(student), "") { Principal = Principal.System, Key = "" });
}

public sealed class SqliteWritesOfSteps : WritesConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();

    protected override IWrites Count(IStoreUnderTest store) => new SqliteWrites(((SqliteConformance.Temporary)store).File);
}
