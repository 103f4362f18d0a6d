using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Rules;

/// <summary>Who sits in a body at a unit: as its meeting is put down.</summary>
public sealed class CommitteeSeats(PinCache pins, FactLoader facts)
{
    /// <param name="pin">The pin under which it meets.</param>
    /// <param name="body">The body's id; empty where nobody sits.</param>
    /// <param name="unit">Where it sits.</param>
    /// <param name="concerned">Whose matter it is: who is one of them, or a relative of one, withdraws.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<(Body? Body, IReadOnlyList<Seat> Seats)> OfAsync(
        string pin, string body, string unit, IReadOnlySet<Id> concerned, CancellationToken cancellation)
    {
        if (body.Length == 0)
            return (null, []);
        var committee = (await facts.LoadAsync([new FactKey(RosterFacts.Committee, $"{body}|{unit}")], cancellation))[0].Value;
        await pins.EnsureAsync(pin, cancellation);
        var rules = Body.Kind.Find(pins, pin, body);
        var seats = new List<Seat>();
        foreach (var member in committee["members"].Items.Select(CommitteeMember.From))
        {
            var accounts = await facts.LoadAsync([.. member.SignsInAs.Select(VoterSource.FactOf)], cancellation);
            seats.Add(new Seat(member.Id, member.Name, member.Category, member.Chair, member.Persons.Any(concerned.Contains))
            {
                Observes = rules?.HasVote(member.Category) == false, SignsIn = accounts.Any(a => !a.Value.IsNull),
            });
        }

        return (rules, seats);
    }
}
