using System.Net.Http.Headers;
using FluentAssertions;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

public sealed class UploadTests
{
    private static readonly byte[] Exif = [0xFF, 0xE1, 0, 42, .. "Exif\0\0"u8, .. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. "GPS-HERE"u8];
    private static readonly byte[] Picture = [0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 9, 9, 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4];
    private static readonly byte[] Photo = [0xFF, 0xD8, .. Exif, 0xFF, 0xFE, 0, 8, .. "secret"u8, .. Picture, 0xFF, 0xD9, .. "behind"u8];

    [Fact]
    public void A_photo_loses_place_and_comments_and_keeps_how_it_is_turned()
    {
        var clean = JpegFile.Stripped(Photo)!;
        var text = System.Text.Encoding.Latin1.GetString(clean);
        text.Should().NotContain("GPS").And.NotContain("secret").And.NotContain("behind");
        text.Should().Contain(System.Text.Encoding.Latin1.GetString(Picture));
        clean[^2..].Should().Equal(0xFF, 0xD9);
        // The only thing left of the camera's data: orientation 6.
        text.Should().Contain("Exif\0\0MM");
        JpegFile.Stripped(clean).Should().Equal(clean);
    }

    [Fact]
    public void Whatever_is_cut_off_is_refused_and_never_thrown_at()
    {
        for (var length = 3; length < Photo.Length - 8; length++)
            JpegFile.Stripped(Photo.AsSpan(0, length)).Should().BeNull("{0} bytes are no photo", length);
        var png = Png();
        for (var length = 8; length < png.Length - 6; length++)
            PngFile.Stripped(png.AsSpan(0, length)).Should().BeNull("{0} bytes are no picture", length);
    }

    [Fact]
    public void A_png_keeps_what_draws_it_and_nothing_else()
    {
        var text = System.Text.Encoding.Latin1.GetString(PngFile.Stripped(Png())!);
        text.Should().Contain("IHDR").And.Contain("IEND").And.NotContain("tEXt").And.NotContain("behind");
    }

