using FluentAssertions;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Retention;

/// <summary>Whose terms are over, where, and what that costs to know. The round is of the year that ends on 2027-08-31: undecided 2030, decided 2037.</summary>
public sealed class RetentionReadingTests
{
    private const string OtherSchool = "/410000/other/";
    private const string OtherClass = "/410000/other/one/";

    private static readonly DateOnly Undecided = new(2030, 9, 1);
    private static readonly DateOnly Decided = new(2037, 9, 1);

    [Fact]
    public async Task A_case_on_which_a_body_spoke_before_it_was_cancelled_keeps_the_longer_term()
    {
        var (host, person, @case) = await LeftAsync();
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal((person, ""));

        Hear(host, @case, new InstanceEvent.Noted("class", "opinion", Value.Record(("outcome", "Proposed"), ("level", "poor"))));
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal((person, "term-running"));
        (await host.Get<RetentionReading>().LookAsync(SchoolHost.School, Undecided, "", default))!.Held.Single().Until.Should().Be(Decided.AddDays(-1));
        (await WhyAsync(host, SchoolHost.School, Decided)).Should().Equal((person, ""));

        Hear(host, @case, new InstanceEvent.VariableSet(1, CaseVariables.Level, "poor"));
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal([(person, "term-running")], "a body that had nothing to add noted nothing");
    }

    [Fact]
    public async Task A_class_is_a_place_like_any_other()
    {
        var (host, person, _) = await LeftAsync();

        (await WhyAsync(host, SchoolHost.ClassA, Undecided)).Should().Equal((person, ""));
        (await WhyAsync(host, SchoolHost.ClassB, Undecided)).Should().BeEmpty();
        (await WhyAsync(host, "/", Undecided)).Should().Equal((person, ""));
    }

