using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Applications;

public sealed class GuardianTests
{
    private static CaseWorld Apply() => Of([Node("apply", "StudentAid.Application", ("form", "determination-form"))], "apply.Waived -> end").Window().Start();

    private static Value Given(string birth, Value commitment) => Value.Record(
        ("answers", Answers().With("student", ((RecordValue)Answers()["student"]).With("birthDate", birth))), ("commitment", commitment));

    private static Value By(string name, string? guardian = null, string? relation = null)
    {
        var signed = Value.Record(("name", name), ("signer", "student"));
        if (guardian is null)
            return signed;
        var own = Value.Record(("name", guardian));
        return signed.With("guardian", relation is null ? own : own.With("relation", relation));
    }

    [Fact]
    public void A_student_below_eighteen_needs_his_guardians_signature_with_name_and_relation()
    {
        var world = Apply();
        // On 7 September 2026 he is eighteen in a day.
        var refused = world.Do("submit", Given("2008-09-08", By("周雨禾")))!;
        refused.Code.Id.Should().Be("guardian-signature-missing");
        refused.Arguments["article"].Should().Contain("民法典");
        refused.Code.Article.Should().NotBeNullOrEmpty();
        world.Do("submit", Given("2008-09-08", By("周雨禾", "周大山")))!.Code.Id.Should().Be("guardian-without-relation");
        world.Do("submit", Given("2008-09-08", By("周雨禾", "周大山", "father"))).Should().BeNull();

        world.Notes("submitted").Single()["guardian"].Kind.Should().Be(ValueKind.List);
        world.Plain.Should().NotContain("周大山").And.NotContain("father");
    }

    [Fact]
    public void Who_is_eighteen_on_the_day_signs_alone()
    {
        Apply().Do("submit", Given("2008-09-07", By("周雨禾"))).Should().BeNull();
    }

    [Theory]
    [InlineData("2026-09-07T15:59:59Z", "guardian-signature-missing")]
    [InlineData("2026-09-07T16:00:00Z", null)]
    public void His_birthday_begins_at_midnight_where_the_school_is(string now, string? code)
    {
        var world = Apply();
        world.World.MoveTo(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        world.Do("submit", Given("2008-09-08", By("周雨禾")))?.Code.Id.Should().Be(code);
        world.Notes("submitted").Should().HaveCount(code is null ? 1 : 0);
    }

    [Theory]
    [InlineData("2012-09-08", "guardian-consent-missing")]
    [InlineData("2012-09-07", null)]
    public void Below_fourteen_the_guardian_consents_separately_to_sensitive_data(string birth, string? code)
    {
        Sign(birth, Value.Record(("name", "周大山"), ("relation", "father")))?.Code.Id.Should().Be(code);
        Sign(birth, Value.Record(("name", "周大山"), ("relation", "father"), ("consents", Value.List("sensitive-data")))).Should().BeNull();
    }

    [Fact]
    public void Where_the_form_names_the_relation_it_need_not_be_written_twice()
    {
        Sign("2014-01-01", Value.Record(("name", "周大山"), ("consents", Value.List("sensitive-data"))), inForm: true).Should().BeNull();
    }

    private static Rejection? Sign(string birth, Value commitment, bool inForm = false)
    {
        var world = In(
            "national/k12-determination", [Node("apply", "StudentAid.Application", ("form", "small"), ("applicant", "guardian"))], "apply.Waived -> end").Pin("""
            { "kind": "form", "id": "small", "article": "第十六条(二)", "from": "2024-01-01", "name": "申请表", "commitment": "commitment",
              "pages": [ { "id": "pp", "title": "申请" } ], "schema": { "type": "object", "properties": {
                "student": { "type": "object", "title": "学生", "page": "pp", "order": 1, "properties": { "birthDate": { "type": "string", "title": "出生日期", "format": "date" } } },
                "guardian": { "type": "object", "title": "监护人", "page": "pp", "order": 2, "properties": { "relation": { "type": "string", "title": "关系" } } } } } }
            """).Window().Start();
        var answers = Value.Record(("student", Value.Record(("birthDate", birth))));
        if (inForm)
            answers = answers.With("guardian", Value.Record(("relation", "father")));
        return world.Do("submit", Value.Record(("answers", answers), ("applicant", "guardian"), ("commitment", commitment)));
    }
}