    [Fact]
    public async Task A_photo_goes_up_in_two_parts_is_found_again_and_comes_down_as_an_attachment_for_its_people_only()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var begun = await server.DoAsync(school.Teacher, "/api/uploads", $$"""{ "size": {{Photo.Length}}, "person": "{{school.People[0]}}", "category": "disability-certificate", "validUntil": "2027-01-01" }""");
        var id = begun["id"].AsText();
        (await AppendAsync(school.Teacher, id!, 0, Photo[..10])).Body["offset"].AsNumber().Should().Be(10);
        (await AppendAsync(school.Teacher, id!, 0, Photo[..10])).Code.Should().Be("upload-offset");
        (await server.GetAsync(school.Teacher, $"/api/uploads/{id}")).Body["offset"].AsNumber().Should().Be(10);
        (await server.GetAsync(school.Office, $"/api/uploads/{id}")).Status.Should().Be(404);
        var kept = await AppendAsync(school.Teacher, id!, 10, Photo[10..]);
        var hash = kept.Body["hash"].AsText();
        kept.Body["type"].AsText().Should().Be("image/jpeg", kept.Text);
        var file = (await server.GetAsync(school.Office, $"/api/files?person={school.People[0]}")).Body["items"].Items.Single();
        (file["hash"].AsText(), file["category"].AsText(), file["valid"].AsBool()).Should().Be((hash, "disability-certificate", true));
        using var down = await school.Office.GetAsync(new Uri($"/api/files/{hash}", UriKind.Relative));
        down.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        down.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        (await down.Content.ReadAsByteArrayAsync()).Should().Equal(JpegFile.Stripped(Photo));
        (await server.GetAsync(school.Stranger, $"/api/files/{hash}")).Status.Should().Be(404);
        (await server.GetAsync(school.Stranger, $"/api/files?person={school.People[0]}")).Status.Should().Be(404);
        (await server.GetAsync(server.Administrator, $"/api/files/{hash}")).Code.Should().Be("file-not-yours");
        Directory.GetFiles(Path.Combine(server.Folder, "uploads"), "*.part").Should().BeEmpty();
        // Whoever lost the last answer asks again.
        (await AppendAsync(school.Teacher, id!, 10, Photo[10..])).Body["hash"].AsText().Should().Be(hash);
        (await server.GetAsync(school.Teacher, $"/api/uploads/{id}")).Body["hash"].AsText().Should().Be(hash);
        (await server.GetAsync(school.Office, $"/api/uploads/{id}")).Status.Should().Be(404);
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_restart_and_nothing_of_it_stands_in_clear()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("student-aid").FullName;
        var server = await RunningServer.StartInAsync(folder, time);
        await server.DoAsync(server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/", "kind": "root", "name": "全部" } ] }""");
        var id = (await server.DoAsync(server.Administrator, "/api/uploads", $$"""{ "size": {{Photo.Length}}, "unit": "/" }"""))["id"].AsText();
        await AppendAsync(server.Administrator, id!, 0, Photo[..50]);
        System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "uploads", id + ".part"))).Should().NotContain("GPS");
        await server.StopAsync();
        await using var again = await RunningServer.StartInAsync(folder, time);
        (await again.GetAsync(again.Administrator, $"/api/uploads/{id}")).Body["offset"].AsNumber().Should().Be(50);
        (await AppendAsync(again.Administrator, id!, 50, Photo[50..])).Body["hash"].AsText().Should().HaveLength(64);
    }

    [Fact]
    public async Task A_frame_that_a_crash_cut_off_is_dropped_by_who_appends_alone()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var upload = $$"""{ "size": {{Photo.Length}}, "person": "{{school.People[0]}}" }""";
        var id = (await server.DoAsync(school.Teacher, "/api/uploads", upload))["id"].AsText();
        await AppendAsync(school.Teacher, id!, 0, Photo[..50]);
        var path = Path.Combine(server.Folder, "uploads", id + ".part");
        await File.AppendAllTextAsync(path, "half a frame");
        var length = new FileInfo(path).Length;
        await server.DoAsync(school.Teacher, "/api/uploads", upload);
        (await server.GetAsync(school.Teacher, $"/api/uploads/{id}")).Body["offset"].AsNumber().Should().Be(50);
        new FileInfo(path).Length.Should().Be(length, "somebody may be writing it");
        (await AppendAsync(school.Teacher, id!, 50, Photo[50..])).Body["hash"].AsText().Should().HaveLength(64);
    }

    [Fact]
    public async Task What_is_too_large_of_no_known_kind_or_somebody_else_s_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var large = await server.PostAsync(school.Teacher, "/api/uploads", $$"""{ "size": 52428801, "person": "{{school.People[0]}}" }""");
        (large.Status, large.Code).Should().Be((413, "file-size"));
        (await server.PostAsync(school.Teacher, "/api/uploads", """{ "size": 5 }""")).Code.Should().Be("file-owner");
        (await server.PostAsync(school.Stranger, "/api/uploads", $$"""{ "size": 5, "person": "{{school.People[0]}}" }""")).Status.Should().Be(404);
        (await UploadAsync(server, school, "hello"u8.ToArray())).Code.Should().Be("file-type");
        (await UploadAsync(server, school, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0])).Code.Should().Be("file-heic");
        (await UploadAsync(server, school, HeicPicture.Of("GPS 36.6N 101.7E"))).Body["type"].AsText().Should().Be("image/heic");
        (await UploadAsync(server, school, Photo[..20])).Code.Should().Be("file-broken");
        (await UploadAsync(server, school, [.. "%PDF-1.7 "u8, 1, 2])).Body["type"].AsText().Should().Be("application/pdf");
    }

    [Fact]
    public async Task Signed_minutes_stand_with_the_decision_they_are_of()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var scan = (await server.DoAsync(school.Office, "/api/uploads", $$"""{ "size": {{Photo.Length}}, "unit": "{{School.Path}}" }"""))["id"].AsText();
        var hash = (await AppendAsync(school.Office, scan!, 0, Photo)).Body["hash"].AsText();
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/minutes", """{ "hash": "0123456789abcdef" }""")).Code.Should().Be("file-not-kept");
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/minutes", $$"""{ "hash": "{{hash}}" }""")).Status.Should().Be(409);
        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        var verdicts = string.Join(',', school.Cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        await server.DoAsync(school.Office, $"/api/rosters/{list}/minutes", $$"""{ "hash": "{{hash}}" }""");
        (await server.GetAsync(school.Office, $"/api/rosters/{list}/minutes")).Body["items"].Items.Single()["hash"].AsText().Should().Be(hash);
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/minutes", $$"""{ "hash": "{{hash}}" }""")).Code.Should().Be("minutes-signed");
    }

    [Fact]
    public async Task Signed_minutes_are_put_there_by_who_records_and_are_the_unit_s_own_file()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.PublishAsync();
        var list = (await server.GetAsync(school.Office, $"/api/rosters?round={school.Round}")).Body["items"].Items.First(r => r["activity"].AsText() == "office")["id"].AsText();
        var proof = (await UploadAsync(server, school, Photo)).Body["hash"].AsText();
        using var keeper = await school.ColleagueAsync("批次管理员", "round-keeper");
        (await server.PostAsync(keeper, $"/api/rosters/{list}/minutes", $$"""{ "hash": "{{proof}}" }""")).Code.Should().Be("not-your-list");
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/minutes", $$"""{ "hash": "{{proof}}" }""")).Code.Should().Be("minutes-of-another");
    }

    [Fact]
    public async Task Evidence_that_nobody_uploaded_or_that_is_another_familys_proves_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var own = (await UploadAsync(server, school, Photo)).Body["hash"].AsText()!;
        var others = (await UploadAsync(server, school, [.. "%PDF-1.7 of the other child %%EOF"u8], person: 1)).Body["hash"].AsText()!;
        var photo = await server.KeepAsync(School.Path, "%PDF-1.7 of the school %%EOF");

        foreach (var hash in new[] { "0123456789abcdef0123456789abcdef", others })
        {
            var refused = await VerifyAsync(server, school, hash);
            (refused.Status, refused.Code).Should().Be((422, "file-not-uploaded"));
            refused.Body["article"].AsText().Should().Be("第十六条(二)");
        }

        (await VerifyAsync(server, school, own)).Status.Should().Be(200);
        (await VerifyAsync(server, school, photo)).Status.Should().Be(200);
        (await VerifyAsync(server, school, own, photo)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Last_years_proof_is_offered_while_it_is_valid()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        foreach (var (until, content) in new[] { ("2020-12-31", "%PDF-1.7 run out %%EOF"), ("2099-12-31", "%PDF-1.7 valid %%EOF") })
            await UploadAsync(server, school, System.Text.Encoding.UTF8.GetBytes(content), more: $$""", "category": "disability-certificate", "validUntil": "{{until}}" """);
        await UploadAsync(server, school, [.. "%PDF-1.7 no proof of anything %%EOF"u8]);

        var proofs = (await server.Get<Casework.Steps.FactLoader>().LoadAsync([new Engine.Execution.FactKey("proofs", school.People[0].ToString())], default))[0].Value.Items;

        proofs.Select(p => p["validUntil"].AsText()).Should().BeEquivalentTo("2020-12-31", "2099-12-31");
        proofs.Should().OnlyContain(p => p["type"].AsText() == "disability-certificate" && p["hash"].AsText()!.Length == 64);
        var files = (await server.GetAsync(school.Teacher, $"/api/files?person={school.People[0]}")).Body["items"].Items;
        files.Count(f => f["category"].AsText() == "disability-certificate" && f["valid"].AsBool() == true).Should().Be(1);
    }

    private static async Task<Reply> VerifyAsync(RunningServer server, School school, params string[] hashes)
    {
        var actions = await server.GetAsync(school.Teacher, $"/api/cases/{school.Cases[0]}/actions");
        var action = actions.Body["items"].Items.First(a => a["activity"].AsText() == "verify");
        var input = Engine.Expressions.Value.Record(
            ("method", "home-visit"), ("date", "2020-01-02"), ("persons", Engine.Expressions.Value.List(school.People[0].ToString())), ("finding", "与申请内容相符"),
            ("evidence", Engine.Expressions.Value.List(hashes.Select(Engine.Expressions.Value.Of))));
        return await server.PostAsync(school.Teacher, $"/api/tasks/{action["task"].AsText()}/record", input.ToJson(), $"If-Match: {action["etag"].AsText()}");
    }

    private static async Task<Reply> UploadAsync(RunningServer server, School school, byte[] content, int person = 0, string more = "")
    {
        var id = (await server.DoAsync(school.Teacher, "/api/uploads", $$"""{ "size": {{content.Length}}, "person": "{{school.People[person]}}"{{more}} }"""))["id"].AsText();
        return await AppendAsync(school.Teacher, id!, 0, content);
    }

    private static async Task<Reply> AppendAsync(HttpClient client, string id, long offset, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await client.PostAsync(new Uri($"/api/uploads/{id}/append?offset={offset}", UriKind.Relative), body);
        return await Reply.OfAsync(response);
    }

    private static byte[] Png()
    {
        return [.. PngFile.Signature, .. Chunk("IHDR", 13), .. Chunk("tEXt", 5), .. Chunk("IDAT", 3), .. Chunk("IEND", 0), .. "behind"u8];

        static byte[] Chunk(string name, byte length) => [0, 0, 0, length, .. System.Text.Encoding.ASCII.GetBytes(name), .. new byte[length], 1, 2, 3, 4];
    }
}
