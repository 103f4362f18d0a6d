using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A school whose leading group votes in secret revokes: what the dashboard asks for comes with the revocation.</summary>
public sealed class SecretRevocationTests
{
    private const string College = "/college/";

    [Fact]
    public async Task A_revocation_names_who_votes_and_how_and_is_decided_by_numbers_of_papers()
    {
        await using var server = await RunningServer.StartInAsync(Directory.CreateTempSubdirectory("student-aid").FullName, new ManualTimeProvider(new DateTimeOffset(2025, 11, 3, 2, 0, 0, TimeSpan.Zero)));
        await PlayAsync(PlayedServer.SchoolStoreOf(server.Services));
        using var office = await server.ClientAsync("aid-office", College);
        var round = RoundState.IdOf(College, "higher-education-determination", "2025—2026", "在校生");
        var @case = (await server.GetAsync(office, $"/api/cases?round={round}")).Body["items"].Items.First(c => c["status"].AsText() == "finished");
        var student = @case["person"].AsText()!;
        var (evidence, paper) = (await server.KeepAsync(College), await server.KeepAsync(College, "%PDF-1.7 the decision %%EOF"));
        var path = "/api/revocations/" + (await server.DoAsync(office, "/api/revocations", $$"""
            { "case": "{{@case["id"].AsText()}}", "finding": "隐瞒收入", "evidence": [ "{{evidence}}" ], "statementDue": "2025-11-20" }
            """))["id"].AsText();
        await server.DoAsync(office, path + "/hear", """{ "channel": "in-person", "text": "承认" }""");

        var vote = (await server.GetAsync(office, path)).Body["vote"];
        (vote["body"].AsText(), vote["ballot"].AsText()).Should().Be(("leading-group", "secret"));
        vote["seats"].Items.Should().HaveCount(3).And.OnlyContain(s => s["name"].AsText()!.Length > 0 && s["concerned"].AsBool() == false);
        using var family = await server.FamilyAsync(Engine.Streams.Id.Parse(student));
        (await server.GetAsync(family, path)).Body["vote"].IsNull.Should().BeTrue("who sits there is told to whoever decides");

        string Decision(int agree) => $$"""
            { "result": "revoked", "body": "领导小组", "meeting": "第 4 次", "article": "第二十二条", "reasons": "查实", "paper": "{{paper}}", "recoveries": [],
              "seats": [ {{string.Join(", ", vote["seats"].Items.Select(SeatOf))}} ], "papers": { "agree": {{agree}}, "disagree": 0, "abstain": 0 } }
            """;
        var papers = vote["seats"].Items.Count(s => s["observes"].AsBool() != true);
        (await server.PostAsync(office, path + "/decide", Decision(papers + 1))).Code.Should().Be("papers-unequal");
        await server.DoAsync(office, path + "/decide", Decision(papers));
        (await server.GetAsync(office, path)).Body["vote"].IsNull.Should().BeTrue("it is decided");
    }

    private static string SeatOf(Value seat) =>
        $$"""{ "member": "{{seat["id"].AsText()}}", "attendance": "present", "substitute": "", "vote": "{{(seat["observes"].AsBool() == true ? "" : "cast")}}" }""";

    /// <summary>The case file at whose end two are determined, with the leading group's ballot made secret.</summary>
    private static async Task PlayAsync(SchoolStore store)
    {
        var content = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("tests/schools/after-the-decision.case.json")))!.AsObject();
        var body = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("workflows/national/higher-education-determination/leading-group.json")))!.AsObject();
        body.Remove("$schema");
        (body["unit"], body["procedure"], body["from"], body["ballot"]) = ("college", "higher-education-determination", "2025-01-01", "secret");
        content["documents"] = new JsonArray(body);
        content["steps"]!.AsArray().Single(s => s!["do"]?.GetValue<string>() == "leaders.meet")!["with"] = new JsonObject { ["papers"] = new JsonObject { ["agree"] = 3, ["disagree"] = 0, ["abstain"] = 0 } };
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "secret-revocation")).FullName;
        try
        {
            var file = Path.Combine(folder, "secret.case.json");
            await File.WriteAllTextAsync(file, content.ToJsonString());
            var played = await new CaseFileRunner(clock => SchoolHosts.Open(store, clock, s => s.BuildServiceProvider())).RunAsync(file);
            played.Findings.Select(f => $"{f.Step} {f.Reason.In("zh-CN")}").Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
