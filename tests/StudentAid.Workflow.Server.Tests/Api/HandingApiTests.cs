using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Handing round and restarting over HTTP, where a caller sends what the screens would not.</summary>
public sealed class HandingApiTests
{
    private const string Nowhere = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task An_act_that_waits_for_a_signature_is_checked_for_files_that_nobody_uploaded_as_any_other()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, School.Definition.Replace("\"roster\": true, \"scale\"", "\"signers\": 1, \"scale\"", StringComparison.Ordinal));
        await school.VerifyAllAsync();
        var signer = (await server.DoAsync(server.Administrator, "/api/principals", $$"""
            { "unit": "/", "name": "副主任", "kind": "person", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" } ] }
            """))["id"].AsText();
        await school.ActAsync(school.Office, 0, "add-signer", $$"""{ "to": "{{signer}}", "when": "after" }""");

        var offered = await school.OfferedAsync(school.Office, 0);
        (await school.SendAsync(school.Office, offered, "approve", $$"""{ "level": "low", "evidence": ["{{Nowhere}}"] }""")).Code.Should().Be("file-not-uploaded");

        await school.ActAsync(school.Office, 0, "approve", """{ "level": "low" }""");
        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/actions")).Body["items"].Items.SelectMany(i => i["actions"].Items).Select(a => a["verb"].AsText())
            .Should().NotContain("approve", "it waits for the signature");
    }

    [Fact]
    public async Task One_key_restarts_one_case()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        foreach (var @case in school.Cases.Take(2))
            await server.DoAsync(school.Office, $"/api/cases/{@case}/cancel", """{ "reason": "误操作" }""");
        var first = await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/restart", "{}", "Idempotency-Key: again");

        (await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/restart", "{}", "Idempotency-Key: again"))["id"].AsText().Should().Be(first["id"].AsText());
        (await server.PostAsync(school.Office, $"/api/cases/{school.Cases[1]}/restart", "{}", "Idempotency-Key: again")).Code.Should().Be("key-reused");
        (await server.DoAsync(school.Office, $"/api/cases/{school.Cases[1]}/restart", "{}"))["id"].AsText().Should().NotBe(first["id"].AsText());
    }
}
