using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What is kept in memory for a while, and cut when it is much, while many come at once.</summary>
public sealed class WaitingTablesTests
{
    private const int Comers = 8;
    private const int Each = 20_000;

    private readonly WaitingImport import = new(new RotateKeys { Principal = Principal.System, Key = "" }, null);
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Tables_that_many_read_at_once_wait_for_all_of_them()
    {
        var previews = Waiting(64);
        Together((comer, n) => previews.Keep($"{comer} {n}", Of(comer), import)).Should().NotThrow();

        previews.Keep("last", Of(0), import);
        previews.Find("last", Of(0)).Should().Be(import);
    }

    [Fact]
    public void Who_reads_many_tables_drives_out_his_own_and_nobody_elses()
    {
        var previews = Waiting(64);
        previews.Keep("mine", Of(1), import);

        for (var n = 0; n < 64; n++)
        {
            time.MoveTo(time.GetUtcNow().AddSeconds(1));
            previews.Keep($"{n}", Of(2), import);
        }

        previews.Find("mine", Of(1)).Should().Be(import);
        previews.Find("55", Of(2)).Should().BeNull();
        previews.Find("56", Of(2)).Should().Be(import);
        previews.Find("56", Of(1)).Should().BeNull("it is another's");
    }

    [Fact]
    public void A_table_is_over_after_half_an_hour_and_the_oldest_goes_when_there_are_too_many()
    {
        var previews = Waiting(2);
        previews.Keep("first", Of(1), import);
        time.MoveTo(time.GetUtcNow() + TimeSpan.FromMinutes(10));
        previews.Keep("second", Of(2), import);
        previews.Keep("third", Of(3), import);

        previews.Find("first", Of(1)).Should().BeNull();
        previews.Find("second", Of(2)).Should().Be(import);
        time.MoveTo(time.GetUtcNow() + TimeSpan.FromMinutes(30));
        previews.Find("second", Of(2)).Should().BeNull();
    }

    [Fact]
    public void Wrong_names_that_many_try_at_once_are_counted()
    {
        var logins = new UnknownLogins();
        var now = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);

        Together((comer, n) => logins.Wrong($"{comer} {n}", now.AddSeconds(n))).Should().NotThrow();

        foreach (var _ in Enumerable.Range(0, 20))
            logins.Wrong("one", now);
        logins.Until("one", now).Should().BeAfter(now);
    }

    private static Id Of(int comer) => Id.Of("comer", comer.ToString(CultureInfo.InvariantCulture));

    private WaitingTables<WaitingImport> Waiting(int most) => new(time, most);

    private static Action Together(Action<int, int> act) => () => Task.WaitAll([.. Enumerable.Range(0, Comers).Select(comer => Task.Run(() =>
    {
        for (var n = 0; n < Each; n++)
            act(comer, n);
    }))]);
}
