using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// A family as its student writes it down; yearly incomes and debt in 分. <see cref="Level"/> is what the sample score table says of it, reckoned here a second
/// time from its paper and not by the product.
/// </summary>
internal sealed record Household(long Father, long Mother, long Debt, string Region, bool Rural, string Health, int InEducation, int Elders, bool Disaster, string Occupation)
{
    private const int Population = 3;

    public static Household Of(SeasonStudent student) => new(
        student.Draw("father", 600_000L, 1_200_000, 2_400_000, 4_800_000), student.Draw("mother", 300_000L, 900_000, 1_800_000), student.Draw("debt", 0L, 1_500_000, 6_000_000),
        student.Draw("region", "key-county", "old-or-ethnic-area", "other"), student.Draw("rural", 2) == 0, student.Draw("health", "good", "good", "chronic-illness", "serious-illness"),
        1 + student.Draw("in-education", 3), student.Draw("elders", 4), student.Draw("disaster", 8) == 0, student.Draw("occupation", "farming", "labour", "employed"));

    /// <summary>The level by points, and at least that of the list that he is matched on.</summary>
    public string Level(string listed)
    {
        var level = Points switch { >= 60 => "special", >= 40 => "relative", >= 20 => "ordinary", _ => "not-determined" };
        return listed switch { "destitute-support" => "special", "subsistence-allowance" or "child-of-disabled" when level != "special" => "relative", _ => level };
    }

    /// <summary>What the form says over the school's base form; the texts are his own, so that no two forms are copies.</summary>
    public RecordValue Answers(SeasonStudent student) => Value.Record(
        ("student", Value.Record(("householdType", Rural ? "rural" : "urban"))),
        ("family", Value.Record(
            ("population", Population), ("region", Region), ("inEducation", InEducation), ("elders", Elders),
            ("members", Value.List(Member(student, "father", Father, Health), Member(student, "mother", Mother, "good"))))),
        ("circumstances", Circumstances(student)));

    private RecordValue Circumstances(SeasonStudent student)
    {
        var said = Value.Record(
            ("debtAmount", Debt), ("debt", $"{student.Name}家治病借款"), ("other", $"{student.Name}家收入不稳定"), ("disasterWhen", Disaster ? "within-one-year" : "none"));
        return Disaster ? said.With("disaster", $"{student.Name}家房屋被淹") : said;
    }

    private RecordValue Member(SeasonStudent student, string relation, long income, string health) => Value.Record(
        ("name", $"{student.Name}{(relation == "father" ? "父" : "母")}"), ("age", 45 + (student.Number % 5)), ("relation", relation), ("occupation", Occupation), ("annualIncome", income),
        ("health", health));

    private int Points => Math.Min(30, Income + Owing) + Math.Min(10, Place) + (Disaster ? 20 : 0) + Math.Min(40, Burden + (2 * Work));

    private int Income => ((Father + Mother) / (decimal)Population) switch { < 600_000 => 24, < 1_200_000 => 15, < 2_000_000 => 6, _ => 0 };

    private int Owing => Debt switch { < 1_000_000 => 0, < 5_000_000 => 4, _ => 8 };

    private int Place => Region switch { "key-county" => 8, "old-or-ethnic-area" => 5, _ => 0 } + (Rural ? 2 : 0);

    private int Burden => Math.Min(20, Health switch { "chronic-illness" => 3, "serious-illness" => 8, _ => 0 } + (3 * (InEducation - 1)) + Elders switch { 0 => 0, <= 2 => 2, _ => 4 });

    private int Work => Occupation switch { "farming" => 4, "labour" => 3, _ => 0 };

    public override string ToString() => Points.ToString(CultureInfo.InvariantCulture);
}
