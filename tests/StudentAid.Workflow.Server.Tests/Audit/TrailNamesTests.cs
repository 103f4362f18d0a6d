using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Audit;

namespace StudentAid.Workflow.Server.Tests.Audit;

/// <summary>What units give ids to stands in the trail by its name.</summary>
public sealed class TrailNamesTests(OneSchool one) : IClassFixture<OneSchool>
{
    private const string Form = """
        { "kind": "form", "id": "asked", "article": "t", "from": "2018-01-01", "name": "申请表", "schema": { "type": "object", "properties": {
          "income": { "type": "object", "title": { "zh-CN": "家庭收入", "en": "Income" }, "properties": { "total": { "type": "integer", "title": "合计" } } } } } }
        """;

    [Fact]
    public async Task Documents_fields_layouts_and_refusals_are_named_in_the_readers_language()
    {
        var layout = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/exports/payment-list.json"));
        await one.Server.DoAsync(one.Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(Form, layout))).ToJson());
        var published = (await one.Server.GetAsync(one.Server.Administrator, "/api/audit?size=200")).Body["items"].Items.First(r => r["what"].AsText() == "DocumentPublished");
        published["fields"].Items.Select(f => f.AsText()).Should().Contain("-/form/asked/0001");
        published["fieldNames"].Items.Select(f => f.AsText()).Should().BeEquivalentTo("申请表", "资助发放清单（样例）");

        (await NamedAsync(Row("Revealed", null, "answers.income", "person.name", "answers.gone"), "zh-CN")).FieldNames.Should().Equal("家庭收入", "person.name", "answers.gone");
        (await NamedAsync(Row("Revealed", null, "answers.income"), "en")).FieldNames.Should().Equal("Income");
        (await NamedAsync(Row("Exported", "payment-list"), "zh-CN")).PurposeName.Should().Be("资助发放清单（样例）");
        (await NamedAsync(Row("MessageResent", "not-found"), "zh-CN")).PurposeName.Should().EndWith("。").And.NotContain("not-found");
        (await NamedAsync(Row("SignedIn", "password"), "zh-CN")).PurposeName.Should().BeNull("a screen has a word for it");
    }

    [Fact]
    public async Task An_exports_purpose_is_its_layout_and_a_jobs_what_it_works_at()
    {
        await ApplyAsync("round", """[["Exported","b-1","payments-2026","0f1e2d3c",3]]""");
        await ApplyAsync("job", """[["Started","tasks","record","6jzg1jzysnhhcr024ghj7xd0gt",null,"",[]]]""");
        var rows = (await one.Server.GetAsync(one.Server.Administrator, "/api/audit?size=2")).Body["items"].Items;
        rows.Select(r => (r["what"].AsText(), r["purpose"].AsText())).Should().Equal(("Started", "tasks"), ("Exported", "payments-2026"));
    }

    private async Task<AuditRow> NamedAsync(AuditRow row, string language) => (await one.Server.Get<TrailNames>().OfAsync([row], language))[0];

    private AuditRow Row(string what, string? purpose, params string[] fields) =>
        new(Id.Of("stream"), 1, one.Server.Time.GetUtcNow(), default, School.Path, "access", what, default, purpose, fields);

    private async Task ApplyAsync(string kind, string data)
    {
        var step = new Step
        {
            Stream = Id.Of("named", kind), Kind = kind, Expected = 0, OrgPath = School.Path, Status = "open", Operation = Id.Of("named", "operation", kind), BodyHash = 1, Actor = Id.Of("somebody"),
            Now = one.Server.Time.GetUtcNow(), Data = System.Text.Encoding.UTF8.GetBytes(data),
        };
        (await one.Server.Get<IStepStore>().ApplyAsync([step]))[0].Should().BeOfType<StepResult.Applied>();
    }
}
