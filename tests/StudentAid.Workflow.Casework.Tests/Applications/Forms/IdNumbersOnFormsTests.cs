using FluentAssertions;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Applications.Forms;

/// <summary>A mistyped number of a relative would match no list and nobody would know: every ID number on a form is checked as the applicant's is.</summary>
public sealed class IdNumbersOnFormsTests
{
    public static TheoryData<string> Forms =>
    [
        .. Repository.Files("workflows", "*form.json").Where(f => Value.Parse(File.ReadAllText(f))["kind"].AsText() == "form")
            .Select(f => Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_id_number_on_a_shipped_form_is_checked(string file)
    {
        var form = Repository.Json(file);
        var check = form["checks"].Items.Where(c => c["check"].AsText() == "id-number").Select(c => c["field"].AsText());
        check.Should().BeEquivalentTo(IdNumbers(form["schema"], ""));
    }

    [Theory]
    [InlineData("higher-education-determination")]
    [InlineData("k12-determination")]
    public void A_relatives_number_with_a_wrong_check_digit_is_refused_at_its_row(string procedure)
    {
        var form = FormValidatorTests.Shipped($"national/{procedure}/determination-form.json");
        var right = SyntheticId.Make(new DateOnly(1978, 5, 4), 31);
        var wrong = right[..^1] + (right[^1] == '1' ? '2' : '1');

        Found(form, right).Should().BeEmpty();
        Found(form, wrong).Should().Equal("/family/members/1/idNumber");
    }

    private static IEnumerable<string> Found(FormDocument form, string number)
    {
        var answers = Value.Record(("family", Value.Record(("members", Value.List(
            Value.Record(("name", "周奶奶"), ("relation", "grandmother")), Value.Record(("name", "周大山"), ("relation", "father"), ("idNumber", number)))))));
        return form.Checks.SelectMany(c => c.Check(form, answers)).Where(f => f.Code == FormCodes.BadIdNumber).Select(f => f.Pointer);
    }

    private static IEnumerable<string> IdNumbers(Value schema, string path) =>
        schema["properties"] is not RecordValue properties ? [] : properties.Members.SelectMany(p =>
        {
            var at = path.Length == 0 ? p.Key : $"{path}.{p.Key}";
            string[] own = p.Key == "idNumber" ? [at] : [];
            return own.Concat(IdNumbers(p.Value, at)).Concat(IdNumbers(p.Value["items"], at));
        });
}
