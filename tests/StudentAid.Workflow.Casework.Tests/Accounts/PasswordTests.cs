using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Accounts;

public sealed class PasswordTests
{
    private static readonly string[] About = ["王小明", "100200300", "410101200903070014", "13912345678", "示例学院"];

    [Theory]
    [InlineData("password2026")]
    [InlineData("P@ssw0rd!!")]
    [InlineData("woaini1314520")]
    [InlineData("qwertyuiop")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("zxcvbnm,./")]
    [InlineData("9876543210")]
    [InlineData("20090307001")]
    [InlineData("aaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("Xuesheng2026")]
    [InlineData("zizhuzhongxin1")]
    [InlineData("ＰＡＳＳＷＯＲＤ１２")]
    public void A_password_that_everybody_thinks_of_is_refused(string password) =>
        PasswordRules.Refuse(password, PasswordRules.LeastForStaff, [])?.Code.Should().Be(AccountCodes.Common);

    [Theory]
    [InlineData("我叫王小明今天上学了吗")]
    [InlineData("mx070014zkwr")]
    [InlineData("tree-39123456-k")]
    [InlineData("kk100200300zz")]
    [InlineData("在示例学院吃过晚饭了")]
    public void A_password_made_of_what_others_know_is_refused(string password) =>
        PasswordRules.Refuse(password, PasswordRules.LeastForStaff, About)?.Code.Should().Be(AccountCodes.Personal);

    [Theory]
    [InlineData("玉米地里有三只灰兔子")]
    [InlineData("correct horse battery")]
    [InlineData("tuzi-chi-luobo-47")]
    [InlineData("Kp7vWm2xRt")]
    [InlineData("summer rain on tin roof")]
    public void What_only_its_owner_thinks_of_will_do(string password) => PasswordRules.Refuse(password, PasswordRules.LeastForStaff, About).Should().BeNull();

    [Fact]
    public void A_short_one_is_refused_with_its_length() =>
        PasswordRules.Refuse("兔子7kq", PasswordRules.LeastForFamilies, [])!.In("zh-CN").Should().Be("密码应至少 8 位，但只有 5 位。");

    [Fact]
    public void A_hash_holds_for_its_password_alone_and_two_of_one_password_differ()
    {
        var hashing = new PasswordHashing(1_000);
        var (one, two) = (hashing.Of("玉米地里有三只灰兔子"), hashing.Of("玉米地里有三只灰兔子"));
        one.Should().StartWith("v1$1000$").And.NotBe(two);
        hashing.Verify("玉米地里有三只灰兔子", one).Should().BeTrue();
        hashing.Verify("玉米地里有三只灰兔孑", one).Should().BeFalse();
        hashing.Verify("anything", "").Should().BeFalse();
    }

    [Fact]
    public void The_hash_is_PBKDF2_with_SHA_512_as_others_reckon_it()
    {
        // Reckoned with Python's hashlib.pbkdf2_hmac("sha512", b"tuzi-chi-luobo-47", bytes(range(16)), 1000, 32).
        const string Kept = "v1$1000$AAECAwQFBgcICQoLDA0ODw==$yULpKpn17MgrpX+HjB40jvuv8FHuED4o3MnTo/WV1Uo=";
        new PasswordHashing(1_000).Verify("tuzi-chi-luobo-47", Kept).Should().BeTrue();
    }

    [Fact]
    public void Fewer_iterations_than_now_are_outdated()
    {
        var kept = new PasswordHashing(1_000).Of("x");
        new PasswordHashing(2_000).IsOutdated(kept).Should().BeTrue();
        new PasswordHashing(1_000).IsOutdated(kept).Should().BeFalse();
        PasswordHashing.Recommended.Should().BeGreaterThanOrEqualTo(210_000);
    }

    [Fact]
    public void Nobody_costs_what_somebody_costs()
    {
        var hashing = new PasswordHashing(1_000, 10);
        var kept = hashing.Of("x");
        hashing.Verify("y", kept);
        var somebody = hashing.Work;
        hashing.Verify("y", "");
        hashing.Work.Should().Be(2 * somebody);
    }

    [Fact]
    public void Pauses_begin_with_the_fifth_wrong_try_and_grow_to_a_quarter_of_an_hour()
    {
        var at = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero);
        var pauses = Enumerable.Range(1, 11).Select(n => new Lockout(n, at).Until(at) is { } until ? (until - at).TotalMinutes : 0);
        pauses.Should().Equal(0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15);
        new Lockout(5, at).Until(at.AddMinutes(1)).Should().BeNull();
        new Lockout(100, at).Until(at)!.Value.Should().Be(at.AddMinutes(15));
    }
}
