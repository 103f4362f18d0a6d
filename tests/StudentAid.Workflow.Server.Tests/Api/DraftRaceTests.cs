using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A family writes one application at two devices.</summary>
public sealed class DraftRaceTests : IAsyncLifetime
{
    private const int Pairs = 20;

    private const string Procedure = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "apply", "type": "StudentAid.Application", "title": "学生申请", "form": "small-form", "commitment": "not-asked", "proof": "not-asked" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] } ],
          "connections": [ "apply -> determined", "apply.Waived -> determined" ] } }
        """;

    private const string Form = """
        { "kind": "form", "id": "small-form", "article": "t", "from": "2018-01-01", "name": "申请表",
          "schema": { "type": "object", "properties": { "why": { "type": "string", "title": "理由", "maxLength": 200 } }, "required": ["why"] }, "checks": [] }
        """;

    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server, Procedure, Form);
        await server.DoAsync(school.Office, $"/api/rounds/{school.Round}/window", """{ "track": "enrolled", "opens": "2026-09-01T00:00:00Z", "closes": "2026-10-20T00:00:00Z" }""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Of_two_saves_of_what_both_saw_one_is_kept_and_the_other_is_told_and_can_be_sent_again_upon_it()
    {
        using var phone = await school.FamilyAsync(0);
        using var computer = await school.FamilyAsync(0);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var seen = await school.OfferedAsync(phone, 0);
            var texts = new[] { $"父亲患病{pair}", $"母亲下岗{pair}" };

            var replies = await Task.WhenAll(SaveAsync(phone, seen, texts[0]), SaveAsync(computer, seen, texts[1]));

            replies.Select(r => r.Status).Should().BeEquivalentTo([200, 412], replies[0].Text + replies[1].Text);
            var (kept, lost) = replies[0].Status == 200 ? (0, 1) : (1, 0);
            replies[lost].Code.Should().Be("changed-since-shown");
            foreach (var device in new[] { phone, computer })
                (await DraftAsync(device)).Should().Be(texts[kept], "what was kept is whole, and nothing of the other is in it");
            (await SaveAsync(lost == 0 ? phone : computer, await school.OfferedAsync(phone, 0), $"{texts[kept]}，{texts[lost]}")).Status.Should().Be(200);
            (await DraftAsync(phone)).Should().Be($"{texts[kept]}，{texts[lost]}");
        }
    }

    [Fact]
    public async Task What_is_saved_again_under_its_key_after_another_save_changes_nothing_and_answers_as_it_did()
    {
        using var phone = await school.FamilyAsync(0);
        var seen = await school.OfferedAsync(phone, 0);
        var first = await SaveAsync(phone, seen, "父亲患病", "Idempotency-Key: the-first");
        (await SaveAsync(phone, await school.OfferedAsync(phone, 0), "母亲下岗")).Status.Should().Be(200);

        var again = await SaveAsync(phone, seen, "父亲患病", "Idempotency-Key: the-first");

        (again.Status, again.Body["version"].AsNumber()).Should().Be((200, first.Body["version"].AsNumber()));
        (await DraftAsync(phone)).Should().Be("母亲下岗");
    }

    private Task<Reply> SaveAsync(HttpClient device, Value seen, string why, params string[] headers) =>
        school.SendAsync(device, seen, "save", Value.Record(("answers", Value.Record(("why", why)))).ToJson(), headers);

    private async Task<string?> DraftAsync(HttpClient device) => (await server.GetAsync(device, $"/api/cases/{school.Cases[0]}/draft")).Body["answers"]["why"].AsText();
}
