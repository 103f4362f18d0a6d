using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary><c>substitution.name</c> { of, by, from, until } and <c>substitution.end</c> { of, by }, with the names of posts.</summary>
internal sealed class SubstitutionActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        var (of, by, with) = (IdOf(doing, "of"), IdOf(doing, "by"), doing.Step.With);
        var refused = doing.Verb switch
        {
            "name" => (await school.Host.Mediator.Send(new NameSubstitute(of, by, with["from"].AsDay() ?? default, with["until"].AsDay() ?? default)
            {
                Principal = doing.Who, Key = school.NextKey(),
            })).Rejected,
            "end" => (await school.Host.Mediator.Send(new EndSubstitution(of, by) { Principal = doing.Who, Key = school.NextKey() })).Rejected,
            _ => SchoolCodes.UnknownAct.With(("do", doing.Step.Do)),
        };
        await school.ReloadAsync();
        return refused;
    }

    private Id IdOf(Doing doing, string member) => school.PrincipalOf(doing.Step.With[member].AsText() ?? "–")?.Id ?? default;
}
