using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Pins;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>Whom a group's list waits for, and what finding that reads.</summary>
public sealed class GroupReadsTests
{
    private const string Group = "/s/g/";
    private const string Clear = "/s/clear/";
    private const string Silent = "/s/silent/";
    private const string Other = "/s/other/";
    private const string Round = "round";

    [Fact]
    public async Task Only_people_whom_no_class_decides_about_are_read_to_find_where_a_group_s_people_are()
    {
        await using var store = new MemoryConformance.UnderTest();
        await ClassesAsync(store, listed: Person("o1"));
        var (reads, people) = Counting();

        var places = await GroupsAsync(store, reads, async (groups, group) => await groups.PlacesAsync(group));

        places.Should().Equal(new Dictionary<string, long> { [Clear] = 5, [Silent] = 1, [Other] = 1 });
        people().Should().Be(2 + 1, "the silent class's, and who is listed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_people_of_units_below_a_place_are_counted_in_one_look_however_many_units_there_are_and_once_more_for_a_group(int classes)
    {
        await using var store = new MemoryConformance.UnderTest();
        await ClassesAsync(store, listed: Person("o1"));
        var reads = new Reads();
        var groups = new UnitGroups(reads.Before(store.Reader));

        (await groups.PeopleOfAsync("/s/", [.. new[] { Clear, Silent, Other }.Take(classes)])).Select(c => (c.Key, c.Value))
            .Should().BeEquivalentTo(new[] { (Clear, 5), (Silent, 2), (Other, 2) }.Take(classes));
        reads.Of(nameof(IStoreReader.DocumentCountsAsync)).Should().Be(1);
        (await groups.PeopleOfAsync("/", ["/s/", Group])).Should().Equal(new Dictionary<string, int> { ["/s/"] = 9, [Group] = 7 }, "a group has those whom it takes, wherever they stand");
    }

    [Fact]
    public async Task Cases_are_counted_by_class_or_read_with_all_their_people_at_once_and_ended_ones_never()
    {
        await using var store = new MemoryConformance.UnderTest();
        await ClassesAsync(store, listed: Person("o1"));
        string[] open = ["c1", "c2", "s1", "s2", "o1", "o2"];
        await CasesAsync(store, [.. open.Select(p => (p, "open")), ("c3", "finished"), ("s1", "cancelled"), ("o2", "finished")]);
        var (reads, people) = Counting();

        var counted = await store.Reader.StreamCountsAsync(Scope.All, Id.Of(Round));
        var cases = await GroupsAsync(store, reads, async (groups, group) =>
            await new GroupStanding(groups, reads.Before(store.Reader)).CasesAsync(Id.Of(Round), group, counted.Where(c => c.Status == "open"), ImmutableHashSet<Id>.Empty));

        cases.Should().Equal((Clear, 2), (Other, 1), (Silent, 1));
        reads.With(nameof(IStoreReader.StreamsAsync)).Select(a => ((StreamFilter)a[1]!).Status).Should().Equal("open");
        reads.With(nameof(IStoreReader.DocumentsAsync)).Count(a => ((DocumentFilter)a[1]!).Kind == UnitFacts.Person).Should().Be(1);
        people().Should().Be(2, "those of the silent class");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_groups_around_a_place_cost_three_looks_however_many_there_are(int groups)
    {
        await using var store = new MemoryConformance.UnderTest();
        string[] paths = [.. Enumerable.Range(0, groups).Select(n => $"/s/g{n}/")];
        await PutAsync(store, 0, [
            new DocumentPut("groups", "/s/", Value.Record(("units", Value.List(paths.Select(Value.Of)))), "/s/"),
            .. paths.Select(p => Unit(p, "group", ("grade", $"20{p}"))), Unit(Clear, "class"),
        ]);
        var reads = new Reads();

        (await new UnitGroups(reads.Before(store.Reader)).AroundAsync(Clear)).Select(g => g.Unit).Should().Equal(paths);
        reads.Of(nameof(IStoreReader.DocumentsAsync)).Should().Be(3);
    }

    [Fact]
    public async Task Who_is_away_is_not_waited_for_though_somebody_else_s_case_rests_in_the_same_place()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 3);
        await PutAsync(store, 0, Unit(Group, "group", ("members", Value.List(PinSchool.PersonOf(1).ToString()))), Unit("/s/h/", "group", ("members", Value.List(PinSchool.PersonOf(0).ToString(), PinSchool.PersonOf(1).ToString()))));
        foreach (var student in new[] { 0, 1 })
            await school.GoesAsync(new ChangeCase(school.CaseOf(student), "suspend", "暂停") { Principal = Principal.System, Key = "" });
        (await MissingAsync(Group)).Should().Equal("一班（1 人尚未到本环节）");

        await PutAsync(store, 1, new DocumentPut("person", PinSchool.PersonOf(1).ToString(), Value.Record(("status", PersonStatus.Suspended)), PinSchool.Class));

        (await MissingAsync(Group)).Should().BeEmpty();
        (await MissingAsync("/s/h/")).Should().Equal("一班（1 人尚未到本环节）");

        async Task<IReadOnlyList<string>> MissingAsync(string unit)
        {
            var reading = school.Get<PositionReading>();
            return [.. (await reading.MissingAsync((await reading.ReadAsync(school.Round, default))!, "list", unit, default)).Select(m => m.ZhCn)];
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Who_is_away_is_looked_up_at_once_however_many_cases_rest(int students)
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var first = await PinSchool.OpenAsync(store, students);
        for (var student = 0; student < students; student++)
            await first.GoesAsync(new ChangeCase(first.CaseOf(student), "suspend", "暂停") { Principal = Principal.System, Key = "" });
        var reads = new Reads();
        await using var school = new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now };

        (await school.Get<PositionReading>().ReadAsync(school.Round, default))!.Away.Should().BeEmpty();
        reads.With(nameof(IStoreReader.DocumentsAsync)).Count(a => ((DocumentFilter)a[1]!).Kind == UnitFacts.Person).Should().Be(1);
    }

    private static Id Person(string name) => Id.Of("person", name);

    private static RowChange Unit(string path, string kind, params (string, Value)[] facts) => new DocumentPut("org-unit", path, Value.Record([("kind", kind), ("name", path), .. facts]), path);

    /// <summary>Three classes below a group of the year 2026: all of one are of it, another leaves it to each, of the third nobody is but who is listed.</summary>
    private static Task ClassesAsync(IStoreUnderTest store, Id listed)
    {
        RowChange Put(string name, string place, string grade = "") => new DocumentPut(
            "person", Person(name).ToString(), grade.Length == 0 ? Value.Record(("status", "enrolled")) : Value.Record(("status", "enrolled"), ("grade", grade)), place);
        return PutAsync(store, 0, [
            Unit("/s/", "school"), Unit(Group, "group", ("grade", "2026"), ("members", Value.List(listed.ToString()))),
            Unit(Clear, "class", ("grade", "2026")), Unit(Silent, "class"), Unit(Other, "class", ("grade", "2025")),
            .. Enumerable.Range(1, 5).Select(n => Put($"c{n}", Clear)), Put("s1", Silent, "2026"), Put("s2", Silent, "2025"), Put("o1", Other), Put("o2", Other),
        ]);
    }

    private static async Task CasesAsync(IStoreUnderTest store, params (string Person, string Status)[] cases)
    {
        var steps = cases.Select((c, n) => Raw(Id.Of("case", $"{n}"), "instance") with
        {
            Group = Id.Of(Round), Subject = Person(c.Person), Status = c.Status, At = "look", OrgPath = c.Person[0] switch { 'c' => Clear, 's' => Silent, _ => Other },
        });
        (await store.Steps.ApplyAsync([.. steps])).Should().AllBeOfType<StepResult.Applied>();
    }

    private static (Reads Reads, Func<int> People) Counting()
    {
        var (reads, people) = (new Reads(), 0);
        reads.Instead = (_, arguments, answer) =>
        {
            people += arguments is [Scope, DocumentFilter { Kind: UnitFacts.Person }] && answer is Task<IReadOnlyList<DocumentRow>> { Result: var rows } ? rows.Count : 0;
            return answer;
        };
        return (reads, () => people);
    }

    private static async Task<T> GroupsAsync<T>(IStoreUnderTest store, Reads reads, Func<UnitGroups, GroupRule, Task<T>> ask)
    {
        var groups = new UnitGroups(reads.Before(store.Reader));
        var group = (await groups.OfAsync(Group))!;
        return await ask(groups, group);
    }

    private static async Task PutAsync(IStoreUnderTest store, long version, params ImmutableArray<RowChange> rows) =>
        (await store.Steps.ApplyAsync([Raw(Id.Of("the record"), "unit") with { Expected = version, Operation = Id.Of("the record", $"{version}"), OrgPath = "/s/", Rows = rows }])).Single().Should().BeOfType<StepResult.Applied>();

    private static Step Raw(Id id, string kind) => new()
    {
        Stream = id, Kind = kind, Expected = 0, Status = "open", OrgPath = "/", Operation = id, BodyHash = 0, Actor = default, Now = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero), Data = "[]"u8.ToArray(),
    };
}
