using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>What a school takes out of its finished round: signed minutes go in, files for two other systems and the archive come out, and one family asks the authority.</summary>
public sealed class SeasonPapers(SeasonSchool school)
{
    public const string Closed = "2025-10-16";

    private static readonly string[] Profiles = ["national-aid-system", "authority-report"];

    /// <summary>The files by profile, as text.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public byte[] Archive { get; private set; } = [];

    /// <summary>What filing the round answered.</summary>
    public Value Filed { get; private set; } = Value.Null;

    public string Reconsideration { get; private set; } = "";

    /// <summary>The signed sheets of this activity's lists are scanned; the round is completed, exported, entered, reported and filed.</summary>
    public async Task CloseAsync(string signed, Student refused)
    {
        var office = school.Office.Client;
        foreach (var list in (await ListsAsync()).Where(l => l["activity"].AsText() == signed))
            await school.DoAsync(office, $"/api/rosters/{list["id"].AsText()}/minutes", Value.Record(("hash", school.Scan)));
        await school.DoAsync(office, $"/api/rounds/{school.Round}/complete", Value.EmptyRecord);
        foreach (var profile in Profiles)
            await ExportAsync(profile);
        await AskAsync(refused);
        Archive = await school.Server.BytesAsync(office, $"/api/rounds/{school.Round}/archive?day={Closed}");
        Filed = await school.DoAsync(office, $"/api/rounds/{school.Round}/archive", Value.Record(("day", Closed)));
    }

    /// <summary>The lists of the round by what they are of.</summary>
    public async Task<IReadOnlyList<Value>> ListsAsync() => (await school.ReadAsync(school.Office.Client, $"/api/rosters?round={school.Round}&size=200"))["items"].Items;

    /// <summary>The first list of an activity at a unit.</summary>
    public async Task<string> ListAsync(string activity, string unit)
    {
        foreach (var list in (await ListsAsync()).Where(l => l["activity"].AsText() == activity && l["unit"].AsText() == unit).Select(l => l["id"].AsText()!))
        {
            if ((await school.ReadAsync(school.Office.Client, $"/api/rosters/{list}"))["ordinal"].AsNumber() == 1)
                return list;
        }

        throw new InvalidOperationException($"Expected a list of {activity} at {unit}, but there is none.");
    }

    /// <summary>What stands on a sheet that the office prints, its cells and lines divided by bars.</summary>
    public async Task<string> PrintAsync(string form, string about)
    {
        var reply = await school.Server.GetAsync(school.Office.Client, $"/api/prints/{form}?{about}");
        reply.Status.Should().Be(200, "{0}?{1}: {2}", form, about, reply.Text);
        return WordsOf(reply.Text);
    }

    public static string WordsOf(string html)
    {
        var pieces = html[html.IndexOf("<body", StringComparison.Ordinal)..].Split('<').Select(p => WebUtility.HtmlDecode(p[(p.IndexOf('>', StringComparison.Ordinal) + 1)..]).Trim());
        return $"|{string.Join('|', pieces.Where(p => p.Length > 0))}|";
    }

    /// <summary>The archive's files by path.</summary>
    public Dictionary<string, byte[]> Unpacked()
    {
        using var zip = new ZipArchive(new MemoryStream(Archive));
        return zip.Entries.ToDictionary(e => e.FullName, Bytes, StringComparer.Ordinal);
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }

    private async Task ExportAsync(string profile)
    {
        var (office, path) = (school.Office.Client, $"/api/rounds/{school.Round}/exports/{profile}");
        var preview = await school.ReadAsync(office, path);
        preview["canWrite"].AsBool().Should().BeTrue(preview.ToJson());
        var made = await school.DoAsync(office, path, Value.EmptyRecord);
        Files[profile] = Encoding.UTF8.GetString(await school.Server.BytesAsync(office, made["csv"].AsText()!));
        (await school.Server.BytesAsync(office, made["xlsx"].AsText()!))[..2].Should().Equal((byte)'P', (byte)'K');
        await school.DoAsync(office, $"{path}/confirm", Value.Record(("batch", made["batch"]), ("day", Closed), ("receipt", school.Scan), ("count", preview["rows"])));
    }

    private async Task AskAsync(Student refused)
    {
        var authority = await school.PostOfAsync("县教育局", "authority", "/authority/");
        await school.DoAsync(school.Server.Administrator, "/api/org-units/authority", Value.Record(
            ("school", school.Path), ("unit", "/authority/"), ("name", "示例县教育局"), ("role", "authority")));
        Reconsideration = (await school.DoAsync(school.Office.Client, "/api/reconsiderations", Value.Record(
            ("case", refused.Case.ToString()), ("channel", "letter"), ("text", "请复核家庭收入"))))["id"].AsText()!;
        await school.DoAsync(authority.Client, $"/api/reconsiderations/{Reconsideration}/answer", Value.Record(
            ("result", "maintained"), ("text", "经查收入属实"), ("documentNumber", $"示例〔2025〕{school.Path.Length}号"), ("day", Closed)));
    }
}
