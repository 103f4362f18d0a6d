using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Archiving;

public sealed class ArchivePackageTests
{
    private static readonly ArchiveSection[] Sections =
    [
        new("方案", [new ArchiveFile("规则.json", "{}"u8.ToArray())], []),
        new("公示及照片", [new ArchiveFile("../../照片.jpg", new byte[] { 1, 2, 3 })], ["撤下照片"]),
    ];

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        var (one, two) = (ArchivePackage.Of("档案", null, Sections), ArchivePackage.Of("档案", null, Sections));

        two.Zip.ToArray().Should().Equal(one.Zip.ToArray());
        two.Hash.Should().Be(one.Hash).And.Be(Convert.ToHexStringLower(SHA256.HashData(one.Zip.Span)));
    }

    [Fact]
    public void The_index_comes_first_the_sections_in_order_and_the_hashes_last()
    {
        using var zip = Open(ArchivePackage.Of("档案", null, Sections));

        zip.Entries.Select(e => e.FullName).Should().Equal("00-目录.html", "01-方案/规则.json", "02-公示及照片/_.._照片.jpg", "SHA256.txt");
    }

    [Fact]
    public void Every_file_can_be_checked_against_the_list_of_hashes()
    {
        using var zip = Open(ArchivePackage.Of("档案", null, Sections));
        var lines = Text(zip, "SHA256.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);

        lines["01-方案/规则.json"].Should().Be(Convert.ToHexStringLower(SHA256.HashData("{}"u8)));
        lines["合计"].Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Concat(lines.Where(l => l.Key != "合计").Select(l => $"{l.Value}  {l.Key}\n"))))));
    }

    [Fact]
    public void What_is_missing_is_in_the_answer_and_in_red_on_the_index()
    {
        var package = ArchivePackage.Of("档案", null, Sections);
        using var zip = Open(package);

        package.Missing.Should().Equal("公示及照片：撤下照片");
        Text(zip, "00-目录.html").Should().Contain("<p class=\"missing\">缺：撤下照片</p>");
    }

    [Fact]
    public void The_index_names_who_is_missing_among_the_five_numbers()
    {
        var (jia, yi) = (Id.Of("case", "1"), Id.Of("case", "2"));
        var counts = FiveCounts.Of([jia, yi], [jia, yi], [jia], [jia, yi], [jia, yi], new Dictionary<Id, string> { [jia] = "甲", [yi] = "乙" });
        using var zip = Open(ArchivePackage.Of("档案", counts, Sections));

        counts.Agree.Should().BeFalse();
        counts.Differences.Should().ContainSingle();
        (counts.Differences[0].Name, string.Join(',', counts.Differences[0].MissingIn)).Should().Be(("乙", "entered"));
        Text(zip, "00-目录.html").Should().Contain("五数不一致").And.Contain("乙：缺录入");
    }

    [Fact]
    public void Five_equal_sets_agree_whatever_their_order()
    {
        Id[] cases = [Id.Of("case", "1"), Id.Of("case", "2"), Id.Of("case", "3")];

        FiveCounts.Of(cases, cases.Reverse(), cases, cases.Reverse(), cases, new Dictionary<Id, string>()).Agree.Should().BeTrue();
        FiveCounts.Of(cases, cases[..2], cases, cases, cases, new Dictionary<Id, string>()).Differences.Should().ContainSingle().Which.MissingIn.Should().Equal("published");
    }

    private static ZipArchive Open(ArchivePackage package) => new(new MemoryStream(package.Zip.ToArray()), ZipArchiveMode.Read);

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
