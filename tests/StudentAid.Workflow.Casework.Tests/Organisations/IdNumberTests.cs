using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Organisations;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public class IdNumberTests
{
    private static readonly DateOnly Birth = new(2006, 2, 28);

    [Fact]
    public void A_valid_number_tells_birth_region_and_sex()
    {
        var number = IdNumber.Read(SyntheticId.Make(Birth, 17)).Number!;
        number.Birth.Should().Be(Birth);
        number.Region.Should().Be("999999");
        number.IsMale.Should().BeTrue();
        IdNumber.Read(SyntheticId.Make(Birth, 18)).Number!.IsMale.Should().BeFalse();
    }

    [Fact]
    public void A_number_prints_masked()
    {
        var digits = SyntheticId.Make(Birth, 17);
        var number = IdNumber.Read(digits).Number!;
        $"{number}".Should().Be("999***********" + digits[14..]);
        IdNumber.Read(digits).ToString().Should().NotContain(digits);
        number.Digits.Should().Be(digits);
    }

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData(" 11010519491231002x ")]
    [InlineData("１１０１０５１９４９１２３１００２ｘ")]
    [InlineData("'11010519491231002X")]
    [InlineData("110105 19491231 002X")]
    [InlineData("\u200E11010519491231002X\u00A0")]
    public void The_standards_own_example_is_read_however_it_is_written(string text) =>
        IdNumber.Read(text).Number!.Digits.Should().Be("11010519491231002X");

    [Theory]
    [InlineData("", "id-number-missing")]
    [InlineData("   ", "id-number-missing")]
    [InlineData(null, "id-number-missing")]
    [InlineData("1.1E+17", "id-number-precision-lost")]
    [InlineData("1.10105194912E+17", "id-number-precision-lost")]
    [InlineData("99999920060228001", "id-number-length")]
    [InlineData("9999992006022800101", "id-number-length")]
    [InlineData("X1010519491231002X", "id-number-characters")]
    [InlineData("110105194912310O2X", "id-number-characters")]
    [InlineData("110105194902300021", "id-number-date")]
    [InlineData("110105190002290021", "id-number-date")]
    [InlineData("110105194912310021", "id-number-check-digit")]
    [InlineData("999999060228001", "id-number-fifteen-digits")]
    [InlineData("999999061328001", "id-number-date")]
    [InlineData("H12345678", "id-number-other-document")]
    [InlineData("EA1234567", "id-number-other-document")]
    public void What_is_no_valid_number_is_refused_with_its_precise_reason(string? text, string code) =>
        IdNumber.Read(text).Refusal!.Code.Id.Should().Be(code);

    [Fact]
    public void An_old_number_has_the_new_one_as_candidate() =>
        IdNumber.Read("110105491231002").Candidate.Should().Be("11010519491231002X");

    [Fact]
    public void A_birth_after_the_day_of_reading_is_refused()
    {
        var text = SyntheticId.Make(new DateOnly(2026, 9, 23), 1);
        IdNumber.Read(text, new DateOnly(2026, 9, 22)).Refusal!.Code.Should().Be(IdNumberCodes.Date);
        IdNumber.Read(text, new DateOnly(2026, 9, 23)).Number.Should().NotBeNull();
    }

    [Fact]
    public void No_single_wrong_digit_and_no_swap_of_neighbours_goes_undetected()
    {
        var gen = from day in Gen.Choose(0, 40_000) from sequence in Gen.Choose(0, 999) select (day, sequence);
        Prop.ForAll(gen.ToArbitrary(), x =>
        {
            var good = SyntheticId.Make(new DateOnly(1920, 1, 1).AddDays(x.day), x.sequence);
            return Variants(good).All(v => IdNumber.Read(v).Number is null);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_disability_certificate_carries_its_holders_number()
    {
        var digits = SyntheticId.Make(Birth, 17);
        var certificate = DisabilityCertificate.Read(digits + "43")!;
        certificate.Holder.Digits.Should().Be(digits);
        (certificate.Kind, certificate.Grade).Should().Be((4, 3));
        DisabilityCertificate.Read(digits + "83").Should().BeNull();
        DisabilityCertificate.Read(digits + "45").Should().BeNull();
        DisabilityCertificate.Read(digits).Should().BeNull();
    }

    private static IEnumerable<string> Variants(string good)
    {
        for (var i = 0; i < 18; i++)
        {
            foreach (var c in i == 17 ? "0123456789X" : "0123456789")
            {
                if (c != good[i])
                    yield return string.Concat(good.AsSpan(0, i), c.ToString(), good.AsSpan(i + 1));
            }

            if (i < 17 && good[i] != good[i + 1])
                yield return string.Concat(good.AsSpan(0, i), $"{good[i + 1]}{good[i]}", good.AsSpan(i + 2));
        }
    }
}
