using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Casework.Objections;

/// <summary>Who reads an objection's words and files, and with them who objects: nobody but who answers it, at the first or the second instance.</summary>
public static class ObjectionReaders
{
    /// <summary>The objections to a list, its pin loaded, that somebody answers at this instant or that went on to him.</summary>
    /// <param name="state">The list.</param>
    /// <param name="pins">With the list's pin.</param>
    /// <param name="principal">Who reads.</param>
    /// <param name="school">That of the list's round.</param>
    /// <param name="now">When he reads.</param>
    public static ImmutableArray<Objection> Of(RosterState state, PinCache pins, Principal principal, string school, DateTimeOffset now)
    {
        var duties = ListDuties.Of(state, pins);
        bool AnswersBy(ListDuties by) => by.AllowsAt(principal, ListAct.Decide, school, now);
        var (first, second) = (AnswersBy(duties), SecondInstance.Of(state) is { Role.Length: > 0 } further && AnswersBy(further.At(duties)));
        var wentOn = state.Objections.Select(o => o.Of).Where(of => of > 0).ToHashSet();
        return [.. state.Objections.Where(o => (o.Of > 0 ? second : first) || (second && wentOn.Contains(o.Number)))];
    }
}
