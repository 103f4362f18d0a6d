using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// The variables through which the steps of a case know of each other. Personal ones hold the address of sealed content; a definition that reads
/// them in expressions declares them <c>personal</c>.
/// </summary>
public static class CaseVariables
{
    /// <summary>Personal: the answers of the application form.</summary>
    public const string Answers = "answers";

    /// <summary>Personal: evidence and signature of the application.</summary>
    public const string Attachments = "attachments";

    /// <summary>Personal: <c>{ categories, reasons }</c> of the match that counts.</summary>
    public const string Categories = "categories";

    /// <summary>Personal: what the verification adds for the score table (points, consumption, untrue material).</summary>
    public const string Review = "review";

    /// <summary>"matched" or "none" once a match is settled.</summary>
    public const string Match = "match";

    public const string Total = "total";

    /// <summary>The suggested level's id.</summary>
    public const string Suggested = "suggested";

    /// <summary>The reason code of a suggestion of 不予认定.</summary>
    public const string SuggestedReason = "suggestedReason";

    /// <summary>Id of the scale that the score table names.</summary>
    public const string Scale = "scale";

    /// <summary>The level that the last body decided.</summary>
    public const string Level = "level";

    /// <summary>The reason code that came with <see cref="Level"/>.</summary>
    public const string Reason = "reason";

    /// <summary>The place, 1 the first, that the last body that ranks gave on its list.</summary>
    public const string Rank = "rank";

    /// <summary>The level that an outside system gives; it decides nothing.</summary>
    public const string ReferenceLevel = "referenceLevel";

    /// <summary>The points that an outside system gives.</summary>
    public const string ReferenceScore = "referenceScore";

    /// <summary>Where an activity's decision stands: <c>roster/number</c>.</summary>
    public static string DecisionOf(string activity) => $"{Decision}{activity}";

    /// <summary>Whether a variable is such a decision.</summary>
    public static bool IsDecision(string name) => name.StartsWith(Decision, StringComparison.Ordinal);

    private const string Decision = "decision.";

    /// <summary>The activity at which somebody decided on the case by itself, on no list; kept where the application may not be taken back any more for it.</summary>
    public const string Acted = "acted";

    private const string ActedOf = "acted.";

    /// <summary>Whether a variable says that somebody decided on the case by itself, and at which activity: older cases have one for each, <c>acted.activity</c>.</summary>
    public static string? ActedAt(string name, Value value) =>
        name == Acted ? value.AsText() : name.StartsWith(ActedOf, StringComparison.Ordinal) ? name[ActedOf.Length..] : null;

    /// <summary>Whether a variable says that a body or office has decided, though it noted nothing: a level, or an act on the case by itself.</summary>
    public static bool SaysDecided(string name, Value value) => (name == Level && !value.IsNull) || ActedAt(name, value) is not null;

    /// <summary>The level that stands now: the last body's, else the suggested one; <see cref="Value.Null"/> where there is neither.</summary>
    public static Value Standing(ActivityContext context) => context.Variable(Level) is { IsNull: false } level ? level : context.Variable(Suggested);

    /// <summary>The reason code that came with the level that stands, empty where none did.</summary>
    public static string ReasonOf(InstanceState? state)
    {
        Value Of(string name) => state?.Frames[1].Variables.GetValueOrDefault(name) ?? Value.Null;
        return Of(Of(Level).IsNull ? SuggestedReason : Reason).AsText() ?? "";
    }

    /// <summary>Sets a variable; writes nothing where it says nothing new.</summary>
    public static void Set(ActivityContext context, string name, Value value)
    {
        if (!value.Equals(context.Variable(name)))
            context.SetVariable(name, value);
    }

    /// <summary>
    /// Opens the personal variables of these names; one never set is <see cref="Value.Null"/>. Answers what stops the step: facts to be loaded, or a
    /// fault where content was erased.
    /// </summary>
    public static ImmutableArray<Value> Open(ActivityContext context, out ActivityResult? stop, params ReadOnlySpan<string> names)
    {
        var opened = ImmutableArray.CreateBuilder<Value>(names.Length);
        var missing = ImmutableArray.CreateBuilder<FactKey>();
        var erased = false;
        foreach (var name in names)
        {
            // A variable that the definition declares personal may have been opened for an expression already.
            var value = context.Variable(name);
            if (value.AsText() is { } address)
            {
                var fact = context.Fact(CaseFacts.Sealed(address));
                if (fact is null)
                    missing.Add(CaseFacts.Sealed(address));
                erased |= fact is { Value.IsNull: true };
                value = fact?.Value ?? Value.Null;
            }

            opened.Add(value);
        }

        stop = missing.Count > 0 ? ActivityResult.Needs(missing.ToImmutable()) : erased ? ActivityResult.Faulted(CaseCodes.ContentErased) : null;
        return opened.ToImmutable();
    }
}
