using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>A choice: the value an answer has, its label, its points (negative ones take away).</summary>
public sealed record ScoreOption(Value Value, Text Name, decimal Points)
{
    internal static ImmutableArray<ScoreOption> ReadAll(DocumentNode node)
    {
        var options = ImmutableArray.CreateBuilder<ScoreOption>();
        foreach (var child in node.RequiredChildren("options").Where(c => c.IsRecord()))
        {
            var option = new ScoreOption(
                child.Any("value")?.Value ?? Value.Of(child.RequiredText("value")), child.OptionalLabel("name") ?? child.Value["value"].AsText() ?? "",
                child.RequiredNumber("points", -ItemRule.MostPoints, ItemRule.MostPoints));
            if (options.Any(o => o.Value.Equals(option.Value)))
                node.Findings.Error(PackCodes.RepeatedId, child.Pointer, ("id", option.Value));
            child.Close();
            options.Add(option);
        }

        return options.ToImmutable();
    }
}

/// <summary><c>single</c>: one of several choices.</summary>
public sealed record SingleChoice(FactPath Of, ImmutableArray<ScoreOption> Options) : ItemRule
{
    public override IEnumerable<string> Reads => [Of.Text];

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var answer = Of.Read(facts);
        if (answer.IsNull)
            return Scored.Nothing(ScoreReason.Missing);
        return Options.FirstOrDefault(o => o.Value.Equals(answer)) is { } option
            ? new Scored(option.Points, ScoreReason.Option, option.Name.ZhCn)
            : Scored.Nothing(ScoreReason.Unreadable);
    }

    public override PointSet Attainable(ReferenceValues references) => PointSet.Of(Options.Select(o => o.Points).DefaultIfEmpty());
}

/// <summary><c>multiple</c>: any of several choices, each counted once, together at most <c>cap</c>.</summary>
public sealed record MultipleChoice(FactPath Of, ImmutableArray<ScoreOption> Options, decimal? Cap) : ItemRule
{
    public override IEnumerable<string> Reads => [Of.Text];

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var answer = Of.Read(facts);
        if (answer.IsNull)
            return Scored.Nothing(ScoreReason.Missing);
        var chosen = Options.Where(o => answer.Items.Contains(o.Value)).ToList();
        if (answer is not ListValue list || list.Values.Any(v => !Options.Any(o => o.Value.Equals(v))))
            return Scored.Nothing(ScoreReason.Unreadable);
        return new Scored(Capped(chosen.Sum(o => o.Points)), ScoreReason.Option, string.Join("、", chosen.Select(o => o.Name.ZhCn)));
    }

    public override PointSet Attainable(ReferenceValues references) =>
        Options.Aggregate(PointSet.Of(0m), (sums, o) => sums.Plus(PointSet.Of(0m, o.Points))).Through(Capped);

    private decimal Capped(decimal points) => Math.Min(points, Cap ?? points);
}

/// <summary><c>yes-no</c>: points while a condition holds, others (0 when left out) while it does not.</summary>
public sealed record YesNo(Condition When, decimal Points, decimal Otherwise) : ItemRule
{
    public override IEnumerable<string> Reads => When.Paths.Select(p => p.Text);

    public override IEnumerable<string> References => When.References;

    public override Scored Score(Value facts, ReferenceValues references) => When.At(references).Holds(facts) switch
    {
        true => new Scored(Points, ScoreReason.Yes),
        false => new Scored(Otherwise, ScoreReason.No),
        null when When.Paths.All(p => p.Read(facts).IsNull) => Scored.Nothing(ScoreReason.Missing),
        null => Scored.Nothing(ScoreReason.Unreadable),
    };

    public override PointSet Attainable(ReferenceValues references) => PointSet.Of(Points, Otherwise);
}
