using System.IO.Compression;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations.Tables;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

/// <summary>Tables and archives that somebody built to reach beyond them.</summary>
public sealed class WorkbookAttackTests
{
    private const string Secret = "玉米地里的秘密";
    private static readonly string Here = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void An_entity_brings_no_file_of_the_server_into_a_table(string encoding)
    {
        File.WriteAllText(Here, Secret);
        try
        {
            var declared = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{Here}\">]>";
            var attacked = Rewrite("xl/worksheets/sheet1.xml", Encoding.GetEncoding(encoding), xml => Declare(xml, declared, encoding).Replace("张三", "&e;", StringComparison.Ordinal));
            var reading = TableFile.Read(attacked);
            (reading.Refusal is not null || !Cells(reading.Table!).Contains(Secret, StringComparison.Ordinal)).Should().BeTrue();
            reading.Refusal.Should().NotBeNull();
        }
        finally
        {
            File.Delete(Here);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Entities_that_double_and_double_are_refused(string encoding)
    {
        var laughs = string.Concat(Enumerable.Range(1, 20).Select(i => $"<!ENTITY e{i} \"&e{i - 1};&e{i - 1};&e{i - 1};&e{i - 1};\">"));
        var attacked = Rewrite("xl/worksheets/sheet1.xml", Encoding.GetEncoding(encoding),
            xml => Declare(xml, $"<!DOCTYPE x [<!ENTITY e0 \"ha\">{laughs}]>", encoding).Replace("张三", "&e20;", StringComparison.Ordinal));
        TableFile.Read(attacked).Refusal.Should().NotBeNull();
    }

    [Theory]
    [InlineData("../../evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("..\\..\\evil.txt")]
    [InlineData("C:\\evil.txt")]
    public void A_part_that_is_named_like_a_place_on_the_disk_is_written_nowhere(string name)
    {
        var before = Directory.GetFiles(Directory.GetCurrentDirectory(), "evil*", SearchOption.AllDirectories).Length;
        using var stream = new MemoryStream();
        stream.Write(TableWriter.Xlsx("名单", ["姓名"], [["张三"]]));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = archive.CreateEntry(name).Open();
            part.Write("evil"u8);
        }

        var reading = TableFile.Read(stream.ToArray());
        (reading.Refusal is not null || Cells(reading.Table!).Contains("张三", StringComparison.Ordinal)).Should().BeTrue();
        Directory.GetFiles(Directory.GetCurrentDirectory(), "evil*", SearchOption.AllDirectories).Length.Should().Be(before);
        File.Exists("/evil.txt").Should().BeFalse();
    }

    [Theory]
    [InlineData("../../evil.txt")]
    [InlineData("/etc/cron.d/evil")]
    [InlineData("..")]
    [InlineData("a\\..\\b")]
    [InlineData("C:evil\u0000.txt")]
    public void A_file_in_an_archive_leads_nowhere_but_into_it(string name)
    {
        var package = ArchivePackage.Of("档案", null, [new ArchiveSection("../名单", [new ArchiveFile(name, "x"u8.ToArray())], [])]);
        using var zip = new ZipArchive(new MemoryStream(package.Zip.ToArray()));
        zip.Entries.Should().OnlyContain(e => e.FullName.Split('/').Length <= 2 && e.FullName.Split('/').All(p => p.Length > 0 && p != "..") && !e.FullName.Contains('\\') && !e.FullName.Contains(':'));
    }

    private static string Cells(TableFile table) => string.Join('|', table.Sheets.SelectMany(s => s.Rows).SelectMany(r => r.Cells));

    private static string Declare(string xml, string declaration, string encoding) =>
        $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>{declaration}{xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..]}";

    private static byte[] Rewrite(string part, Encoding encoding, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(TableWriter.Xlsx("名单", ["姓名"], [["张三"]]));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var reader = new StreamReader(archive.GetEntry(part)!.Open()))
                xml = reader.ReadToEnd();
            archive.GetEntry(part)!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part).Open(), encoding);
            writer.Write(change(xml));
        }

        return stream.ToArray();
    }
}
