using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Accounts;

/// <summary>What is listed as a reason or a work is what there is, and a role's term counts for its holder's second factor.</summary>
public sealed class SessionEndTests
{
    [Fact]
    public void Every_reason_for_which_sessions_end_and_every_work_of_a_job_is_listed()
    {
        ConstantsOf(typeof(SessionEnd)).Should().BeEquivalentTo(SessionEnd.All).And.HaveCountGreaterThan(7);
        ConstantsOf(typeof(StartJob)).Should().BeEquivalentTo(StartJob.Works).And.HaveCountGreaterThan(4);
    }

    [Fact]
    public async Task A_second_factor_is_held_by_a_role_only_on_the_days_on_which_the_role_is_held()
    {
        var host = await SchoolHost.ReadyAsync();
        var id = Id.Of("principal", "authority");
        var role = new Grant("authority", SchoolHost.Province);
        async Task<string?> DropAsync(GrantTerm term)
        {
            (await host.SendAsync(new PutPrincipal(SchoolHost.Province, id, "甲", PutPrincipal.Person, [role], []) { Terms = [term], Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
            var holder = new Principal(id, "甲", [role]);
            return (await host.SendAsync(new DropSecondFactor(id, host.Now, new DateOnly(2026, 6, 22)) { Principal = holder, Key = "" })).Rejected?.Code.Id;
        }

        (await DropAsync(new(role.Role, role.Unit, new DateOnly(2026, 6, 22), new DateOnly(2026, 6, 22)))).Should().Be("second-factor-required");
        (await DropAsync(new(role.Role, role.Unit, null, new DateOnly(2026, 6, 21)))).Should().BeNull("it is over");
        (await DropAsync(new(role.Role, role.Unit, new DateOnly(2026, 6, 23)))).Should().BeNull("it is to come");
    }

    private static IEnumerable<string> ConstantsOf(Type type) => type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
}
