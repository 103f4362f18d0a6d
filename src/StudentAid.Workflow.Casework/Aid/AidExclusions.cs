using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>A student of the school whom the register alone leaves out of an aid, with the ground and its article.</summary>
public sealed record AidExclusion(Id Person, string Name, string Place, ExclusionGround Ground);

/// <summary>Who is left out of a round's aid by the register, before anybody applies (人社厅发〔2020〕20号 (五)).</summary>
public sealed class AidExclusions(StepRunner runner, IStepStore store, PinCache pins, Organisations.Directory directory)
{
    public async Task<ImmutableArray<AidExclusion>> LoadAsync(Id round, CancellationToken cancellation = default)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return [];
        await pins.EnsureAsync(state.Pin, cancellation);
        var rules = pins.DocumentIds(state.Pin, Eligibility.Kind.Name).Select(id => Eligibility.Kind.Find(pins, state.Pin, id)).OfType<Eligibility>()
            .Select(r => r.At(ReferenceValues.Of(pins, state.Pin, r.References, state.ReferenceDay))).ToList();
        return
        [
            .. (await directory.PeopleAsync(Scope.All, state.School)).Select(p => (Person: p, Ground: rules.Select(r => r.GroundOf(p.Content.Without("sealed"), Value.Null)).FirstOrDefault(g => g is not null)))
                .Where(p => p.Ground is not null).Select(p => new AidExclusion(p.Person.Id, p.Person.Name, p.Person.Place, p.Ground!)),
        ];
    }
}
