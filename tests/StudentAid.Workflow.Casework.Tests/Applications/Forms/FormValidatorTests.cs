using FluentAssertions;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Applications.Forms;

public sealed class FormValidatorTests
{
    private readonly FormDocument form = Shipped("national/higher-education-determination/determination-form.json");

    internal static FormDocument Shipped(string file) => FormDocument.Kind.Read(PackReader.Read(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", file))).Document!).Document!;

    /// <summary>Answers that pass, and the same with one place changed.</summary>
    internal static RecordValue Answers(string path = "", Value? value = null)
    {
        var good = (RecordValue)Value.Parse("""
            { "student": { "name": "周雨禾", "gender": "female", "birthDate": "2006-03-07", "ethnicity": "汉族", "idNumber": "11010519491231002X", "politicalStatus": "league-member",
                "nativePlace": "河南示例县", "householdType": "rural", "phone": "13800000000" },
              "family": { "population": 3, "address": "示例县示例镇", "guardianPhone": "0371-12345678", "region": "other", "inEducation": 1, "elders": 0, "singleParent": false, "members": [
                { "name": "周某", "age": 50, "relation": "father", "occupation": "farming", "annualIncome": 1000000, "health": "good" },
                { "name": "王某", "age": 48, "relation": "mother", "occupation": "none", "annualIncome": 0, "health": "disabled" }] },
              "specialGroups": ["subsistence-allowance"],
              "circumstances": { "disasterWhen": "none", "accidentWhen": "none", "debtAmount": 0 } }
            """);
        return path.Length == 0 ? good : new FactPath(path).Write(good, value!);
    }

    [Fact]
    public void Good_answers_pass_and_income_per_head_is_the_servers_rounded_to_fen()
    {
        var result = FormValidator.Validate(form, Answers());

        result.Errors.Should().BeEmpty();
        result.Answers["family"]["perCapitaIncome"].Should().Be(Value.Of(333333m));
    }

    [Fact]
    public void A_computed_field_that_is_sent_along_is_overwritten()
    {
        FormValidator.Validate(form, Answers("family.perCapitaIncome", 1)).Answers["family"]["perCapitaIncome"].Should().Be(Value.Of(333333m));
        FormValidator.Validate(form, Answers("family.population", 0).With("specialGroups", Value.EmptyList)).Answers["family"]["perCapitaIncome"].Should().Be(Value.Null);
    }

    [Theory]
    [InlineData("""{ "field": "net", "sum": "members.income", "minus": ["medical", "members.costs"] }""", "65")]
    [InlineData("""{ "field": "net", "sum": "rent", "plus": ["members.income"], "divideBy": "people" }""", "55")]
    [InlineData("""{ "field": "net", "sum": "rent", "minus": ["members.income"], "atLeast": 0 }""", "0")]
    [InlineData("""{ "field": "net", "sum": "rent", "minus": ["members.income"] }""", "-90")]
    [InlineData("""{ "field": "net", "count": "members" }""", "2")]
    [InlineData("""{ "field": "net", "count": "members", "minus": ["people"], "plus": ["medical"] }""", "20")]
    [InlineData("""{ "field": "net", "sum": "rent", "minus": ["lent"] }""", "null")]
    [InlineData("""{ "field": "net", "count": "cars" }""", "null")]
    public void A_computed_field_adds_takes_away_and_counts_and_has_no_answer_where_a_number_is_missing(string computed, string result)
    {
        var (field, findings) = Computed(computed);
        findings.All.Should().BeEmpty();
        field.Compute(Value.Parse("""{ "people": 2, "rent": 10, "medical": 20, "members": [ { "income": 60, "costs": 10 }, { "income": 40, "costs": 5 } ] }""")).ToJson().Should().Be(result);
    }

    [Theory]
    [InlineData("""{ "field": "net" }""", "form-sum-or-count")]
    [InlineData("""{ "field": "net", "sum": "rent", "count": "members" }""", "form-sum-or-count")]
    [InlineData("""{ "field": "net", "count": "rent" }""", "form-counts-no-list")]
    [InlineData("""{ "field": "net", "sum": "rent", "minus": ["loans"] }""", "form-field-unknown")]
    public void A_computed_field_that_cannot_be_meant_is_refused(string computed, string code) => Computed(computed).Findings.All.Select(f => f.Code.Id).Should().Equal(code);

    private static (ComputedField Field, Findings Findings) Computed(string text)
    {
        var findings = new Findings();
        var schema = FormSchemaReader.Read(new DocumentNode(Value.Parse("""
            { "type": "object", "properties": { "net": { "type": "number" }, "people": { "type": "integer" }, "rent": { "type": "integer" }, "medical": { "type": "integer" }, "lent": { "type": "integer" },
              "members": { "type": "array", "items": { "type": "object", "properties": { "income": { "type": "integer" }, "costs": { "type": "integer" } } } },
              "cars": { "type": "array", "items": { "type": "string" } } } }
            """), "", findings));
        var node = new DocumentNode(Value.Parse(text), "", findings);
        return (ComputedField.Read(node, schema), findings);
    }

    public static TheoryData<string, string, string, string> OneWrongPlace() => new()
    {
        { "family.population", "4", "/family/members", "form-rows-differ" },
        { "specialGroups", "[\"disabled-student\"]", "/circumstances/disability", "form-required-here" },
        { "specialGroups", "[]", "/circumstances/other", "form-required-here" },
        { "specialGroups", "[\"rich\"]", "/specialGroups/0", "form-not-offered" },
        { "circumstances.debtAmount", "500", "/circumstances/debt", "form-required-here" },
        { "circumstances.debtAmount", "0.5", "/circumstances/debtAmount", "form-wrong-type" },
        { "student.idNumber", "\"110105194912310021\"", "/student/idNumber", "form-bad-id-number" },
        { "student.phone", "\"23800000000\"", "/student/phone", "form-bad-phone" },
        { "student.birthDate", "\"2006-02-30\"", "/student/birthDate", "form-not-a-day" },
        { "student.name", "\"\"", "/student/name", "form-too-short" },
        { "student.role", "\"admin\"", "/student/role", "form-unknown-field" },
        { "finalLevel", "\"special\"", "/finalLevel", "form-unknown-field" },
        { "family.postcode", "\"12\"", "/family/postcode", "form-wrong-pattern" },
        { "family.population", "null", "/family/population", "form-wrong-type" },
        { "family.elders", "-1", "/family/elders", "form-too-small" },
        { "family.members", "7", "/family/members", "form-wrong-type" },
    };

    [Theory]
    [MemberData(nameof(OneWrongPlace))]
    public void One_wrong_place_is_found_where_it_is(string path, string value, string pointer, string code)
    {
        var result = FormValidator.Validate(form, Answers(path, Value.Parse(value)));

        result.Errors.Select(e => (e.Pointer, e.Code.Id)).Should().Contain((pointer, code));
        result.Errors.Should().OnlyContain(e => !e.In("zh-CN").Contains('{') && !e.In("en").Contains('{'));
    }

    [Fact]
    public void A_missing_answer_is_named_by_its_label()
    {
        var answers = Answers();
        var error = FormValidator.Validate(form, answers.With("student", ((RecordValue)answers["student"]).Without("phone"))).Errors.Single();

        error.In("zh-CN").Should().Be("“手机号码”必须填写。");
        error.In("en").Should().Be("Expected to find an answer to 'Mobile', but it is missing.");
    }

    [Fact]
    public void A_hint_warns_and_does_not_block()
    {
        var result = FormValidator.Validate(form, Answers("family.singleParent", true));

        result.Passes.Should().BeTrue();
        result.Warnings.Select(w => (w.Pointer, w.Code)).Should().Equal(("/family/singleParent", FormCodes.Hint));
    }

    [Fact]
    public void Hostile_answers_are_refused_and_never_throw()
    {
        var deep = Enumerable.Range(0, 100_000).Aggregate(Value.EmptyList, (inner, _) => Value.List(inner));
        var wide = Value.List(Enumerable.Repeat(Value.True, FormValidator.MostValues + 1));
        var names = Value.Record(Enumerable.Range(0, 5_000).Select(i => ($"x/{i}~", Value.True)));

        FormValidator.Validate(form, deep).Passes.Should().BeFalse();
        FormValidator.Validate(form, wide).Errors.Single().Code.Should().Be(FormCodes.TooLarge);
        FormValidator.Validate(form, names).Errors.Length.Should().BeLessThanOrEqualTo(SchemaValidator.MostFindings + 10);
        FormValidator.Validate(form, Answers("specialGroups", deep)).Errors.Single().Code.Should().Be(FormCodes.TooLarge);
        FormValidator.Validate(form, Answers("student.name", new string('长', 1_000_000))).Errors.Single().Code.Should().Be(FormCodes.TooLong);
        FormValidator.Validate(form, Answers("family.population", decimal.MaxValue)).Passes.Should().BeFalse();
        FormValidator.Validate(form, Answers("family.members", Value.List(Enumerable.Repeat(Value.Record(("annualIncome", decimal.MaxValue)), 29)))).Passes.Should().BeFalse();
    }

    [Fact]
    public void A_pattern_that_needs_backtracking_and_an_unknown_keyword_are_refused_at_publish()
    {
        var reading = PackReader.Read("""
            { "kind": "form", "id": "form", "article": "x", "from": "2025-01-01", "name": "x", "schema": { "type": "object", "properties": {
              "a": { "type": "string", "pattern": "(?=a)b" }, "b": { "$ref": "#/a" }, "c": { "type": "text" }, "d": { "pattern": "(" } } },
              "checks": [{ "id": "some-check", "check": "guess", "message": "x" }, { "id": "other-check", "check": "phone", "field": "nobody", "message": "x" }] }
            """);

        reading.Document.Should().BeNull();
        reading.Diagnostics.Select(d => d.Code.Id).Should().BeEquivalentTo(
            "form-bad-pattern", "form-unknown-keyword", "pack-unknown-word", "form-bad-pattern", "form-check-unknown", "form-field-unknown");
        reading.Diagnostics.Should().OnlyContain(d => d.Position != null);
    }

    [Fact]
    public void A_pattern_that_would_explode_elsewhere_answers_at_once()
    {
        var schema = FormSchemaReader.Read(new DocumentNode(Value.Parse("""{ "type": "string", "pattern": "^(a+)+$" }"""), "", new Findings()));

        SchemaValidator.Validate(schema, new string('a', 3_999) + "!").Single().Code.Should().Be(FormCodes.WrongPattern);
    }

    [Fact]
    public void The_form_of_younger_pupils_asks_for_a_guardian_and_does_not_need_an_id_number()
    {
        var schema = Shipped("provinces/henan/k12-determination/determination-form.json").Schema;

        schema.Required.Should().Contain("guardian");
        schema.At("student")!.Required.Should().NotContain("idNumber");
        schema.At("student.politicalStatus").Should().BeNull();
        schema.At("family.members.annualIncome")!.Hints.Personal.Should().BeTrue();
    }

    [Theory]
    [InlineData("13912345678", true)]
    [InlineData("0371-6123456", true)]
    [InlineData("12912345678", false)]
    [InlineData("1391234567", false)]
    [InlineData("0371-6123-456", false)]
    [InlineData("", false)]
    public void A_telephone_number_has_the_shape_of_one(string number, bool valid) => PhoneNumber.IsValid(number).Should().Be(valid);
}
