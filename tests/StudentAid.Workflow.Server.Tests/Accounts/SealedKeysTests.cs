using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.AspNetCore.DataProtection;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>The keys of cookies lie beside the database: a copy of the folder without the master key makes no cookie.</summary>
public sealed class SealedKeysTests
{
    private const string Text = "a session";

    [Fact]
    public async Task They_stand_sealed_and_open_again_after_a_restart()
    {
        var (folder, time) = (Directory.CreateTempSubdirectory("student-aid").FullName, Now());
        var server = await RunningServer.StartInAsync(folder, time);
        var kept = Of(server).Protect(Text);
        Files(folder).Should().NotBeEmpty().And.OnlyContain(f => f.Contains("<encryptedSecret") && !f.Contains("<masterKey"));
        await server.StopAsync();

        await using var again = await RunningServer.StartInAsync(folder, time);
        Of(again).Unprotect(kept).Should().Be(Text);
    }

    [Fact]
    public async Task Those_that_an_earlier_program_kept_in_clear_are_sealed_at_the_next_start_and_go_on_holding()
    {
        var folder = Directory.CreateTempSubdirectory("student-aid").FullName;
        var kept = DataProtectionProvider.Create(Directory.CreateDirectory(Path.Combine(folder, "keys")), b => b.SetApplicationName("StudentAid.Workflow")).CreateProtector("test").Protect(Text);
        Files(folder).Should().ContainSingle().Which.Should().Contain("<masterKey");

        await using var server = await RunningServer.StartInAsync(folder, Now());
        Of(server).Unprotect(kept).Should().Be(Text);
        Files(folder).Should().NotContain(f => f.Contains("<masterKey"));
    }

    [Fact]
    public async Task Under_another_master_key_they_do_not_open_and_new_ones_are_made()
    {
        var (folder, other) = (Directory.CreateTempSubdirectory("student-aid").FullName, Directory.CreateTempSubdirectory("student-aid").FullName);
        await using var server = await RunningServer.StartInAsync(folder, Now());
        var kept = Of(server).Protect(Text);
        Directory.CreateDirectory(Path.Combine(other, "keys"));
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "keys")))
            File.Copy(file, Path.Combine(other, "keys", Path.GetFileName(file)));

        await using var thief = await RunningServer.StartInAsync(other, Now());
        FluentActions.Invoking(() => Of(thief).Unprotect(kept)).Should().Throw<CryptographicException>();
        Of(thief).Unprotect(Of(thief).Protect(Text)).Should().Be(Text);
    }

    private static ManualTimeProvider Now() => new(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));

    private static IDataProtector Of(RunningServer server) => server.Get<IDataProtectionProvider>().CreateProtector("test");

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(Path.Combine(folder, "keys"), "*.xml").Select(File.ReadAllText);
}
