using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Streams;

public sealed class SerialTests
{
    private static readonly long[] Numbers =
    [
        1, 2, 9, 10, 11, 42, 99, 100, 101, 420, 999, 1000, 1001, 4200, 4242, 9999, 10_000, 10_001, 10_420, 42_000, 99_999, 100_000, 104_200, 1_000_000,
    ];

    [Fact]
    public void The_ranges_of_some_digits_hold_exactly_the_numbers_that_are_written_so()
    {
        var digits = Enumerable.Range(1, 5).SelectMany(width =>
            Enumerable.Range(0, (int)Math.Pow(10, Math.Min(width, 4))).Select(n => n.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')));

        digits.Concat(["10420", "99999", "100000"]).SelectMany(d => Numbers.Select(n => (Digits: d, Number: n)))
            .Where(p => Serial.Ranges(p.Digits).Any(r => p.Number >= r.From && p.Number <= r.To)
                != new Serial("a", p.Number).ToString().StartsWith("a-" + p.Digits, StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Theory]
    [InlineData("a-2026-0042", "a-2026", "0042")]
    [InlineData("a-1", "a", "1")]
    public void A_beginning_is_split_at_its_last_hyphen(string typed, string series, string digits) => Serial.Split(typed).Should().Be((series, digits));

    [Theory]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("a-")]
    [InlineData("a-1x")]
    [InlineData("a-1234567890123456789")]
    public void What_ends_otherwise_names_no_numbers(string typed) => Serial.Split(typed).Should().BeNull();
}
