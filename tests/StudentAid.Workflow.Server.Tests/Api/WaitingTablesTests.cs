using FluentAssertions;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What is kept in memory for a while, and cut when it is much, while many come at once.</summary>
public sealed class WaitingTablesTests
{
    private const int Comers = 8;
    private const int Each = 20_000;

    [Fact]
    public void Tables_that_many_read_at_once_wait_for_all_of_them()
    {
        var previews = new ImportPreviews(new ManualTimeProvider(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero)));
        var import = new WaitingImport(new RotateKeys { Principal = Principal.System, Key = "" }, null);

        Together((comer, n) => previews.Keep($"{comer} {n}", import)).Should().NotThrow();

        previews.Keep("last", import);
        previews.Find("last", Principal.System).Should().Be(import);
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

    private static Action Together(Action<int, int> act) => () => Task.WaitAll([.. Enumerable.Range(0, Comers).Select(comer => Task.Run(() =>
    {
        for (var n = 0; n < Each; n++)
            act(comer, n);
    }))]);
}
