using System.Globalization;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Aid;

/// <summary>What finding the proposed amounts reads.</summary>
public sealed class AidFundsReadsTests
{
    private static readonly Id Round = Id.Of("round");

    [Fact]
    public async Task A_case_s_history_is_read_for_its_amount_once_and_again_only_when_it_has_moved_on()
    {
        var host = await SchoolHost.EmptyAsync();
        Id[] cases = [.. Enumerable.Range(1, 4).Select(n => Id.Of("case", $"{n}"))];
        foreach (var @case in cases)
            await NoteAsync(host, @case, 0, """{ "amount": 100000 }""");
        var funds = host.Get<AidFunds>();
        host.Reads.Clear();

        (await funds.AmountsAsync(Round, cases[..3], default)).Should().Equal(cases[..3].ToDictionary(c => c, _ => (long?)100_000));
        (await funds.AmountsAsync(Round, cases[..3], default)).Should().HaveCount(3);
        host.Reads.Of(nameof(IStepStore.EventsAsync)).Should().Be(3, "each was read once");

        await NoteAsync(host, cases[1], 1, """{ "ground": "part-time" }""");
        (await funds.AmountsAsync(Round, cases[..3], default))[cases[1]].Should().BeNull();
        host.Reads.Of(nameof(IStepStore.EventsAsync)).Should().Be(4);
    }

    private static async Task NoteAsync(SchoolHost host, Id @case, long version, string said)
    {
        var step = new Step
        {
            Stream = @case, Kind = "instance", Expected = version, Group = Round, OrgPath = SchoolHost.School, Status = "open", BodyHash = 1, Actor = @case, Now = host.Now,
            Operation = Id.Of(@case.ToString(), version.ToString(CultureInfo.InvariantCulture)), Data = Encoding.UTF8.GetBytes($"""[["Noted","check","aid-checked",{said}]]"""),
        };
        (await host.Store.ApplyAsync([step]))[0].Should().BeOfType<StepResult.Applied>();
    }
}
