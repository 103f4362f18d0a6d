using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>Who knows a case because it stands before him is looked up in the case; a family holds no place before which any could stand.</summary>
public sealed class CaseSightTests
{
    [Fact]
    public async Task Another_family_is_told_that_there_is_no_such_case_and_the_case_is_not_read_for_it()
    {
        var host = await SchoolHost.OpenAsync();
        var (own, other) = (await OfAsync(host, "周雨禾"), await OfAsync(host, "李向南"));
        var @case = (await host.BeginAsync(own.Persons[0])).Stream;
        // What has ended keeps no snapshot: to know its state is to read its history.
        (await host.SendAsync(new WithdrawCase(@case, "changed-mind") { Principal = own, Key = "" })).Rejected.Should().BeNull();
        host.Reads.Clear();

        var answer = await host.SendAsync(new CompleteTask(@case, 1, "complete", Value.EmptyRecord) { Principal = other, Key = "" });

        answer.Rejected!.Code.Should().Be(StepCodes.NotFound);
        host.Reads.With("EventsAsync").Count(a => @case.Equals(a[0])).Should().Be(0);
    }

    private static async Task<Principal> OfAsync(SchoolHost host, string name) => new(Id.Of(name), name, []) { Persons = [await host.PersonAsync(name)] };
}
