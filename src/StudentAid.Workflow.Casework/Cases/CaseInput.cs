using System.Diagnostics.CodeAnalysis;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// What a case (认定申请) begins with, in ids only: <c>{ round, person, track, number, units: { "class": "/…/", "school": "/…/" }, referenceDay? }</c>.
/// A kind of unit is data; the path is the ownership tree's.
/// </summary>
public sealed record CaseInput(string Round, Id Person, string Track, string Number, Value Units)
{
    /// <summary>False with a fault where the instance is no case: round or person is missing.</summary>
    public static bool TryRead(ActivityContext context, [NotNullWhen(true)] out CaseInput? input, [NotNullWhen(false)] out ActivityResult? stop)
    {
        var round = context.Input("round").AsText();
        var person = Id.TryParse(context.Input("person").AsText());
        if (round is null || person is not { } known)
        {
            (input, stop) = (null, ActivityResult.Faulted(CaseCodes.NotACase.With(("missing", round is null ? "round" : "person"))));
            return false;
        }

        stop = null;
        input = new CaseInput(round, known, context.Input("track").AsText() ?? "", context.Input("number").AsText() ?? "", context.Input("units"));
        return true;
    }

    /// <summary>The path of the case's narrowest unit; empty where it has none.</summary>
    public string Place => Units is RecordValue units ? units.Members.Select(m => m.Value.AsText() ?? "").MaxBy(p => p.Length) ?? "" : "";

    /// <summary>
    /// The path of the case's unit of a kind: one that it lies in, else the group of that kind that takes its student, which is looked up when a step comes to it. False
    /// with a fault where there is none or more than one group, and with what asks for the groups where they are not known yet.
    /// </summary>
    public bool TryUnit(ActivityContext context, string scope, out string unit, [NotNullWhen(false)] out ActivityResult? stop)
    {
        (unit, stop) = (Units[scope].AsText() ?? "", null);
        if (unit.Length > 0)
            return true;
        var key = UnitFacts.GroupsOf(Person, Place);
        if (context.Fact(key) is not { } taking)
        {
            stop = ActivityResult.Needs([key]);
            return false;
        }

        var groups = taking.Value[scope].Items;
        unit = groups.Length == 1 ? groups[0]["unit"].AsText()! : "";
        stop = groups.Length switch
        {
            0 => ActivityResult.Faulted(CaseCodes.NoUnit.With(("scope", scope), ("number", Number))),
            1 => null,
            _ => ActivityResult.Faulted(CaseCodes.TwoGroups.With(("scope", scope), ("number", Number), ("groups", Text.Listed([.. groups.Select(g => Text.From(g["name"])!)])))),
        };
        return stop is null;
    }
}
