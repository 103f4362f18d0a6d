using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>What stands in the clear part of an event is a code or a hash, never words about somebody.</summary>
public sealed class ClearTextTests
{
    [Fact]
    public async Task A_photo_is_named_by_its_hash_and_an_objection_s_channel_by_a_code()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        var photo = await server.PostAsync(school.Office, $"/api/publicities/{notice}/photo", """{ "moment": "posted", "evidence": "周雨禾家门口的照片" }""");
        (photo.Status, photo.Code).Should().Be((422, "not-a-hash"));
        var objection = await server.PostAsync(
            school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "邻居李大爷来电", "text": "家里开店" }""");
        (objection.Status, objection.Code).Should().Be((422, "not-coded"));
    }
}
