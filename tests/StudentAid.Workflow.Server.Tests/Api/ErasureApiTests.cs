using FluentAssertions;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What the tool does with the keys while the server stands still, its administrators do over HTTP while it runs.</summary>
public sealed class ErasureApiTests : OwnSchool
{
    private const string Why = """{ "reason": "request", "basis": "个人信息保护法 第四十七条" }""";

    [Fact]
    public async Task A_person_is_erased_by_who_sets_up_his_school_once_his_cases_have_ended_and_it_is_on_record()
    {
        var person = School.People[0];
        (await Server.GetAsync(School.Office, $"/api/people/{person}/erasure")).Status.Should().Be(403);
        (await Server.PostAsync(School.Office, $"/api/people/{person}/erase", Why)).Status.Should().Be(403);
        using var elsewhere = await Server.ClientAsync("administrator", "/other/", "外校管理员");
        (await Server.GetAsync(elsewhere, $"/api/people/{person}/erasure")).Status.Should().Be(404);
        (await Server.PostAsync(elsewhere, $"/api/people/{person}/erase", Why)).Status.Should().Be(404);
        (await Server.GetAsync(Server.Administrator, $"/api/people/{Id.Of("nobody")}/erasure")).Status.Should().Be(404);

        using var own = await Server.ClientAsync("administrator", School.Path, "本校管理员");
        var look = (await Server.GetAsync(own, $"/api/people/{person}/erasure")).Body;
        (look["erased"].AsBool(), look["cases"].AsNumber(), look["openCases"].AsNumber()).Should().Be((false, 1m, 1m));
        (await Server.PostAsync(own, $"/api/people/{person}/erase", Why)).Code.Should().Be("erasure-open-cases");
        await Server.DoAsync(Server.Administrator, $"/api/cases/{School.Cases[0]}/cancel", """{ "reason": "left-school" }""");

        var name = (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[0]}")).Body["name"].AsText()!;
        (await Server.PostAsync(own, $"/api/people/{person}/erase?dryRun=true", Why)).Status.Should().Be(200);
        (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[0]}")).Text.Should().Contain(name);
        (await Server.PostAsync(own, $"/api/people/{person}/erase", Why)).Status.Should().Be(200);
        (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[0]}")).Text.Should().NotContain(name).And.Contain("已删除");
        (await Server.PostAsync(own, $"/api/people/{person}/erase", Why)).Code.Should().Be("already-erased");
        (await Server.GetAsync(School.Office, "/api/audit")).Body["items"].Items.Should().Contain(r => r["what"].AsText() == "PersonErased" && r["about"].AsText() == person.ToString());
    }

    [Fact]
    public async Task A_look_tells_of_the_person_s_own_files_accounts_and_lists_and_of_no_list_of_another_line()
    {
        const string Number = "110101200001011232";
        await School.ImportAsync($"姓名,身份证号,学号,班级\n陶然,{Number},S4,农艺2401\n", 1);
        var person = (await Server.PeopleAsync(School.Class)).Single(p => p.Name == "陶然").Id;
        var (other, sender) = (School.People[0], Server.Get<MediatR.IMediator>());
        foreach (var of in (Id[])[person, other])
            (await sender.Send(new KeepFile(of, "", "application/pdf", "%PDF-1.7 a scan %%EOF"u8.ToArray(), "scan", null) { Principal = Principal.System, Key = $"file {of}" })).Rejected.Should().BeNull();
        foreach (var (unit, persons) in (List<(string, Id[])>)[("/", [person]), (School.Path, [person]), (School.Class, [person]), (School.Path, [other]), (School.Path, [person, other])])
        {
            await Server.DoAsync(
                Server.Administrator, "/api/principals",
                $$"""{ "unit": "{{unit}}", "name": "本人", "kind": "person", "grants": [], "persons": [{{string.Join(',', persons.Select(p => $"\"{p}\""))}}] }""");
        }

        foreach (var unit in (string[])["/", School.Path, "/other/"])
        {
            var source = new ListSource("civil-affairs", $"批次{unit}", new DateOnly(2026, 9, 1));
            var list = new LoadProviderList(unit, source, [new ListRow(source, 2, "陶然", IdNumber.Read(Number), "low-income")]) { Principal = Principal.System, Key = unit };
            (await sender.Send(list)).Rejected.Should().BeNull();
        }

        using var own = await Server.ClientAsync("administrator", School.Path, "本校管理员");
        var look = (await Server.GetAsync(own, $"/api/people/{person}/erasure")).Body;

        (look["cases"].AsNumber(), look["files"].AsNumber(), look["accounts"].AsNumber()).Should().Be((0m, 1m, 3m));
        look["providerLists"].Items.Select(l => l.AsText()).Should().Equal("批次/", "批次/college/");
    }

    [Fact]
    public async Task Keys_are_rotated_beside_running_work_by_who_sets_up_everything_and_all_is_read_as_before()
    {
        using var own = await Server.ClientAsync("administrator", School.Path, "本校管理员");
        (await Server.PostAsync(own, "/api/keys/rotate", "{}")).Status.Should().Be(403);
        var before = (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[0]}")).Body["name"].AsText();
        (await Server.PostAsync(Server.Administrator, "/api/keys/rotate?dryRun=true", "{}")).Status.Should().Be(200);
        (await Server.GetAsync(Server.Administrator, "/api/audit")).Text.Should().NotContain("KeysRotated");

        (await Server.PostAsync(Server.Administrator, "/api/keys/rotate", "{}")).Status.Should().Be(200);
        (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[0]}")).Body["name"].AsText().Should().Be(before);
        (await Server.GetAsync(Server.Administrator, "/api/audit")).Text.Should().Contain("KeysRotated");
        (await Server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();
    }
}
