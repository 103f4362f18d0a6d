using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// Who is younger than <paramref name="Below"/> years on the day needs his guardian's signature; where <paramref name="Separate"/>, also a consent of its own,
/// ticked by this rule's id (单独同意). The article is the law's that asks for it.
/// </summary>
public sealed record GuardianRule(string Id, int Below, bool Separate, string Article, Text Name);

/// <summary>
/// <c>guardian</c> of a commitment: the rules, where the form holds the day of birth, and where it names the guardian (so that he need not be written twice).
/// </summary>
public sealed record GuardianRules(ImmutableArray<string> Birth, ImmutableArray<string> Named, ImmutableArray<GuardianRule> Rules)
{
    public static readonly GuardianRules None = new([], [], []);

    /// <summary>The rules that hold for these answers on a day; where no day of birth can be read all of them do.</summary>
    public IEnumerable<GuardianRule> On(Value answers, DateOnly today) =>
        BornOn(answers) is { } birth ? Rules.Where(r => birth.AddYears(r.Below) > today) : Rules;

    /// <summary>The days from which a rule no longer holds for these answers.</summary>
    public IEnumerable<DateOnly> Ends(Value answers) => BornOn(answers) is { } birth ? Rules.Select(r => birth.AddYears(r.Below)) : [];

    /// <summary>What the form says of the guardian, or null.</summary>
    public Value InForm(Value answers) => Named.IsEmpty ? Value.Null : Named.Aggregate(answers, (value, name) => value[name]);

    private DateOnly? BornOn(Value answers) =>
        Birth.Aggregate(answers, (value, name) => value[name]).AsText() is { } text
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) ? birth : null;

    internal static GuardianRules Read(DocumentNode node)
    {
        var rules = node.Each(
            "rules", r => new GuardianRule(r.Id(), (int)r.RequiredNumber("below", 1, 30), r.Flag("separate"), r.RequiredText("article"), r.Label()), r => r.Id, required: true);
        var read = new GuardianRules(Path(node.RequiredText("birth")), Path(node.OptionalText("named")), rules);
        node.Close();
        return read;
    }

    private static ImmutableArray<string> Path(string? text) => text is { Length: > 0 } ? [.. text.Split('.')] : [];
}
