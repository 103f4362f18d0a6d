using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(TechnicianServer.Name)]
public sealed class RegistrationsTests(TechnicianServer school)
{
    private const string Receipt = "0123456789abcdef0123456789abcdef";
    private const string Pending = "/api/registrations?school=/hr/tech/";

    [Fact]
    public async Task Who_is_not_registered_is_listed_with_what_is_missing_and_the_next_window()
    {
        var list = (await school.GetAsync(school.Office, Pending)).Body;
        (list["open"].AsBool(), list["opens"].AsText(), list["closes"].AsText()).Should().Be((false, "2026-02-15", "2026-04-20"));
        var rows = list["pending"].Items.ToDictionary(r => r["name"].AsText()!, StringComparer.Ordinal);
        rows["学生甲"]["missing"].Items.Should().BeEmpty();
        rows["学生乙"]["missing"].Items.Select(m => m["zh-CN"].AsText()).Should().Equal("监护人姓名", "监护人电话");
        rows["夜校生"]["register"].AsText().Should().Be("other");
        (await school.GetAsync(school.Stranger, Pending)).Status.Should().Be(404);
        (await school.GetAsync(school.Teacher, Pending)).Status.Should().Be(403);
        (await school.Server.PostAsync(school.Office, "/api/registrations", $$"""{ "school": "/hr/tech/", "people": [ "{{rows["学生甲"]["person"].AsText()}}" ], "receipt": "{{Receipt}}" }"""))
            .Code.Should().Be("registration-closed");
    }

    [Fact]
    public async Task A_register_is_looked_up_without_an_account_by_name_and_number_together()
    {
        using var nobody = school.Server.ClientOf(null);
        (await school.GetAsync(nobody, "/register?school=/hr/tech/")).Text.Should().Contain("学籍查询").And.Contain("身份证号");
        (await school.GetAsync(nobody, "/register?school=/nowhere/")).Status.Should().Be(404);
        var number = await NumberOfAsync("学生甲");
        (await LookUpAsync(nobody, "学生甲", number)).Should().Contain("示例技工学校").And.Contain("汽车维修").And.Contain("尚未注册").And.NotContain("139").And.NotContain("甲家长");
        var wrong = await LookUpAsync(nobody, "学生乙", number);
        wrong.Should().Contain("没有查到").And.Be(await LookUpAsync(nobody, "学生乙", "110101200903071234"));
    }

    [Fact]
    public async Task A_class_behind_one_address_looks_itself_up_and_who_tries_names_to_one_number_is_made_to_wait_on_a_page()
    {
        using var nobody = school.Server.ClientOf(null);
        for (var student = 0; student < 30; student++)
            (await LookUpAsync(nobody, "学生甲", $"11010120090307{student:D4}")).Should().NotContain("过于频繁");

        // One number to the register, however it is written.
        string[] spellings = ["33010120090307123x", " 33010120090307123X", "330101-20090307-123X", "330101 2009 0307 123x", "３３０１０１２００９０３０７１２３Ｘ", "'33010120090307123\u200bX"];
        var tries = new List<string>();
        for (var n = 0; n < 8; n++)
            tries.Add(await LookUpAsync(nobody, $"学生{n}", spellings[n % spellings.Length]));

        tries.Take(6).Should().AllSatisfy(t => t.Should().Contain("没有查到"));
        tries[^1].Should().Contain("示例技工学校学籍查询</h1>").And.Contain("过于频繁").And.NotContain("too-many-requests").And.Contain("value=\"学生7\"");
    }

    private async Task<string> NumberOfAsync(string name)
    {
        var people = await school.Server.Get<Casework.Organisations.Directory>().PeopleAsync(Engine.Streams.Scope.All, TechnicianServer.School);
        return people.Single(p => p.Name == name).Facts["idNumber"].AsText()!;
    }

    private static async Task<string> LookUpAsync(HttpClient nobody, string name, string number)
    {
        using var form = new FormUrlEncodedContent([new("school", "/hr/tech/"), new("name", name), new("idNumber", number)]);
        using var answer = await nobody.PostAsync(new Uri("/register", UriKind.Relative), form);
        return await answer.Content.ReadAsStringAsync();
    }
}
