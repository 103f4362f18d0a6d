using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>
/// What the steps of a case write, row by row: its event, its stream and snapshot, and the rows of the bookmarks that it opened and closed. Whoever
/// projects anything else meets these numbers.
/// </summary>
public abstract class WritesConformance
{
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
