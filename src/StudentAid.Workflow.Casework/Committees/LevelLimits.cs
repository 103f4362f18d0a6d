using System.Globalization;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>How far a step may change the level that a case came with (第七条: a correction of the quantitative result, bounded and with its reason).</summary>
internal sealed record LevelLimits(int? Steps, string Direction, bool NotBelowSuggested)
{
    private const string Any = "any";

    public static LevelLimits Of(ReviewOptions options) => new(options.Steps, options.Direction, options.NotBelowSuggested);

    /// <summary>As a list's frozen options say.</summary>
    public static LevelLimits Of(Value options) =>
        new((int?)options["steps"].AsNumber(), options["direction"].AsText() ?? Any, options["notBelowSuggested"].AsBool() ?? false);

    /// <summary>
    /// The level that the case supersedes: an adjustment is bounded by what it adjusts, at every step. <see cref="Value.Null"/> for any other case, and where
    /// nothing bounds the change; it may need a fact.
    /// </summary>
    public Value Superseded(ActivityContext context, CaseInput input, out ActivityResult? stop)
    {
        stop = null;
        return context.Input("supersedes").IsNull || (Steps is null && Direction == Any) ? Value.Null : CaseFacts.Read(context, CaseFacts.Held(input), out stop)["level"];
    }

    /// <summary>Null where the change is within the bounds, or no level stood before.</summary>
    public Rejection? Refuse(Scale scale, string from, string suggested, string to)
    {
        if (scale.RankOf(to) is not { } now)
            return null;
        if (NotBelowSuggested && scale.RankOf(suggested) > now)
            return ReviewCodes.BelowSuggested.With(("level", scale.NameOf(to)), ("suggested", scale.NameOf(suggested)));
        if (scale.RankOf(from) is not { } before || before == now)
            return null;
        if (Steps is { } most && Math.Abs(now - before) > most)
            return ReviewCodes.TooManySteps.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to)), ("most", most.ToString(CultureInfo.InvariantCulture)));
        return Direction switch
        {
            "up" when now < before => ReviewCodes.OnlyUp.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to))),
            "down" when now > before => ReviewCodes.OnlyDown.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to))),
            _ => null,
        };
    }
}
