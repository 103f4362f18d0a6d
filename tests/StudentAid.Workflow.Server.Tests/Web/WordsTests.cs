using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Api.Audit;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The dashboard has a word for everything that the product has a kind of.</summary>
public sealed class WordsTests
{
    public static TheoryData<string> Languages => ["zh-CN", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_kind_of_document_has_a_name_in_both_languages(string language)
    {
        var names = Value.Parse(File.ReadAllText(Repository.PathOf($"src/StudentAid.Workflow.Web/locales/{language}/rules.json")));
        DocumentKinds.All.Select(k => k.Name).Where(k => names[$"kind-{k}"].AsText() is not { Length: > 0 }).Should().BeEmpty();
    }

    [Fact]
    public void The_trail_has_a_word_for_every_event_that_stands_in_it()
    {
        var page = File.ReadAllText(Repository.PathOf("src/StudentAid.Workflow.Web/src/operations/Audit.tsx"));
        AuditReading.Names.Where(n => !page.Contains($"  {n}: \"app.audit-", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_trail_has_a_word_for_every_code_that_the_product_gives_as_a_purpose()
    {
        var page = File.ReadAllText(Repository.PathOf("src/StudentAid.Workflow.Web/src/operations/Audit.tsx"));
        AuditReading.Purposes.Where(p => !page.Contains($"  \"{p}\": \"app.audit-", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Why_sessions_end_is_said_by_its_list_alone_so_that_the_trail_has_a_word_for_each() =>
        Repository.Files("src", "*.cs").Where(f => Regex.IsMatch(
            File.ReadAllText(Repository.PathOf(f)), @"desk\.End\(""|new EndSessions\([^)]*, ""[^""]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))).Should().BeEmpty();

    [Fact]
    public void A_case_s_history_has_words_for_every_standing_with_which_it_rests_or_ends_by_itself()
    {
        var page = File.ReadAllText(Repository.PathOf("src/StudentAid.Workflow.Web/src/cases/History.tsx"));
        PersonStatus.All.Remove(PersonStatus.Enrolled).Select(FollowStanding.ReasonOf).Where(r => !page.Contains($"  \"{r}\": \"cases.because-", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_list_of_packs_names_every_kind()
    {
        var page = File.ReadAllText(Repository.PathOf("src/StudentAid.Workflow.Web/src/rules/packs/Packs.tsx"));
        DocumentKinds.All.Select(k => k.Name).Where(k => !page.Contains($"\"rules.kind-{k}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
