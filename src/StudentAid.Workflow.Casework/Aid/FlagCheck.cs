using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>The red flags of a list, as hints that are always answered before it is decided.</summary>
public static class FlagCheck
{
    /// <summary>The aid whose flags the list's activity asks for, or null.</summary>
    public static AidRules? AidOf(RosterState state, PinCache pins) =>
        state.Options["flags"].AsBool() == true && AidRules.Kind.FindOnly(pins, state.Pin, null) is { Flags.IsEmpty: false } aid ? aid : null;

    /// <param name="aid">Whose flags apply.</param>
    /// <param name="scale">The list's scale; who is proposed as not granted raises no flag of his own.</param>
    /// <param name="list">What was decided of it already counts at the level that it got.</param>
    /// <param name="levelOf">The level that an open row would get; "" leaves one out.</param>
    /// <param name="facts">The fact <see cref="FlagFactSource"/>.</param>
    public static HintCheck Of(AidRules aid, Scale scale, RosterState list, Func<RosterEntry, string> levelOf, Value facts)
    {
        var rows = HintCheck.LevelsOf(list, levelOf).Where(e => e.Level.Length > 0 && e.Level != scale.NotDetermined.Id).Select(e => (e.Entry, e.Level, Register: facts["rows"][e.Entry.Case.ToString()]))
            .Select(e => new FlagRow(e.Entry.Case, e.Level, e.Register["name"].AsText() ?? "", e.Register));
        var school = new FlagSchool(
            facts["referenceDay"].AsDay() ?? default, facts["termStart"].AsDay() ?? default, (int)(facts["students"].AsNumber() ?? 0),
            [.. facts["changes"].Items.Select(d => d.AsDay()).OfType<DateOnly>()], [.. facts["excluded"].Items.Select(e => e.AsText()!)])
        {
            Accounts = [.. facts["accounts"].Items.Select(a => new AccountEdits(a.Items[0].AsText() ?? "", (int)(a.Items[1].AsNumber() ?? 0)))],
        };
        var flags = RedFlags.Find(aid.Flags, rows, school);
        return new HintCheck([.. flags.Select(f => f.Hint)], facts, scale) { Texts = flags.DistinctBy(f => f.Hint.Key).ToImmutableDictionary(f => f.Hint.Key, f => f.Text) };
    }
}
