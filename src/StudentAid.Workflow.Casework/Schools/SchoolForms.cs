using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// Filled-in forms of a school document: <c>{ "base": answers, "profile": overlay … }</c>. A profile lies over the base, what a step gives lies over
/// both, and <c>"= field"</c> takes a field of the person's register.
/// </summary>
public sealed record SchoolForms(Value Content)
{
    /// <summary>What is submitted: the step's input with answers and commitment filled in where it says nothing of them; where another signs than the student, his guardian applies.</summary>
    public RecordValue Submission(Value with, PersonRecord person)
    {
        var answers = Merge(Content["base"], Content[with["profile"].AsText() ?? ""]);
        var given = (with as RecordValue ?? Value.EmptyRecord).Without("profile");
        var filled = Fill(Merge(answers, given["answers"]), person);
        var signer = Fill(Content["signer"], person).AsText() ?? person.Name;
        if (given["applicant"].IsNull && !Content["signer"].IsNull)
            given = given.With("applicant", "guardian");
        return given.With("answers", filled).With("commitment", given["commitment"] is RecordValue own ? own : Merge(Value.Record(("name", signer)), Fill(Content["commitment"], person)));
    }

    /// <summary>The second over the first: records member by member, everything else as it is given.</summary>
    public static Value Merge(Value under, Value over)
    {
        if (over.IsNull)
            return under;
        if (under is not RecordValue below || over is not RecordValue above)
            return over;
        return above.Members.Aggregate(below, (all, m) => all.With(m.Key, Merge(below[m.Key], m.Value)));
    }

    private static Value Fill(Value value, PersonRecord person) => value switch
    {
        TextValue { Value: ['=', ' ', .. var field] } => person.Facts[field],
        ListValue list => Value.List(list.Items.Select(i => Fill(i, person))),
        RecordValue record => RecordValue.From(record.Members.Select(m => KeyValuePair.Create(m.Key, Fill(m.Value, person))).Where(m => !m.Value.IsNull)),
        _ => value,
    };
}
