using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Pins;

namespace StudentAid.Workflow.Storage.Tests.Tasks;

/// <summary>What finding the tasks of posts that nobody holds reads of the store, and that it finds all.</summary>
public sealed class UnheldReadsTests
{
    private const int Many = 200;
    private static readonly Scope School = Scope.Of(PinSchool.School);

    /// <summary>A post of the class looks at the cases.</summary>
    private static readonly string Posted = SmallProcedure.First.Replace(
        "\"Elsa.RunTask\", \"title\": \"查看\", \"taskName\": \"teacher\"",
        "\"StudentAid.Verification\", \"title\": \"查看\", \"role\": \"class-teacher\", \"scope\": \"class\", \"minimum\": 1", StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Accounts_that_hold_no_role_are_not_read_and_the_round_once(int families)
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var first = await PinSchool.OpenAsync(store, 3, Posted);
        await PutAsync(store, [Holding("office", "office", PinSchool.School), .. Enumerable.Range(0, families).Select(n => Holding($"family {n}"))]);
        var (reads, principals) = (new Reads(), 0);
        reads.Instead = (_, arguments, answer) =>
        {
            principals += arguments is [Scope, DocumentFilter { Kind: "principal" }] && answer is Task<IReadOnlyList<DocumentRow>> { Result: var rows } ? rows.Count : 0;
            return answer;
        };
        await using var school = new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now };

        var found = await UnheldAsync(school);

        found.Select(u => u.Stream).Should().BeEquivalentTo(Enumerable.Range(0, 3).Select(school.CaseOf));
        found.Should().OnlyContain(u => u.Title.ZhCn == "查看");
        principals.Should().Be(1, "one holds a role");
        reads.With(nameof(IStepStore.LoadAsync)).Count(a => (Id)a[0]! == school.Round).Should().Be(1);
    }

    [Fact]
    public async Task Where_nothing_waits_nobody_is_looked_up()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var first = await PinSchool.OpenAsync(store, 0, Posted);
        var reads = new Reads();
        await using var school = new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now };

        (await UnheldAsync(school)).Should().BeEmpty();
        reads.With(nameof(IStoreReader.DocumentsAsync)).Select(a => ((DocumentFilter)a[1]!).Kind).Should().NotContain("principal");
    }

    [Fact]
    public async Task A_case_is_found_behind_any_number_of_things_that_somebody_above_does()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 1, Posted);
        var task = (await store.Reader.TasksOfAsync(Scope.All, school.CaseOf(0))).Single();
        await PutAsync(store, Holding("above", task.Role, PinSchool.School));
        var beside = Enumerable.Range(0, 60).Select(n => Raw(Id.Of("beside", $"{n}"), "roster") with
        {
            Group = school.Round, OrgPath = PinSchool.Class, Rows = [new TaskOpened(1, "tell", task.Role, task.Unit, school.Now.AddDays(-1), 1)],
        });
        (await store.Steps.ApplyAsync([.. beside])).Should().AllBeOfType<StepResult.Applied>();

        (await UnheldAsync(school, most: 1)).Should().ContainSingle().Which.Stream.Should().Be(school.CaseOf(0));
        (await UnheldAsync(school)).Should().ContainSingle();
    }

    [Fact]
    public async Task The_lists_of_all_open_rounds_are_looked_at_however_many_there_are_and_those_of_units_above()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 0, Posted);
        var last = default(Id);
        for (var n = 0; n < 55; n++)
        {
            var name = $"第{n}批";
            await school.GoesAsync(new OpenRound(PinSchool.School, "small", "2026-2027", name, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["enrolled"], null, false) { Principal = Principal.System, Key = "" });
            last = RoundState.IdOf(PinSchool.School, "small", "2026-2027", name);
        }

        var waiting = Raw(Id.Of("waiting"), "instance") with { Group = last, OrgPath = PinSchool.Class, Rows = [new EntryArrived(1, RosterState.GateOf(last, "list"), PinSchool.Class)] };
        (await store.Steps.ApplyAsync([waiting])).Single().Should().BeOfType<StepResult.Applied>();

        (await UnheldAsync(school)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Stream = last, Activity = "list", Unit = PinSchool.Class });
        (await school.Get<UnheldTasks>().LoadAsync(Scope.Of(PinSchool.Class), default, Many, default)).Should().ContainSingle("the round of the school above takes the class in");
    }

    private static Task<ImmutableArray<UnheldTask>> UnheldAsync(PinSchool school, int most = Many) => school.Get<UnheldTasks>().LoadAsync(School, default, most, default);

    private static RowChange Holding(string name, string role = "", string unit = "") => new DocumentPut(
        "principal", Id.Of("principal", name).ToString(),
        Value.Record(("name", name), ("kind", "person"), ("grants", role.Length == 0 ? Value.EmptyList : Value.List(Value.Record(("role", role), ("unit", unit)))), ("persons", Value.EmptyList)),
        PinSchool.School);

    private static async Task PutAsync(IStoreUnderTest store, params ImmutableArray<RowChange> people) =>
        (await store.Steps.ApplyAsync([Raw(Id.Of("people"), "unit") with { OrgPath = PinSchool.School, Rows = people }])).Single().Should().BeOfType<StepResult.Applied>();

    private static Step Raw(Id id, string kind) => new()
    {
        Stream = id, Kind = kind, Expected = 0, Status = "open", OrgPath = "/", Operation = id, BodyHash = 0, Actor = default, Now = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero), Data = "[]"u8.ToArray(),
    };
}
