using System.Text;
using FluentAssertions;
using MediatR;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Audit;

/// <summary>What is given to staff of families by a request that only reads is on record before it is given; a family's own is not.</summary>
public sealed class ReadingRecordTests : OwnSchool
{
    private const string Layout = """
        { "kind": "export-profile", "id": "plain", "article": "t", "from": "2018-01-01", "name": "名册", "purpose": "entry", "sheet": "名册", "columns": [ { "title": "姓名", "source": "person.name", "required": true } ] }
        """;

    [Fact]
    public async Task A_proof_that_staff_reads_is_on_record_with_its_person_and_beside_his_case_and_a_family_s_own_is_not()
    {
        var kept = await Server.Get<IMediator>().Send(new KeepFile(School.People[0], "", "application/pdf", Encoding.UTF8.GetBytes("%PDF-1.7 proof %%EOF"), "disability-certificate", null)
        {
            Principal = Principal.System, Key = "proof",
        });
        var proof = (await Server.Get<IStoreReader>().DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = kept.Stream })).Single().Key;

        (await Server.GetAsync(await School.FamilyAsync(0), $"/api/files/{proof}")).Status.Should().Be(200);
        (await GivenAsync()).Should().BeEmpty("it is the family's own");
        (await Server.GetAsync(School.Stranger, $"/api/files/{proof}")).Status.Should().Be(404);
        (await GivenAsync()).Should().BeEmpty("nothing was given");

        (await Server.GetAsync(School.Teacher, $"/api/files/{proof}")).Status.Should().Be(200);
        (await Server.GetAsync(School.Teacher, $"/api/files/{proof}")).Status.Should().Be(200);
        (await GivenAsync()).Should().Equal(["view-proof", "view-proof"], "each reading is one");
        var told = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}/accesses")).Body["items"].Items;
        told.Select(a => a["purpose"].AsText()).Should().Equal("view-proof", "view-proof");
        (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[1]}/accesses")).Body["items"].Items.Should().BeEmpty("it is another's proof");
    }

    [Fact]
    public async Task Proofs_of_one_student_that_are_read_at_once_are_each_on_record()
    {
        var kept = await Server.Get<IMediator>().Send(new KeepFile(School.People[0], "", "application/pdf", Encoding.UTF8.GetBytes("%PDF-1.7 proof %%EOF"), "disability-certificate", null)
        {
            Principal = Principal.System, Key = "proof",
        });
        var proof = (await Server.Get<IStoreReader>().DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = kept.Stream })).Single().Key;

        var read = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Server.GetAsync(School.Teacher, $"/api/files/{proof}")));

        read.Select(r => r.Status).Should().AllBeEquivalentTo(200);
        (await GivenAsync()).Should().HaveCount(20);
        (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}/accesses")).Body["items"].Items.Should().HaveCount(20);
    }

    [Fact]
    public async Task A_list_to_fill_offline_and_the_archive_leave_with_a_record()
    {
        await School.VerifyAllAsync();
        var list = await School.FreezeAsync("office");
        (await Server.BytesAsync(School.Office, $"/api/rosters/{list}/workbook")).Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("fill-offline");
        (await Server.BytesAsync(School.Office, $"/api/rounds/{School.Round}/archive?day=2026-09-22")).Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("take-archive", "fill-offline");
    }

    [Fact]
    public async Task What_a_job_made_is_on_record_where_it_belongs_each_time_it_is_taken()
    {
        var archive = (await Server.PostAsync(School.Office, "/api/jobs", $$"""{ "work": "archive", "round": "{{School.Round}}" }""")).Body["id"].AsText();
        (await Server.GetAsync(School.Office, $"/api/jobs/{archive}/result")).Code.Should().Be("job-no-file");
        var batch = (await Server.PostAsync(School.Teacher, "/api/jobs", $$"""{ "work": "tasks", "verb": "record", "input": {{School.Verification}}, "all": { "activity": "verify" } }""")).Body["id"].AsText();
        using var table = new HttpRequestMessage(HttpMethod.Post, $"/api/jobs/import?kind=people&unit={School.Path}");
        table.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("姓名,学号,班级\n钱一,A1,农艺2401\n,A2,农艺2401\n"));
        table.Headers.Add("Idempotency-Key", "table");
        using var taken = await Server.Administrator.SendAsync(table);
        var import = (await Reply.OfAsync(taken)).Body["id"].AsText();
        await Server.SettleAsync();
        (await GivenAsync()).Should().BeEmpty();

        (await Server.GetAsync(School.Stranger, $"/api/jobs/{archive}/result")).Status.Should().Be(404);
        (await Server.BytesAsync(School.Office, $"/api/jobs/{archive}/result")).Should().NotBeEmpty();
        (await Server.BytesAsync(School.Teacher, $"/api/jobs/{batch}/result")).Should().NotBeEmpty();
        (await Server.BytesAsync(Server.Administrator, $"/api/jobs/{import}/result")).Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("failed-rows", "export", "take-archive");
        var told = (await Server.GetAsync(Server.Administrator, "/api/audit?size=200")).Body["items"].Items.Single(r => r["purpose"].AsText() == "take-archive");
        told["unit"].AsText().Should().Be(School.Path);
    }

    [Fact]
    public async Task An_export_file_is_on_record_each_time_it_is_taken()
    {
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(Layout))).ToJson());
        await School.PublishAsync();
        Server.Time.MoveTo(new DateTimeOffset(2026, 9, 21, 2, 0, 0, TimeSpan.Zero));
        await Server.SettleAsync();
        var path = $"/api/rounds/{School.Round}/exports/plain";
        (await Server.GetAsync(School.Office, $"{path}/file")).Code.Should().Be("export-batch-unknown");
        var batch = (await Server.DoAsync(School.Office, path, "{}"))["batch"].AsText();
        (await GivenAsync()).Should().BeEmpty("it is made and has not left");
        (await Server.GetAsync(School.Office, path)).Status.Should().Be(200);
        (await GivenAsync()).Should().BeEmpty("nothing is cut and nothing is wrong, so that the preview tells of nobody");
        (await Server.BytesAsync(School.Office, $"{path}/file")).Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("export");
        (await Server.GetAsync(School.Office, $"{path}/batches/{batch}")).Body["items"].Items.Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("export", "export");
    }

    [Fact]
    public async Task A_preview_that_shows_what_is_cut_is_on_record()
    {
        var cut = Layout.Replace("\"required\": true", "\"maxLength\": 1", StringComparison.Ordinal);
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(cut))).ToJson());
        await School.PublishAsync();
        Server.Time.MoveTo(new DateTimeOffset(2026, 9, 21, 2, 0, 0, TimeSpan.Zero));
        await Server.SettleAsync();
        (await Server.GetAsync(School.Office, $"/api/rounds/{School.Round}/exports/plain")).Body["cuts"].Items.Should().NotBeEmpty();
        (await GivenAsync()).Should().Equal("export");
    }

    [Fact]
    public async Task What_a_record_said_before_and_after_a_change_is_read_with_a_record()
    {
        var path = $"/api/people/{School.People[0]}/changes?school={School.Path}";
        (await Server.GetAsync(School.Office, path)).Status.Should().Be(200);
        var before = (await GivenAsync()).Count;
        await Server.DoAsync(Server.Administrator, $"/api/people/{School.People[0]}/status", $$"""{ "school": "{{School.Path}}", "status": "suspended" }""");
        (await Server.GetAsync(School.Office, path)).Body["items"].Items.Should().NotBeEmpty();
        (await GivenAsync()).Should().HaveCount(before + 1).And.StartWith("view-changes");
    }

    /// <summary>What was given for, the latest first.</summary>
    private async Task<IReadOnlyList<string?>> GivenAsync() =>
        [.. (await Server.GetAsync(Server.Administrator, "/api/audit?size=200")).Body["items"].Items.Where(r => r["what"].AsText() == "Given").Select(r => r["purpose"].AsText())];
}
