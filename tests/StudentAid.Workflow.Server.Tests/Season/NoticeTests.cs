using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>Who may act on a notice, and with what: the clear part of an event is a code or a hash, never words about somebody.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task An_authority_above_the_school_sees_its_notice_and_neither_photographs_nor_answers_for_it()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        using var authority = await server.ClientAsync("authority", "/");
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "telephone", "text": "家里开店" }""");
        (await server.GetAsync(authority, $"/api/publicities/{notice}")).Status.Should().Be(200);
        (await server.RefusedAsync(authority, "/api/objections/1/answer", $$"""{ "publicity": "{{notice}}", "upheld": true, "text": "属实" }""")).Code.Should().Be("not-your-list");
        (await server.RefusedAsync(authority, $"/api/publicities/{notice}/photo", """{ "moment": "posted", "evidence": "cc11bb22cc33dd44ee55ff6677889900" }""")).Code.Should().Be("not-your-list");
        (await server.RefusedAsync(authority, $"/api/publicities/{notice}/post", """{ "where": ["board"] }""")).Code.Should().Be("not-your-list");
    }

    [Fact]
    public async Task A_notice_for_the_signed_in_is_for_those_of_its_school_and_like_none_for_everybody_else()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var address = $"/notices/{await school.PublishAsync("\"signed-in\"")}";
        using var family = await school.FamilyAsync(1);
        using var authority = await server.ClientAsync("authority", "/");
        using var counsellor = await server.ClientAsync("counsellor", $"{School.Path}agri/");
        foreach (var reader in new[] { family, authority, counsellor, school.Office })
            (await server.GetAsync(reader, address)).Text.Should().Contain("周雨禾");

        using var nobody = server.ClientOf(null);
        using var rightless = await server.MachineAsync("""{ "unit": "/", "name": "无关", "kind": "machine", "grants": [], "persons": [] }""");
        foreach (var reader in new[] { nobody, rightless, school.Stranger })
            (await server.GetAsync(reader, address)).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_photo_is_named_by_its_hash_and_an_objection_s_channel_by_a_code()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        var photo = await server.RefusedAsync(school.Office, $"/api/publicities/{notice}/photo", """{ "moment": "posted", "evidence": "周雨禾家门口的照片" }""");
        (photo.Status, photo.Code).Should().Be((422, "not-a-hash"));
        var objection = await server.RefusedAsync(
            school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "邻居李大爷来电", "text": "家里开店" }""");
        (objection.Status, objection.Code).Should().Be((422, "not-coded"));
    }
}
