using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// An aid as it is declared in a round: once a student and semester (人社厅发〔2020〕20号 (七)). The semester is that of the day on which the round's term began, so
/// that two rounds of one term are one declaration.
/// </summary>
public sealed record AidDeclaration(AidRules Rules, string Procedure, string SchoolYear, Semester? Semester)
{
    /// <summary>Null where the round is not one of aid.</summary>
    public static AidDeclaration? Of(PinCache pins, RoundState round) =>
        AidRules.Kind.FindOnly(pins, round.Pin, null) is { } rules ? new AidDeclaration(rules, round.Procedure, round.SchoolYear, rules.On(round.TermStart)) : null;

    public Rejection DeclaredAlready => AidCodes.DeclaredAlready.With(("aid", Rules.Name), ("semester", $"{SchoolYear}{Semester?.Name.ZhCn}"));

    /// <summary>How often the person's declaration of this aid and semester was begun; who begins claims it unchanged.</summary>
    public string CounterOf(Id person) => $"aid:{Procedure}:{SchoolYear}:{Semester?.Id}:{person}";

    public bool IsSame(RoundState other) => other.Procedure == Procedure && other.SchoolYear == SchoolYear && Rules.On(other.TermStart) == Semester;

    /// <summary>Why a person with this state of the register may not declare now, or null.</summary>
    public Rejection? Refuse(RoundState round, string track, string status, DateTimeOffset now)
    {
        if (status.Length > 0 && status != PersonStatus.Enrolled)
            return AidCodes.NotRegistered.With(("aid", Rules.Name), ("status", status));
        if (Rules.LateFiling || round.Windows.FirstOrDefault(w => w.Track == track) is not { } window || now < window.Closes)
            return null;
        return AidCodes.LateFiling.With(("aid", Rules.Name), ("closes", window.Closes.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
    }
}
