using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>The steps of a list say what they rest on: which facts, where they came from, and in which version.</summary>
public abstract partial class RosterConformance
{
    [Fact]
    public async Task A_decision_names_the_version_of_the_committee_that_met_and_a_later_committee_does_not_change_it()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var first = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(first.Stream, Present);
        var met = await CommitteeVersionAsync(school, TestSchool.ClassA);
        met.Should().BePositive();

        // Replaced between meeting and decision: what was decided rests on those who met.
        await PutCommitteeAsync(school, TestSchool.ClassA, "m1", "m2", "m3", "m4");
        (await school.DecideAsync(first.Stream, "k", Agree(school, 0), Agree(school, 2))).Rejected.Should().BeNull();

        var written = await DecidedOnAsync(school, first.Stream);
        written.Should().ContainSingle().Which.Should().Be(new RestedFact("committee", $"group|{TestSchool.ClassA}", "committee", met));
        await PutCommitteeAsync(school, TestSchool.ClassA, "m5");
        (await DecidedOnAsync(school, first.Stream)).Should().Equal(written);
        var now = await CommitteeVersionAsync(school, TestSchool.ClassA);
        now.Should().BeGreaterThan(met);
        (await school.RosterAsync(first.Stream)).Meeting!.Committee.Should().Be(met);
    }

    [Fact]
    public async Task Each_step_of_a_list_names_the_facts_it_was_given_and_folds_as_before()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var list = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(list.Stream, Present);
        await school.DecideAsync(list.Stream, "k", Agree(school, 0));
        await school.ReleaseAsync(list.Stream);

        var steps = await school.Store.Steps.EventsAsync(list.Stream);
        var round = (await school.Store.Steps.LoadAsync(school.Round))!.Version;
        StreamData.FactsOf(steps[0].Data.Span).Should().Contain(new RestedFact(RosterFacts.Round, school.Round.ToString(), "round", round));
        StreamData.FactsOf(steps[1].Data.Span).Select(f => (f.Kind, f.Id)).Should().Equal(("committee", $"group|{TestSchool.ClassA}"), ("calendar", TestSchool.ClassA));
        StreamData.FactsOf(steps[3].Data.Span).Should().BeEmpty();
        steps.Sum(s => StreamData.FactsOf(s.Data.Span).Count()).Should().BeLessThan(6);
        var folded = steps.Aggregate(RosterState.Empty, (state, step) => state.After(step.Data.Span));
        StreamData.Snapshot(RosterState.Format, folded).Should().Equal(StreamData.Snapshot(RosterState.Format, await school.RosterAsync(list.Stream)));
    }

    private static Task PutCommitteeAsync(TestSchool school, string unit, params string[] members) => school.ApplyAsync(
        Id.Of("unit", TestSchool.School), TestSchool.School,
        new DocumentPut("committee", $"group|{unit}", Value.Record(("members", Value.List(members.Select(m => (Value)Value.Record(("id", m), ("name", m)))))), unit));

    private static async Task<long> CommitteeVersionAsync(TestSchool school, string unit) =>
        (await school.Store.Reader.DocumentsAsync(Scope.All, new DocumentFilter("committee") { Key = $"group|{unit}" })).Single().Seq;

    private static async Task<List<RestedFact>> DecidedOnAsync(TestSchool school, Id list) =>
        [.. StreamData.FactsOf((await school.Store.Steps.EventsAsync(list)).Single(e => StreamData.Read<RosterEvent>(e.Data.Span).Any(r => r is RosterEvent.Decided)).Data.Span)];
}
