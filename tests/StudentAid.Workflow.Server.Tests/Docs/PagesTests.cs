using FluentAssertions;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Server.Tests.Docs;

/// <summary>What pages point to is there, and both languages say the same.</summary>
public sealed class PagesTests
{
    /// <summary>The log of decisions is written in English for who changes the product; the table of the standard has both languages in each row.</summary>
    private static readonly string[] WithoutTwin = ["docs/decisions.md", "docs/asvs.md"];

    /// <summary>What stands for a value that the reader puts in. A longer word comes before one that it begins with or holds.</summary>
    private static readonly (string ZhCn, string En)[] Placeholders =
    [
        ("文件夹", "FOLDER"), ("文件", "FILE"), ("路径", "PATH"), ("数据库名", "DATABASE"), ("年-月-日", "YYYY-MM-DD"), ("人员编号", "PERSON"), ("编号", "ID"),
        ("单位", "PLACE"), ("日期", "DATE"), ("地址", "ADDRESS"), ("名称", "NAME"), ("值", "VALUE"), ("代码", "CODE"), ("依据", "ARTICLE"), ("命令", "VERB"),
        ("行", "LINE"), ("列", "COLUMN"), ("说明", "MESSAGE"), ("流程", "PROCEDURE"), ("种类", "KIND"), ("类型", "TYPE"), ("主机", "host"),
    ];

    private static IEnumerable<(Page English, Page Chinese)> Twins => Page.All.Where(p => !p.IsChinese && Page.IsThere(p.Twin)).Select(p => (p, Page.At(p.Twin)));

    [Fact]
    public void What_pages_link_to_is_there_with_its_heading()
    {
        Page.All.SelectMany(p => p.Links.Where(l => !Page.IsThere(l.File)).Select(l => $"{p.Path}: {l.Written}")).Should().BeEmpty();
        Page.All.SelectMany(p => p.Links.Where(l => l.Anchor.Length > 0 && !Page.At(l.File).Anchors.Contains(l.Anchor)).Select(l => $"{p.Path}: {l.Written}")).Should().BeEmpty();
        Page.All.Sum(p => p.Links.Count(l => l.Anchor.Length > 0)).Should().BeGreaterThan(10, "links to headings are found");
    }

    [Fact]
    public void Every_page_has_a_twin_and_leads_to_it()
    {
        Page.All.Where(p => !Page.IsThere(p.Twin)).Select(p => p.Path).Should().BeEquivalentTo(WithoutTwin);
        Page.All.Where(p => Page.IsThere(p.Twin) && p.Links.All(l => l.File != p.Twin)).Select(p => p.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_page_leads_to_pages_of_its_own_language_where_there_are_any() =>
        Page.All.SelectMany(p => p.Links.Where(l => l.File != p.Twin && l.File.EndsWith(".md", StringComparison.Ordinal) && Page.At(l.File) is { } to
            && to.IsChinese != p.IsChinese && Page.IsThere(to.Twin)).Select(l => $"{p.Path}: {l.Written}")).Should().BeEmpty();

    [Fact]
    public void Twins_name_the_same_code()
    {
        Twins.Should().HaveCountGreaterThan(15);
        foreach (var (english, chinese) in Twins)
        {
            var (one, other) = (english.Spans.Select(InEveryLanguage).ToHashSet(StringComparer.Ordinal), chinese.Spans.Select(InEveryLanguage).ToHashSet(StringComparer.Ordinal));
            one.Except(other).Should().BeEmpty($"{chinese.Path} leaves nothing out");
            other.Except(one).Should().BeEmpty($"{english.Path} leaves nothing out");
        }
    }

    [Fact]
    public void Twins_have_the_same_headings_items_rows_and_blocks()
    {
        foreach (var (english, chinese) in Twins)
        {
            chinese.Outline.Should().Equal(english.Outline, chinese.Path);
            chinese.Blocks.Should().Equal(english.Blocks, chinese.Path);
        }
    }

    [Theory]
    [InlineData("docs/definitions.md")]
    [InlineData("docs/definitions.zh-CN.md")]
    public void Every_activity_that_runs_is_listed_and_no_other(string page)
    {
        var listed = Page.At(page).Text.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).SelectMany(l => new Page(page, l).Spans);
        listed.Should().BeEquivalentTo(GeneralActivities.All.Concat(CaseworkActivities.All).Select(a => a.Description.Type));
    }

    /// <summary>With what stands for a value written as English pages write it, and without the language that only English pages ask for.</summary>
    private static string InEveryLanguage(string span)
    {
        var plain = span.EndsWith(" --lang en", StringComparison.Ordinal) ? span[..^" --lang en".Length] : span;
        return Placeholders.Aggregate(plain, (text, word) => text.Replace(word.ZhCn, word.En, StringComparison.Ordinal));
    }
}