    [Fact]
    public async Task Who_moved_on_is_due_where_he_stands_now_though_he_never_applied_there()
    {
        var host = await SchoolHost.OpenAsync();
        await host.SendAsync(new PutOrgUnits(OtherSchool, [new(OtherSchool, "school", "另一所"), new(OtherClass, "class", "一班")]) { Principal = Principal.System, Key = "" });
        // Whom a unit above the schools keeps may change his school.
        (await host.SendAsync(new ImportPeople(SchoolHost.Province, "register.xlsx", [SchoolHost.Student(3, "王思远")]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        var person = await host.PersonAsync("王思远");
        await host.BeginAsync(person);
        await StandAsync(host, SchoolHost.Province, person, PersonStatus.Left);
        (await host.SendAsync(new MovePerson(SchoolHost.Province, person, OtherClass) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        (await WhyAsync(host, OtherSchool, Undecided)).Should().Equal((person, ""));
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal([(person, "elsewhere")], "the school he left is told where he is not");
        (await host.Get<RetentionReading>().LookAsync(OtherSchool, Undecided, "2019-2020", default))!.Due.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_never_applied_or_applied_lately_is_not_looked_at()
    {
        var host = await SchoolHost.OpenAsync();
        await StandAsync(host, SchoolHost.School, await host.PersonAsync("李向南"), PersonStatus.Left);
        (await WhyAsync(host, SchoolHost.School, Decided)).Should().BeEmpty();

        (host, _, _) = await LeftAsync();
        (await WhyAsync(host, SchoolHost.School, new DateOnly(2030, 8, 31))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_finding_on_the_school_as_a_whole_holds_everybody_who_applied_there()
    {
        var (host, person, _) = await LeftAsync();
        await FindAsync(host, OtherSchool);
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal([(person, "")], "it is another school's");

        await FindAsync(host, SchoolHost.School);
        (await WhyAsync(host, SchoolHost.School, Undecided)).Should().Equal((person, "open-finding"));
    }

    [Fact]
    public async Task Who_is_still_a_student_costs_one_list_and_of_what_is_over_no_history_is_read()
    {
        var (host, person, @case) = await LeftAsync();
        var family = new Principal(Id.Of("family"), "周雨禾", []) { Persons = [person] };
        foreach (var purpose in (string[])["first-look", "second-look", "third-look"])
            (await host.SendAsync(new RevealFacts(@case, ["income"], purpose) { Principal = family, Key = "" })).Rejected.Should().BeNull();
        var other = await host.PersonAsync("李向南");
        var second = (await host.BeginAsync(other)).Stream;
        (await host.SendAsync(new ChangeCase(second, "cancel", "left-school") { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        host.Reads.Clear();

        (await WhyAsync(host, SchoolHost.School, Decided)).Should().BeEquivalentTo([(person, ""), (other, "at-school")]);

        host.Reads.With("EventsAsync").Should().NotContain(a => @case.Equals(a[0]) || second.Equals(a[0]));
        host.Reads.With("EventsAsync").Where(a => AccessState.IdOf(@case).Equals(a[0])).Should().ContainSingle().Which[1].Should().Be(2L, "its last step alone says when it was");
        host.Reads.With("StreamsAsync").Count(a => ((StreamFilter)a[1]!).Subject.Equals(other)).Should().Be(1);
        host.Reads.With("LoadAsync").Should().NotContain(a => AccessState.IdOf(second).Equals(a[0]));
    }

    [Fact]
    public async Task What_is_read_for_one_person_of_a_job_is_not_read_again_for_the_next()
    {
        var host = await SchoolHost.OpenAsync();
        var people = new List<Id>();
        foreach (var name in (string[])["周雨禾", "李向南"])
        {
            people.Add(await host.PersonAsync(name));
            await host.BeginAsync(people[^1]);
            await StandAsync(host, SchoolHost.School, people[^1], PersonStatus.Left);
        }

        var reading = host.Get<RetentionReading>();
        var seen = await reading.BeginAsync(SchoolHost.School, Decided, default);
        (await reading.JudgeAsync(people[0], SchoolHost.School, seen, default))!.Why.Should().BeEmpty();
        host.Reads.Clear();
        (await reading.JudgeAsync(people[1], SchoolHost.School, seen, default))!.Why.Should().BeEmpty();

        host.Reads.With("LoadAsync").Should().NotContain(a => host.Round.Equals(a[0]), "not even the round");
        host.Reads.With("StreamsAsync").Select(a => (StreamFilter)a[1]!).Should().NotContain(f => f.Kind == FindingState.Kind || f.Kind == RosterState.Kind);
        host.Reads.With("DocumentsAsync").Select(a => (DocumentFilter)a[1]!).Should().NotContain(f => f.Kind == StoredDocument.Row, "nor the rules");
    }

    [Fact]
    public async Task A_day_gone_by_is_judged_by_the_rules_and_levels_of_today()
    {
        var (host, person, _) = await LeftAsync();
        var today = new DateOnly(2026, 1, 1);
        var seen = await host.Get<RetentionReading>().BeginAsync(SchoolHost.School, today.AddYears(-20), default);

        seen.Holding.Should().BeAfter(today.AddYears(-2), "it is today");
        (await host.Get<RetentionReading>().BeginAsync(SchoolHost.School, Decided, default)).Holding.Should().Be(Decided, "what will be due is asked of the rules of then");
        (await host.Get<RetentionReading>().JudgeAsync(person, SchoolHost.School, seen, default))!.Why.Should().Be(Why.Term);
    }

    [Fact]
    public void The_rounds_of_a_proposal_count_whom_it_names_and_nobody_else()
    {
        var (first, second) = (Id.Of("round", "1"), Id.Of("round", "2"));
        Judged Due(int n, params Id[] rounds) => new(Id.Of("person", $"{n}"), "", null, [.. rounds]);
        var look = new RetentionLook(
            [Due(1, first), Due(2, first, second), Due(3, second)], [], [new RoundTouched(first, "2026", 2, "a"), new RoundTouched(second, "2027", 2, "")]);

        look.First(3).Should().BeSameAs(look);
        look.First(2).Rounds.Should().Equal(new RoundTouched(first, "2026", 2, "a"), new RoundTouched(second, "2027", 1, ""));
        look.First(1).Should().Match<RetentionLook>(l => l.Due.Length == 1 && l.Rounds.Single().Round == first && l.Rounds.Single().People == 1);
    }

    private static async Task FindAsync(SchoolHost host, string school)
    {
        var authority = new Principal(Id.Of("authority"), "省中心", []) { Supervises = [new Supervision(new Grant("authority", SchoolHost.Province), school)] };
        (await host.SendAsync(new IssueFinding(school, "第十九条", "名册不全", new DateOnly(2026, 12, 1)) { Principal = authority, Key = "" })).Rejected.Should().BeNull();
    }

    /// <summary>A student who applied, and has left: the case was cancelled by that.</summary>
    private static async Task<(SchoolHost Host, Id Person, Id Case)> LeftAsync()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var @case = (await host.BeginAsync(person)).Stream;
        await StandAsync(host, SchoolHost.School, person, PersonStatus.Left);
        return (host, person, @case);
    }

    private static async Task StandAsync(SchoolHost host, string keeper, Id person, string status)
    {
        (await host.SendAsync(new SetPersonStatus(keeper, person, status) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.DeliverAsync()).All(a => a.Succeeded).Should().BeTrue();
    }

    private static async Task<IEnumerable<(Id, string)>> WhyAsync(SchoolHost host, string unit, DateOnly day)
    {
        var look = (await host.Get<RetentionReading>().LookAsync(unit, day, "", default))!;
        return look.Due.Concat(look.Held).Select(j => (j.Person, j.Why));
    }

    /// <summary>The case's history holds this, too.</summary>
    private static void Hear(SchoolHost host, Id @case, InstanceEvent happened) => host.Reads.Instead = (member, arguments, answer) =>
    {
        if (member != "EventsAsync" || !@case.Equals(arguments[0]) || arguments[1] is not 0L)
            return answer;
        var events = ((ValueTask<IReadOnlyList<StoredEvent>>)answer!).AsTask().GetAwaiter().GetResult();
        return new ValueTask<IReadOnlyList<StoredEvent>>([.. events, events[^1] with { Data = InstanceEventJson.Write([happened]) }]);
    };
}
