using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>The case files that stand beside the definitions, and what a file that is wrong is told.</summary>
public sealed class CaseFileTests
{
    public static TheoryData<string> Files => [.. Repository.Files("workflows", "*.case.json").Select(f => Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_case_file_goes_as_it_says(string file)
    {
        var played = await PlayedCases.OfAsync(Path.Combine(Repository.Root, file));
        played["findings"].Items.Select(f => $"{f["step"].AsNumber()}: {f["message"].AsText()}").Should().BeEmpty(played["title"].AsText());
        (played["passed"].AsBool(), played["steps"].AsNumber() > 0).Should().Be((true, true));
    }

    [Theory]
    [InlineData("higher-education-determination")]
    [InlineData("k12-determination")]
    public void Each_national_definition_has_at_least_six(string procedure) =>
        Repository.Files("workflows", "*.case.json").Count(f => f.Contains($"/{procedure}/", StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(6);

    [Theory]
    [InlineData("""{ "as": "学生甲", "do": "apply.submit", "refused": "not-a-member" }""", "case-step-not-refused")]
    [InlineData("""{ "as": "学生甲", "do": "class.freeze", "unit": "一班" }""", "case-step-refused")]
    [InlineData("""{ "as": "没有这人", "do": "apply.submit" }""", "case-step-refused")]
    [InlineData("""{ "expect": { "case": "学生甲", "at": "class" } }""", "case-expectation-nothing")]
    [InlineData("""{ "as": "学生甲" }""", "school-bad-step")]
    public async Task A_step_that_goes_wrong_is_named_with_its_number_and_what_was_found(string step, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", $"{code}-{step.Length}")).FullName;
        var file = Path.Combine(folder, "wrong.case.json");
        await File.WriteAllTextAsync(file, $$"""{ "title": "试", "procedure": "higher-education-determination", "school": "two-classes", "now": "2025-09-02T10:00", "steps": [ {{step}} ] }""");
        try
        {
            var finding = (await RunAsync(file)).Findings.Should().ContainSingle().Subject;
            finding.Step.Should().Be(1);
            finding.Reason.Code.Id.Should().Be(code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_same_school_gets_the_same_people()
    {
        var names = new List<string>();
        for (var again = 0; again < 2; again++)
        {
            var (document, _) = SchoolDocument.Read(Path.Combine(Repository.Root, "tests", "schools", "two-classes.school.json"));
            var rows = new SyntheticPeople(document!.School, document.Names).Rows(document.People);
            names.Add(string.Join(',', rows.Select(r => r.Sealed.ToJson())));
            rows.Should().HaveCount(20).And.OnlyContain(r => Casework.Organisations.IdNumber.Read(r.Sealed["idNumber"].AsText(), null).Number!.Region == "999999");
        }

        names[0].Should().Be(names[1]);
    }

    private static Task<CaseFileResult> RunAsync(string file) => new CaseFileRunner(clock =>
    {
        var store = new MemoryStore();
        return SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.BuildServiceProvider());
    }).RunAsync(file);
}
