using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Rules;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads changes of enrolment and late attempts for people.</summary>
public sealed class EnrolmentReading(EnrolmentRegister changes, RegistrationRegister registrations, LateAttempts attempts, RoundAccess rounds, PeopleNames names, Directory directory)
{
    public async Task<IReadOnlyList<EnrolmentChangeView>> ChangesAsync(string unit, string register, Caller caller, CancellationToken cancellation)
    {
        var rows = await changes.LoadAsync(caller.Principal, unit, register, await rounds.TodayAsync(unit), cancellation);
        var known = await names.EachAsync(rows.Select(r => r.Person));
        var kinds = new Dictionary<string, EnrolmentRulesView>(StringComparer.Ordinal);
        foreach (var school in rows.Select(r => r.School).Distinct(StringComparer.Ordinal))
            kinds[school] = await RulesAsync(school, caller, cancellation);
        return
        [
            .. rows.Select(r => new EnrolmentChangeView(
                r.Id, r.Person, known.GetValueOrDefault(r.Person, ""), r.School, r.Register, r.Change, kinds[r.School].Changes.FirstOrDefault(c => c.Id == r.Change)?.Name ?? r.Change, r.Effect,
                r.OccurredOn, r.Due, r.EnteredOn, r.Late, r.EnteredOn is null && Duties.Rounds(caller.Principal, r.School) is null ? ["enter"] : []) { Reason = r.Reason }),
        ];
    }

    public static EnrolmentRulesView Nothing(string school) => new(school, 0, "", [], false, []);

    /// <summary>Without changes where nothing is ruled.</summary>
    public async Task<EnrolmentRulesView> RulesAsync(string school, Caller caller, CancellationToken cancellation)
    {
        if (await registrations.RulesAsync(school, await rounds.TodayAsync(school), cancellation) is not { } rules)
            return Nothing(school);
        string[] acts = Duties.Rounds(caller.Principal, school) is not null ? [] : rules.Registration is null ? ["report"] : ["report", "register"];
        return new EnrolmentRulesView(school, rules.Days, rules.Unit, [.. rules.Changes.Select(c => new NamedId(c.Id, c.Name))], rules.Registration is not null, acts);
    }

    public async Task<IReadOnlyList<LateAttemptView>> AttemptsAsync(Id round, Caller caller)
    {
        var rows = await attempts.LoadAsync(caller.Principal.Scope, round);
        var (known, by) = (await names.EachAsync(rows.Select(r => r.Person)), await directory.NamesOfAsync(rows.Select(r => r.By)));
        return [.. rows.Select(r => new LateAttemptView(r.Person, known.GetValueOrDefault(r.Person, ""), r.By, by.Find(r.By), r.At, r.Track))];
    }
}
