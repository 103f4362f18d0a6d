using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Kinds of facts that decisions on rounds ask for.</summary>
public static class RoundFacts
{
    /// <summary>A list of <c>{ kind, status, place, at, count }</c> of everything in the round.</summary>
    public static FactKey Standing(Id round) => new("round-standing", round.ToString());

    /// <summary>A counter's value by name.</summary>
    public static FactKey Counter(string name) => new("counter", name);

    /// <summary>The pin that all cases of a round go by now, and how each earlier one leads to it: <see cref="RoundPin"/>.</summary>
    public static FactKey Pin(Id round) => new("round-pin", round.ToString());

    public const string GroupCasesKind = "group-cases";

    /// <summary>How many live cases the people of a group have at these activities; null where the unit is no group.</summary>
    public static FactKey GroupCases(Id round, string unit, IEnumerable<string> at) => new(GroupCasesKind, $"{round}|{unit}|{string.Join(',', at.Order(StringComparer.Ordinal))}");

    public const string AwayKind = "round-away";

    /// <summary>Where the cases rest of students who are away.</summary>
    public static FactKey Away(Id round) => new(AwayKind, round.ToString());

    public const string EndKind = "round-end";

    /// <summary>{ day [the last on which a list became final], hanging [notices whose period runs], unanswered [objections] }.</summary>
    public static FactKey End(Id round) => new(EndKind, round.ToString());

    /// <summary>Ids of the round's open cases, in their order.</summary>
    public static FactKey OpenCases(Id round) => new("round-cases", round.ToString());
}
