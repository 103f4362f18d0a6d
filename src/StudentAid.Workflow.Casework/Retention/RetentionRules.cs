using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What terms are named for.</summary>
public static class TermOf
{
    /// <summary>Cases about which a body decided, whatever it decided.</summary>
    public const string Decided = "decided";

    /// <summary>Cases that ended without a decision: withdrawn, waived, cancelled.</summary>
    public const string Undecided = "undecided";

    /// <summary>Files of a person.</summary>
    public const string Evidence = "evidence";

    /// <summary>Records of who was shown a person's facts.</summary>
    public const string Access = "access";

    public static readonly ImmutableArray<string> All = [Decided, Undecided, Evidence, Access];
}

/// <summary>So many whole years after the school year ended; a lower layer's stay between the bounds, where there are any.</summary>
public sealed record RetentionTerm(string Of, int Years, int? AtLeast, int? AtMost, string Article)
{
    /// <summary>What a lower layer makes of it: its years within both layers' bounds.</summary>
    public RetentionTerm Under(RetentionTerm lower)
    {
        int Within(int years) => Math.Min(Math.Max(years, AtLeast ?? 0), AtMost ?? RetentionRules.MostYears);
        var (least, most) = (Within(lower.AtLeast ?? 0), Within(lower.AtMost ?? RetentionRules.MostYears));
        return new RetentionTerm(
            Of, Within(lower.Years), least > 0 ? least : null, most < RetentionRules.MostYears ? most : null, lower.Article.Length > 0 ? lower.Article : Article);
    }

    public bool Allows(RetentionTerm lower) => lower.Years >= (AtLeast ?? 0) && lower.Years <= (AtMost ?? RetentionRules.MostYears);
}

/// <summary>
/// How long what is kept after a school year ended (kind <c>retention-rules</c>, 个人信息保护法 第十九条、第四十七条). A lower layer names only the terms that it sets otherwise; each
/// stays within the bounds of those above. <see cref="YearEnds"/> is the month and the day on which a school year ends; null where the layer leaves it.
/// </summary>
public sealed record RetentionRules((int Month, int Day)? YearEnds, ImmutableArray<RetentionTerm> Terms, string Article)
{
    public const int MostYears = 100;

    public static readonly RetentionRules None = new(null, [], "");

    public static readonly DocumentKind<RetentionRules> Kind = new("retention-rules", new Text("保存期限", "Retention"), (n, d) => Read(n, d.Article), Value.Parse("""
        { "type": "object", "required": ["terms"], "properties": {
            "yearEnds": { "type": "string", "pattern": "^[0-1][0-9]-[0-3][0-9]$" },
            "terms": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["of", "years"], "additionalProperties": false, "properties": {
              "of": { "enum": ["decided", "undecided", "evidence", "access"] }, "years": { "type": "integer", "minimum": 0, "maximum": 100 },
              "atLeast": { "type": "integer", "minimum": 0, "maximum": 100 }, "atMost": { "type": "integer", "minimum": 0, "maximum": 100 },
              "article": { "type": "string" }, "note": { "type": "string" } } } } } }
        """), isPinned: false);

    public RetentionTerm? Find(string of) => Terms.FirstOrDefault(t => t.Of == of);

    /// <summary>True where every term is named, and the day on which a school year ends: nothing falls due by a part of the rules.</summary>
    public bool IsWhole => YearEnds is not null && TermOf.All.All(k => Find(k) is not null);

    public RetentionRules Under(RetentionRules lower) => new(
        lower.YearEnds ?? YearEnds,
        [.. Terms.Select(t => lower.Find(t.Of) is { } own ? t.Under(own) : t), .. lower.Terms.Where(t => Find(t.Of) is null)],
        lower.Article.Length > 0 ? lower.Article : Article);

    /// <summary>The terms of a lower layer that these do not allow.</summary>
    public IEnumerable<Rejection> Refusals(RetentionRules lower) =>
        from own in lower.Terms
        let above = Find(own.Of)
        where above?.Allows(own) == false
        select RetentionCodes.OutOfBounds.With(("of", own.Of), ("least", above.AtLeast ?? 0), ("most", above.AtMost ?? MostYears), ("years", own.Years));

    /// <summary>The last day of the school year in which a day falls; only of whole rules.</summary>
    public DateOnly EndOfYear(DateOnly day)
    {
        var (month, of) = YearEnds!.Value;
        var end = Last(day.Year, month, of);
        return end < day ? Last(day.Year + 1, month, of) : end;
    }

    /// <summary>The last day on which something of a day is kept; only of whole rules.</summary>
    public DateOnly Until(string of, DateOnly day)
    {
        var (month, last) = YearEnds!.Value;
        return Last(EndOfYear(day).Year + Find(of)!.Years, month, last);
    }

    private static DateOnly Last(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));

    private static RetentionRules Read(DocumentNode node, string article)
    {
        if (!ErasePerson.IsBasis(article))
            node.Error(RetentionCodes.BadArticle, "article", ("least", ErasePerson.LeastBasis), ("most", ErasePerson.MostBasis), ("length", article.Trim().Length));
        var ends = node.OptionalText("yearEnds");
        var day = default(DateOnly);
        // A leap year, so that every day there is may be named.
        if (ends is not null && !DateOnly.TryParseExact($"2000-{ends}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            node.Wrong("yearEnds", new Text("月-日，如 08-31", "month and day, such as 08-31"));
        var rules = new RetentionRules(ends is null ? null : (day.Month, day.Day), node.Each("terms", Term, t => t.Of, required: true), article);
        node.Close();
        return rules;
    }

    private static RetentionTerm Term(DocumentNode node)
    {
        var of = node.RequiredText("of");
        if (!TermOf.All.Contains(of, StringComparer.Ordinal))
            node.Error(PackCodes.UnknownWord, "of", ("word", of), ("known", string.Join(", ", TermOf.All)));
        var term = new RetentionTerm(
            of, node.RequiredWhole("years", 0, MostYears), node.OptionalWhole("atLeast", 0, MostYears), node.OptionalWhole("atMost", 0, MostYears), node.OptionalText("article") ?? "");
        if (!term.Allows(term))
            node.Error(RetentionCodes.OutOfBounds, "years", ("of", of), ("least", term.AtLeast ?? 0), ("most", term.AtMost ?? MostYears), ("years", term.Years));
        return term;
    }
}
