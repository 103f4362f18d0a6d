using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Steps;

/// <summary>What lies before every command: who may know its object, and whether it was sent before.</summary>
public sealed class BehavioursTests
{
    private static readonly Answer Passed = new(Id.Of("passed"), 1);

    [Fact]
    public async Task What_a_principal_may_not_know_does_not_exist_for_him()
    {
        var host = await SchoolHost.ReadyAsync();
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        var school = UnitState.IdOf(SchoolHost.School);
        (await AskAsync(host, school, Of(new Grant("aid-office", SchoolHost.School)))).Should().Be(Passed);
        (await AskAsync(host, school, Of(new Grant("aid-office", SchoolHost.Province)))).Should().Be(Passed);
        (await AskAsync(host, school, Of(new Grant("class-teacher", SchoolHost.ClassA)))).Rejected!.Code.Should().Be(StepCodes.NotFound, "a unit is no round");
        (await AskAsync(host, school, Of(new Grant("aid-office", "/420000/")))).Rejected!.Code.Should().Be(StepCodes.NotFound);
        (await AskAsync(host, Id.Of("nothing"), Of(new Grant("aid-office", "/")))).Rejected!.Code.Should().Be(StepCodes.NotFound);
        (await AskAsync(host, Id.Of("nothing"), Principal.System)).Should().Be(Passed);
        (await AskAsync(host, default, Of())).Should().Be(Passed, "it begins one");
        (await AskAsync(host, school, Of(), late: true)).Should().Be(Passed, "it is judged where it is loaded");
        (await AskAsync(host, school, Of())).Rejected!.Code.Should().Be(StepCodes.NotFound);
    }

    [Fact]
    public async Task A_school_s_round_is_known_to_everyone_of_the_school_and_to_nobody_else()
    {
        var host = await SchoolHost.ReadyAsync();
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        (await AskAsync(host, host.Round, Of(new Grant("class-teacher", SchoolHost.ClassA)))).Should().Be(Passed);
        (await AskAsync(host, host.Round, Of(new Grant("student-representative", SchoolHost.ClassA)))).Should().Be(Passed);
        (await AskAsync(host, host.Round, Of(new Grant("student-representative", SchoolHost.Province)))).Rejected!.Code.Should().Be(StepCodes.NotFound);
        (await AskAsync(host, host.Round, Of(new Grant("class-teacher", "/410000/other/")))).Rejected!.Code.Should().Be(StepCodes.NotFound);
        (await AskAsync(host, host.Round, Of() with { Persons = [Id.Of("stranger"), await host.PersonAsync("周雨禾")] })).Should().Be(Passed, "a family of the school");
        (await AskAsync(host, host.Round, Of() with { Persons = [Id.Of("stranger")] })).Rejected!.Code.Should().Be(StepCodes.NotFound);
    }

    [Fact]
    public async Task A_case_is_known_to_its_family_and_to_those_before_whom_it_stands()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var @case = (await host.BeginAsync(person)).Stream;
        (await AskAsync(host, @case, Of() with { Persons = [person] })).Should().Be(Passed);
        (await AskAsync(host, @case, Of(new Grant("class-teacher", SchoolHost.ClassA)))).Should().Be(Passed);
        (await AskAsync(host, @case, Of(new Grant("class-teacher", SchoolHost.ClassB)))).Rejected!.Code.Should().Be(StepCodes.NotFound);
        (await AskAsync(host, @case, Of() with { Persons = [await host.PersonAsync("李向南")] })).Rejected!.Code.Should().Be(StepCodes.NotFound);
    }

    [Fact]
    public async Task The_same_operation_gets_its_first_answer_and_with_another_body_it_is_refused()
    {
        var host = await SchoolHost.EmptyAsync();
        var first = new PutOrgUnits(SchoolHost.School, [new(SchoolHost.ClassA, "class", "软件2401 班")]) { Principal = Principal.System, Key = "once" };
        var answer = await host.SendAsync(first);
        async Task<Answer> AgainAsync(Probe probe) => await new IdempotencyBehaviour<Probe>(host.Store).Handle(probe, default, () => Task.FromResult(Passed));
        var same = new Probe(first.Target) { Principal = Principal.System, Key = "once", Said = first.Body };
        (await AgainAsync(same)).Should().Be(new Answer(answer.Stream, answer.Version));
        (await AgainAsync(same with { Said = Value.List("else") })).Rejected!.Code.Should().Be(StepCodes.KeyReused);
        (await AgainAsync(same with { Key = "another" })).Should().Be(Passed);
        (await AgainAsync(same with { Late = true })).Should().Be(Passed, "its runner compares it itself");
    }

    private static Principal Of(params Grant[] grants) => new(Id.Of("principal"), "某人", [.. grants]);

    private static Task<Answer> AskAsync(SchoolHost host, Id target, Principal principal, bool late = false) =>
        new ScopeBehaviour<Probe>(host.Store.Reader, host.Get<CaseSight>()).Handle(new Probe(target) { Principal = principal, Key = "k", Late = late }, default, () => Task.FromResult(Passed));

    /// <summary>A command that does nothing.</summary>
    private sealed record Probe(Id Subject) : Command
    {
        public bool Late { get; init; }

        public Value Said { get; init; } = Value.EmptyRecord;

        public override Id Target => Subject;

        public override bool JudgedOnLoad => Late;

        public override Value Body => Said;
    }
}
