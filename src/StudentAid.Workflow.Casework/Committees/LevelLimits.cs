using System.Globalization;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>How far a step may change the level that a case came with (第七条: a correction of the quantitative result, bounded and with its reason).</summary>
internal sealed record LevelLimits(int? Steps, string Direction, bool NotBelowSuggested)
{
    private const string Any = "any";

    /// <summary>The fact that holds the level asked for, above which none goes; empty for no such bound.</summary>
    public string NotAbove { get; init; } = "";

    public static LevelLimits Of(ReviewOptions options) => new(options.Steps, options.Direction, options.NotBelowSuggested) { NotAbove = options.NotAbove };

    /// <summary>As a list's frozen options say.</summary>
    public static LevelLimits Of(Value options) =>
        new((int?)options["steps"].AsNumber(), options["direction"].AsText() ?? Any, options["notBelowSuggested"].AsBool() ?? false) { NotAbove = options["notAbove"].AsText() ?? "" };

    /// <summary>
    /// The level that the case supersedes: an adjustment is bounded by what it adjusts, at every step. <see cref="Value.Null"/> for any other case, and where
    /// nothing bounds the change; it may need a fact.
    /// </summary>
    public Value Superseded(ActivityContext context, CaseInput input, out ActivityResult? stop)
    {
        stop = null;
        return context.Input("supersedes").IsNull || (Steps is null && Direction == Any) ? Value.Null : CaseFacts.Read(context, CaseFacts.Held(input), out stop)["level"];
    }

    /// <summary>The level that the form asks for; empty where nothing asks for it, or nothing was said.</summary>
    public string Asked(ActivityContext context, out ActivityResult? stop)
    {
        stop = null;
        return NotAbove.Length == 0 ? "" : new FactPath(NotAbove).Read(Value.Record(("answers", CaseVariables.Open(context, out stop, CaseVariables.Answers)[0]))).AsText() ?? "";
    }

    /// <summary>Null where the change is within the bounds, or no level stood before.</summary>
    public Rejection? Refuse(Scale scale, string from, string suggested, string to, string asked = "")
    {
        if (scale.RankOf(to) is not { } now)
            return null;
        var most = scale.RankOf(asked);
        // Whoever asks for less than is suggested gets what he asks for: else no level were left.
        if (NotBelowSuggested && scale.RankOf(suggested) > now && !(most <= now))
            return ReviewCodes.BelowSuggested.With(("level", scale.NameOf(to)), ("suggested", scale.NameOf(suggested)));
        if (now > most)
            return ReviewCodes.AboveAsked.With(("level", scale.NameOf(to)), ("asked", scale.NameOf(asked)));
        if (scale.RankOf(from) is not { } before || before == now)
            return null;
        if (Steps is { } steps && Math.Abs(now - before) > steps)
            return ReviewCodes.TooManySteps.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to)), ("most", steps.ToString(CultureInfo.InvariantCulture)));
        return Direction switch
        {
            "up" when now < before => ReviewCodes.OnlyUp.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to))),
            "down" when now > before => ReviewCodes.OnlyDown.With(("from", scale.NameOf(from)), ("to", scale.NameOf(to))),
            _ => null,
        };
    }
}
