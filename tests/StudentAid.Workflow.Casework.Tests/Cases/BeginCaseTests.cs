using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

public class BeginCaseTests
{
    [Theory]
    [InlineData("class-teacher", SchoolHost.ClassA, true)]
    [InlineData("class-teacher", SchoolHost.ClassB, false)]
    [InlineData("authority", SchoolHost.Province, false)]
    [InlineData("authority", SchoolHost.ClassA, false)]
    public async Task Staff_of_the_students_units_may_begin_his_case_and_nobody_else(string role, string unit, bool may)
    {
        var host = await SchoolHost.OpenAsync();
        var principal = new Principal(Id.Of("p"), "p", [new Grant(role, unit)]);

        var answer = await host.SendAsync(new BeginCase(host.Round, await host.PersonAsync("周雨禾"), "enrolled") { Principal = principal, Key = "" });

        answer.Succeeded.Should().Be(may);
    }

    [Fact]
    public async Task A_student_begins_his_own_case_once_and_again_after_he_has_withdrawn_it()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var student = new Principal(Id.Of("p"), "p", []) { Persons = [person] };
        BeginCase Begin(int attempt) => new(host.Round, person, "enrolled", attempt) { Principal = student, Key = "" };

        var first = await host.SendAsync(Begin(1));
        first.Rejected.Should().BeNull();
        (await host.SendAsync(Begin(2))).Rejected!.Code.Should().Be(BeginCaseCodes.AnotherCase);
        await host.SendAsync(new WithdrawCase(first.Stream, "changed-mind") { Principal = student, Key = "" });
        (await host.SendAsync(Begin(2))).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task The_next_attempt_is_the_first_free_one_and_for_a_key_that_began_one_that_very_attempt()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var student = new Principal(Id.Of("p"), "p", []) { Persons = [person] };
        Task<BeginCase> NextAsync(string key) => new BeginCase(host.Round, person, "enrolled") { Principal = student, Key = key }.NextAsync(host.Store, default);

        (await NextAsync("one")).Attempt.Should().Be(1);
        var first = await host.SendAsync(await NextAsync("one"));
        await host.SendAsync(new WithdrawCase(first.Stream, "changed-mind") { Principal = student, Key = "" });
        var second = await host.SendAsync(await NextAsync("two"));

        (await NextAsync("one")).Attempt.Should().Be(1);
        (await NextAsync("two")).Attempt.Should().Be(2, "it began that one, and sent again it begins no other");
        (await host.SendAsync(await NextAsync("two"))).Should().BeEquivalentTo(second);
        (await NextAsync("three")).Attempt.Should().Be(3);
    }

    [Fact]
    public async Task Cases_that_begin_at_once_have_each_a_number_of_their_own()
    {
        const int Students = 28;
        var host = await SchoolHost.ReadyAsync();
        (await host.ImportAsync([.. Enumerable.Range(3, Students).Select(n => SchoolHost.Student(n, $"学生{n}"))])).Rejected.Should().BeNull();
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        (await host.AnnounceAsync()).Rejected.Should().BeNull();
        var people = (await host.PeopleAsync()).Select(p => p.Id).ToList();

        var begun = await Task.WhenAll(people.Select(person => Task.Run(() => host.BeginAsync(person))));

        begun.Should().OnlyContain(b => b.Succeeded).And.HaveCount(Students + 2);
        var numbers = new List<string>();
        foreach (var answer in begun)
            numbers.Add(InstanceState.FromSnapshot((await host.Store.LoadAsync(answer.Stream))!.Snapshot.Span)!.Name);
        numbers.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_teacher_reports_that_his_class_has_no_applicant()
    {
        var host = await SchoolHost.OpenAsync();
        var teacher = new Principal(Id.Of("p"), "p", [new Grant("class-teacher", SchoolHost.ClassB)]);
        ReportZero Zero(string unit) => new(host.Round, "class", unit, new DateOnly(2026, 9, 10)) { Principal = teacher, Key = "" };

        (await host.SendAsync(Zero(SchoolHost.ClassB))).Rejected.Should().BeNull();
        (await host.SendAsync(Zero(SchoolHost.ClassA))).Rejected!.Code.Should().Be(StepCodes.NotYours);
    }

    [Fact]
    public async Task The_case_file_shows_the_history_and_what_its_reader_may_do()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var begun = await host.BeginAsync(person);
        var files = host.Get<CaseFiles>();

        var own = (await files.LoadAsync(new Principal(Id.Of("p"), "p", []) { Persons = [person] }, begun.Stream, default))!;
        var stranger = await files.LoadAsync(new Principal(Id.Of("q"), "q", [new Grant("class-teacher", SchoolHost.ClassB)]), begun.Stream, default);

        own.Number.Should().Be("demo-2026-2027-0001");
        own.Timeline.Should().ContainSingle(t => t.Seq == 1);
        own.Actions.Select(a => a.Verb).Should().Equal("complete", "withdraw");
        own.Actions[0].Activity.Should().Be("apply");
        stranger.Should().BeNull();
    }
}
