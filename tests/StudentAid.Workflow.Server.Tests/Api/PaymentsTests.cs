using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(TechnicianServer.Name)]
public sealed class PaymentsTests(TechnicianServer school)
{
    private string Path => $"/api/rounds/{school.Round}/payments";

    [Fact]
    public async Task The_office_sees_who_was_paid_in_full_and_nobody_else_sees_anything()
    {
        var held = (await school.GetAsync(school.Office, Path)).Body;
        (held["owed"].AsNumber(), held["paid"].AsNumber(), held["agrees"].AsBool()).Should().Be((300_000m, 300_000m, false));
        held["lines"].Items.Should().OnlyContain(l => l["state"].AsText() == "in-full" && l["stateName"].AsText() == "足额");
        held["findings"].Items.Select(f => f["kindName"].AsText()).Should().Equal("卡号与登记不一致");
        (await school.GetAsync(school.Office, $"/api/rounds/{school.Round}")).Body["aid"].AsBool().Should().BeTrue();
        held["findings"].Items.Should().ContainSingle().Which["kind"].AsText().Should().Be("other-card");
        held["files"].Items.Where(f => f["batch"].AsText()!.StartsWith("2025秋", StringComparison.Ordinal)).Select(f => f["status"].AsText()).Should().BeEquivalentTo(["recorded", "withdrawn", "recorded"]);
        (await school.GetAsync(school.Stranger, Path)).Status.Should().Be(404);
        (await school.GetAsync(school.Teacher, Path)).Status.Should().Be(403);
    }

    [Fact]
    public async Task A_bank_s_file_is_taken_whole_or_not_at_all_and_once()
    {
        const string wrong = "姓名,金额,发放结果\n学生甲,一千,成功\n学生乙,1000,成功\n";
        (await school.SendAsync(school.Office, $"{Path}?batch=w&paidOn=2025-11-05", wrong, "w1")).Code.Should().Be("payment-rows-wrong");
        var dry = (await school.SendAsync(school.Office, $"{Path}?batch=w&paidOn=2025-11-05&dryRun=true", wrong, "w2")).Body;
        dry["errors"].Items.Should().ContainSingle().Which["row"].AsNumber().Should().Be(2);
        const string endless = "姓名,金额,发放结果\n学生甲,79228162514264337593543950335,成功\n学生乙,92233720368547758,成功\n";
        (await school.SendAsync(school.Office, $"{Path}?batch=w&paidOn=2025-11-05", endless, "w3")).Code.Should().Be("payment-rows-wrong");
        const string right = "姓名,金额,发放结果,失败原因\n学生甲,0.5,成功,\n学生乙,1000,退票,销户\n";
        var taken = await school.SendAsync(school.Office, $"{Path}?batch=r&paidOn=2025-11-05", right, "r1");
        (taken.Status, taken.Body["rows"].AsNumber(), taken.Body["failed"].AsNumber(), taken.Body["paid"].AsNumber()).Should().Be((200, 2m, 1m, 50m));
        (await school.SendAsync(school.Office, $"{Path}?batch=r&paidOn=2025-11-05", right, "r1")).Body["version"].AsNumber().Should().Be(1, "the same sending is the same step");
        (await school.SendAsync(school.Office, $"{Path}?batch=r&paidOn=2025-11-05", right, "r2")).Code.Should().Be("payment-batch-recorded");
        (await school.SendAsync(school.Stranger, $"{Path}?batch=r&paidOn=2025-11-05", right, "r3")).Status.Should().Be(404);
        (await school.GetAsync(school.Office, Path)).Body["lines"].Items.Select(l => l["state"].AsText()).Should().Contain("over");
        await school.Server.DoAsync(school.Office, $"{Path}/r/withdraw", """{ "reason": "误导入" }""");
        (await school.GetAsync(school.Office, Path)).Body["lines"].Items.Select(l => l["state"].AsText()).Should().NotContain("over");
    }

    [Fact]
    public async Task The_reconciliation_leaves_as_a_table_without_numbers_of_people()
    {
        var file = await school.GetAsync(school.Office, $"{Path}/file?format=csv");
        file.ContentType.Should().Be("text/csv");
        file.Text.Should().Contain("\"应发（元）\"").And.Contain("\"学生乙\",\"1000.00\",\"1000.00\",\"2025-11-05\",\"足额\"").And.Contain("卡号与登记不一致").And.NotContain("6222");
        (await school.GetAsync(school.Office, $"{Path}/file?format=csv", "en")).Text.Should().Contain("In full");
        (await school.GetAsync(school.Server.Administrator, "/api/audit?size=20")).Body["items"].Items.Count(r => r["what"].AsText() == "Given" && r["purpose"].AsText() == "check-payments").Should().Be(2, "each time it left is on record");
        (await school.GetAsync(school.Teacher, $"{Path}/file")).Status.Should().Be(403);
    }

    [Fact]
    public async Task The_archive_of_an_aid_holds_its_list_against_what_was_paid_and_names_who_is_unclear()
    {
        using var zip = new ZipArchive(new MemoryStream(await school.Server.BytesAsync(school.Office, $"/api/rounds/{school.Round}/archive?day=2025-11-20")));
        var paid = zip.Entries.Where(e => e.FullName.StartsWith("14-发放/", StringComparison.Ordinal)).ToDictionary(e => e.Name, StringComparer.Ordinal);
        paid.Keys.Should().Equal("发放对账.html", "发放批次.html");
        (await TextAsync(paid["发放批次.html"])).Should().Contain("2025秋").And.NotContain("<td>w</td>");
        (await TextAsync(paid["发放对账.html"])).Should().Contain("学生乙").And.Contain("足额").And.NotContain("6222");
        (await TextAsync(zip.GetEntry("00-目录.html")!)).Should().Contain("卡号与登记不一致").And.NotContain("的足额发放");
    }

    private static async Task<string> TextAsync(ZipArchiveEntry entry)
    {
        using var text = new StreamReader(await entry.OpenAsync());
        return await text.ReadToEndAsync();
    }
}
