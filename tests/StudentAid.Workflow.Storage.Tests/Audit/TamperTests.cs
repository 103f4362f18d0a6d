using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Storage.Audit;
using Xunit;

namespace StudentAid.Workflow.Storage.Tests.Audit;

/// <summary>Random tampering with a database's file, by SQL, as somebody who can write it would. AUDIT_EDITS says how often.</summary>
public sealed class TamperTests
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("AUDIT_EDITS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 400;

    [Fact]
    public async Task Whatever_reaches_below_the_last_head_is_found_and_what_is_not_yet_sealed_is_counted()
    {
        using var file = await TamperedFile.MakeAsync();
        file.Verify().Should().Be(new AuditVerdict(file.Events, file.Sealed, file.BelowHead, file.Unsealed, 1, true, null));

        for (var n = 0; n < Times; n++)
        {
            var edits = new Edits(file, new Random(n));
            file.Begin();
            var expected = edits.Some();
            var verdict = file.Verify();
            file.Undo();
            var why = $"edit {n} was: {expected}";
            (verdict.Bad is not null).Should().Be(expected.Found, "{0}, and it was: {1}", why, verdict.Bad);
            if (!expected.Found)
                verdict.Unsealed.Should().Be(expected.Unsealed, why);
            if (expected.Stream is { } stream)
                verdict.Bad!.ToString().Should().Contain(stream.ToString()).And.Contain($" {expected.Seq} ", why);
        }
    }
}
