using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Api;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A family's facts are for the family itself and for staff who deal with its case, whatever else somebody may see.</summary>
[Collection(DemoServer.Name)]
public sealed class WhoSeesFamiliesTests(DemoServer demo)
{
    private const string Purpose = """{ "fields": ["person.name"], "purpose": "电话核对" }""";

    [Fact]
    public async Task A_student_representative_is_no_staff_and_sees_no_classmate_s_facts_or_files()
    {
        var @case = await demo.CaseOf("新生", "柯梦瑶");
        var person = demo.Played.PersonOf("柯梦瑶")!.Id;
        using var classmate = await demo.Server.ClientAsync("student-representative", DemoServer.Class, "同学代表");
        var upload = $$"""{ "size": 5, "person": "{{person}}" }""";

        (await demo.Server.PostAsync(classmate, $"/api/cases/{@case}/reveal", Purpose)).Status.Should().Be(404);
        foreach (var path in (string[])[$"/api/cases/{@case}", $"/api/cases/{@case}/facts", $"/api/cases/{@case}/accesses", $"/api/cases/{@case}/events", $"/api/files?person={person}"])
            (await demo.GetAsync(classmate, path)).Status.Should().Be(404, path);
        (await demo.GetAsync(classmate, $"/api/cases?round={demo.Played.IdOf(demo.Played.RoundOf("新生")!)}")).Body["items"].Items.Should().BeEmpty();
        (await demo.Server.PostAsync(classmate, "/api/uploads", upload)).Status.Should().Be(404);
        (await demo.GetAsync(demo.Teacher, $"/api/cases/{@case}/facts")).Status.Should().Be(200);
        (await demo.GetAsync(demo.Teacher, $"/api/files?person={person}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task The_first_page_tells_of_a_list_only_who_decides_it_in_words_that_count()
    {
        using var representative = await demo.Server.ClientAsync("student-representative", DemoServer.Class, "另一名代表");
        (await demo.GetAsync(representative, "/api/home")).Body["today"].Items.Should().NotContain(i => i["kind"].AsText() == "lists");
        var told = (await demo.GetAsync(demo.Teacher, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "lists");
        var listed = await demo.GetAsync(demo.Teacher, told["link"].AsText()!);
        listed.Body["items"].Items.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("新生", "frozen")]
    [InlineData("2025—2026 学年", "released")]
    public async Task Hints_of_a_list_are_for_who_decides_it_and_not_for_oversight(string round, string status)
    {
        var unit = status == "frozen" ? DemoServer.Class : "/education/14901/agronomy/agronomy-2401/";
        var (list, state) = (await demo.Played.ListOf(demo.Played.RoundOf(round)!, "class", unit))!.Value;
        state.Status.Should().Be(status);
        using var teacher = await demo.Server.ClientAsync("class-teacher", unit, "这班的班主任");
        using var above = await demo.Server.ClientAsync("authority", "/education/", "上级");

        (await demo.GetAsync(teacher, $"/api/rosters/{list}")).Body["hints"].Items.Should().NotBeEmpty();
        var seen = await demo.GetAsync(above, $"/api/rosters/{list}");
        (seen.Status, seen.Body["hints"].Items.Length).Should().Be((200, 0));
    }
}
