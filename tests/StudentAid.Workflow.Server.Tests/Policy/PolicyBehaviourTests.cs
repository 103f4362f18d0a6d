using System.Reflection;
using System.Runtime.CompilerServices;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>The table of rights is asked for every command, whatever way it came.</summary>
public sealed class PolicyBehaviourTests
{
    /// <summary>Commands that deadlines, messages, releases and sign-in send, and nobody.</summary>
    private static readonly string[] TheSystems =
    [
        "AdoptPin", "BeginSession", "ChangeMasterKey", "DropDeliveries", "DropWorksheet", "EndObjectionWindow", "EndPublicity", "FireTrigger", "FollowRegister", "FollowStanding", "KeepCopy", "MoveCase", "OpenSampledCase",
        "RecomputePeriod", "RecordDeliveries", "RefuseSignIn", "RematchCase", "ReturnCase", "SendAdoption", "SendCalendarChange", "SendComparison", "SetPassword",
    ];

    private static readonly Type[] Commands = [.. typeof(Command).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Command)))];
    private static readonly Principal Nobody = new(Id.Of("principal", "nobody"), "某人", []);

    [Fact]
    public void Each_command_is_sent_by_some_operation_or_by_the_system_alone_and_each_that_a_row_names_is_there()
    {
        Commands.Where(c => PolicyTable.Sending(c).IsEmpty).Select(c => c.Name).Should().BeEquivalentTo(TheSystems);
        PolicyTable.Rows.SelectMany(r => r.Sends).Should().BeSubsetOf(Commands.Select(c => c.Name));
    }

    [Fact]
    public async Task Past_the_door_a_command_is_handled_for_whom_one_of_its_operations_is_open_to_and_for_the_system()
    {
        Principal[] people =
        [
            Nobody, Nobody with { Persons = [Id.Of("child")] }, Nobody with { Grants = [new Grant("class-teacher", "/s/c/")] }, Nobody with { Grants = [new Grant("student-representative", "/s/c/")] },
            Nobody with { Grants = [new Grant("administrator", "/")] },
        ];
        foreach (var command in Commands)
        {
            (await HandleAsync(command, Principal.System)).Should().BeTrue(command.Name);
            foreach (var who in people)
                (await HandleAsync(command, who)).Should().Be(PolicyTable.Sending(command).Any(r => r.MayBe(who)), $"{command.Name} of {string.Join(' ', who.Grants.Select(g => g.Role))}");
        }
    }

    [Fact]
    public void What_it_refuses_it_refuses_in_the_words_of_the_door_and_the_system_s_own_does_not_exist()
    {
        Refusal(typeof(Casework.Rounds.OpenRound), Nobody).Should().Be(PolicyTable.Find("POST", "/api/rounds")!.Refuse(Nobody)!.ToString());
        Refusal(typeof(Casework.Triggers.FireTrigger), Nobody).Should().Be(StepCodes.NotFound.With().ToString());
    }

    [Fact]
    public void The_server_asks_it_first()
    {
        var services = new ServiceCollection().AddStudentAid();
        foreach (var command in Commands)
            services.First(s => s.ServiceType == typeof(IPipelineBehavior<,>).MakeGenericType(command, typeof(Answer))).ImplementationType.Should().Be(typeof(PolicyBehaviour<>).MakeGenericType(command));
    }

    private static string Refusal(Type command, Principal who) => AnswerAsync(command, who).GetAwaiter().GetResult()!.Rejected!.ToString();

    private static async Task<bool> HandleAsync(Type command, Principal who) => await AnswerAsync(command, who) is null;

    /// <summary>The behaviour's own answer; null where it lets the command through.</summary>
    private static async Task<Answer?> AnswerAsync(Type command, Principal who) =>
        await (Task<Answer?>)typeof(PolicyBehaviourTests).GetMethod(nameof(SendAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(command).Invoke(null, [who])!;

    private static async Task<Answer?> SendAsync<TCommand>(Principal who)
        where TCommand : Command
    {
        var command = (TCommand)RuntimeHelpers.GetUninitializedObject(typeof(TCommand));
        typeof(Command).GetProperty(nameof(Command.Principal))!.SetValue(command, who);
        var through = new Answer(default, 7);
        var answer = await new PolicyBehaviour<TCommand>().Handle(command, default, () => Task.FromResult(through));
        return ReferenceEquals(answer, through) ? null : answer;
    }
}
