using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_RFC_6238_appendix_B(long second, string code) =>
        Totp.CodeOf(Secret, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(second)), 8).Should().Be(code);

    [Fact]
    public void A_code_holds_half_a_minute_before_and_after_and_once()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1111111109);
        var step = Totp.StepOf(at);
        Totp.Match(Secret, Totp.CodeOf(Secret, step), at, 0).Should().Be(step);
        Totp.Match(Secret, Totp.CodeOf(Secret, step), at.AddSeconds(30), 0).Should().Be(step);
        Totp.Match(Secret, Totp.CodeOf(Secret, step), at.AddSeconds(60), 0).Should().BeNull();
        Totp.Match(Secret, Totp.CodeOf(Secret, step), at, step).Should().BeNull("it was used");
        Totp.Match(Secret, "", at, 0).Should().BeNull();
    }

    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_RFC_4648(string text, string expected) => Totp.Base32(Encoding.ASCII.GetBytes(text)).Should().Be(expected);

    [Fact]
    public void The_address_names_issuer_and_login() =>
        Totp.UriOf(Secret, "困难认定", "100200300").Should().Be("otpauth://totp/%E5%9B%B0%E9%9A%BE%E8%AE%A4%E5%AE%9A:100200300?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%9B%B0%E9%9A%BE%E8%AE%A4%E5%AE%9A");

    [Fact]
    public void A_drawn_code_has_no_look_alikes_and_is_read_as_people_type_it()
    {
        var code = AccountSecret.Code();
        code.Should().MatchRegex("^[2-9A-HJKMNP-TV-Z]{8}$");
        AccountSecret.Normalise($" {code[..4].ToLowerInvariant()}-{code[4..]} ").Should().Be(code);
        AccountSecret.Grouped(code).Should().Be($"{code[..4]} {code[4..]}");
    }
}
