using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>An open case follows where its student stands in the register, and never against somebody's hand.</summary>
public sealed class FollowStandingTests
{
    private static readonly Principal Office = new(Id.Of("office"), "资助中心", [new Grant("aid-office", SchoolHost.School)]);

    [Fact]
    public async Task A_case_that_somebody_stops_while_its_student_comes_back_stays_stopped()
    {
        var (host, person, @case) = await BegunAsync();
        await StandAsync(host, person, PersonStatus.Suspended);
        (await StateAsync(host, @case)).IsSuspended.Should().BeTrue();
        host.Reads.Instead = OnceAfterHistoryIsRead(host, @case, () =>
        {
            Change(host, @case, "continue");
            Change(host, @case, "suspend");
        });

        await StandAsync(host, person, PersonStatus.Enrolled);

        host.Reads.Instead.Should().BeNull("the hand came in between");
        (await StateAsync(host, @case)).IsSuspended.Should().BeTrue();
    }

    [Fact]
    public async Task The_history_is_asked_who_stopped_a_case_only_when_its_student_comes_back()
    {
        var (host, person, @case) = await BegunAsync();
        host.Reads.Clear();
        await StandAsync(host, person, PersonStatus.Suspended);
        HistoriesRead(host, @case).Should().Be(0);

        await StandAsync(host, person, PersonStatus.Enrolled);

        HistoriesRead(host, @case).Should().Be(1);
        (await StateAsync(host, @case)).IsSuspended.Should().BeFalse();
    }

    [Theory]
    [InlineData(PersonStatus.Suspended, """["Suspended","standing-suspended"]""")]
    [InlineData(PersonStatus.NotArrived, """["Suspended","standing-not-arrived"]""")]
    [InlineData(PersonStatus.Left, """["Noted","","cancel","standing-left"]""")]
    public async Task Why_a_case_rests_or_ends_by_itself_is_a_code_that_each_language_has_words_for(string status, string happened)
    {
        var (host, person, @case) = await BegunAsync();

        await StandAsync(host, person, status);

        var last = (await host.Store.EventsAsync(@case))[^1];
        Value.Parse(last.Data.Span).Items.Select(e => e.ToJson()).Should().Contain(happened);
        SealedFrame.Read(last.Sealed).Should().BeEmpty("nobody wrote a sentence");
    }

    private static async Task<(SchoolHost Host, Id Person, Id Case)> BegunAsync()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        return (host, person, (await host.BeginAsync(person)).Stream);
    }

    private static async Task StandAsync(SchoolHost host, Id person, string status)
    {
        (await host.SendAsync(new SetPersonStatus(SchoolHost.School, person, status) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.DeliverAsync()).All(a => a.Succeeded).Should().BeTrue();
    }

    private static void Change(SchoolHost host, Id @case, string change) =>
        host.SendAsync(new ChangeCase(@case, change, "核查中") { Principal = Office, Key = "" }).GetAwaiter().GetResult().Rejected.Should().BeNull();

    private static int HistoriesRead(SchoolHost host, Id @case) => host.Reads.With("EventsAsync").Count(a => @case.Equals(a[0]));

    private static Func<string, object?[], object?, object?> OnceAfterHistoryIsRead(SchoolHost host, Id @case, Action then) => (member, arguments, answer) =>
    {
        if (member == "EventsAsync" && @case.Equals(arguments[0]))
        {
            host.Reads.Instead = null;
            then();
        }

        return answer;
    };

    private static async Task<InstanceState> StateAsync(SchoolHost host, Id @case) =>
        (await host.Get<StepRunner>().StateAsync<InstanceState>(await host.Store.LoadAsync(@case), default))!;
}
