using System.Diagnostics.CodeAnalysis;
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

    /// <summary>The path of the case's unit of a kind; false with a fault where the case has none.</summary>
    public bool TryUnit(string scope, out string unit, [NotNullWhen(false)] out ActivityResult? stop)
    {
        unit = Units[scope].AsText() ?? "";
        stop = unit.Length > 0 ? null : ActivityResult.Faulted(CaseCodes.NoUnit.With(("scope", scope), ("number", Number)));
        return stop is null;
    }
}
