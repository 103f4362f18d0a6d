using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>Two at once, and power cuts.</summary>
public abstract partial class RosterConformance
{
    /// <summary>Students of the list that is released while others act.</summary>
    protected virtual int ManyStudents => 10_000;

    [Fact]
    public async Task Arriving_and_freezing_at_once_puts_every_case_on_one_list_or_leaves_it_waiting()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            await using var store = Open();
            var school = await TestSchool.OpenAsync(store, 10, arrived: 4);
            var arriving = Enumerable.Range(4, 6).Select(n => Task.Run(() => school.BeginAsync(n)));
            var freezing = Enumerable.Range(0, 3).Select(_ => Task.Run(() => school.FreezeAsync("class", TestSchool.ClassA)));
            var answers = await Task.WhenAll([.. arriving, .. freezing]);
            answers.Take(6).Should().OnlyContain(a => a.Succeeded);
            var last = await school.FreezeAsync("class", TestSchool.ClassA);

            var lists = answers.Skip(6).Append(last).Where(a => a.Succeeded).Select(a => a.Stream).Distinct();
            var cases = new List<Id>();
            foreach (var list in lists)
                cases.AddRange((await school.RosterAsync(list)).Entries.Select(e => e.Case));
            cases.Should().BeEquivalentTo(Enumerable.Range(0, 10).Where(n => n % 2 == 0).Select(school.CaseOf));
        }
    }

    [Fact]
    public async Task Leaving_and_releasing_at_once_gives_every_case_one_end_and_every_entry_one_state()
    {
        for (var turn = 0; turn < 10; turn++)
        {
            await using var store = Open();
            var school = await TestSchool.OpenAsync(store, 4);
            var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
            await school.MeetAsync(frozen.Stream, Present);
            (await school.DecideAsync(frozen.Stream, "k", Agree(school, 0), Agree(school, 2))).Rejected.Should().BeNull();
            var leave = Task.Run(() => school.WithdrawAsync(0));
            await Task.WhenAll(leave, Task.Run(() => school.ReleaseAsync(frozen.Stream)));
            var left = await leave;
            await school.ReleaseAsync(frozen.Stream);

            var entries = (await store.Reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = frozen.Stream }, PageRequest.Everything)).Items.ToDictionary(e => e.Stream.Id);
            entries[school.CaseOf(2)].State.Should().Be(EntryState.Applied);
            entries[school.CaseOf(0)].State.Should().Be(left.Succeeded ? EntryState.NotApplied : EntryState.Applied);
            if (left.Succeeded)
                (await school.CaseAsync(0)).Outcomes.Should().Equal("Withdrawn");
            else
                (await school.AtAsync(0)).Should().Be("department");
            (await school.RosterAsync(frozen.Stream)).Status.Should().Be("released");
            (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decision_that_is_cut_at_its_write_is_taken_once_when_it_is_sent_again(bool lost)
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        for (var cut = 0; ; cut++)
        {
            var breaking = async () => await school.DecideOn(new CutStore(store.Steps, cut, lost), frozen.Stream, "same", null, Agree(school, 0));
            if (cut > 0)
            {
                (await breaking()).Rejected.Should().BeNull();
                break;
            }

            await breaking.Should().ThrowAsync<IOException>();
            (await school.RosterAsync(frozen.Stream)).Decisions.Should().Be(lost ? 1 : 0);
        }

        (await school.RosterAsync(frozen.Stream)).Decisions.Should().Be(1);
        await school.ReleaseAsync(frozen.Stream);
        (await school.CaseAsync(0)).Version.Should().Be(2);
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
    }

    /// <summary>The decision of each list claims one of the places that both draw on.</summary>
    [Fact]
    public async Task The_last_place_of_a_quota_goes_to_one_of_two_lists()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var steps = new List<Step>();
        foreach (var (unit, student) in new[] { (TestSchool.ClassA, 0), (TestSchool.ClassB, 1) })
        {
            var frozen = await school.FreezeAsync("class", unit);
            await school.MeetAsync(frozen.Stream, Present);
            var decision = await school.WouldDecideAsync(frozen.Stream, Agree(school, student));
            steps.Add(decision with { Claims = [.. decision.Claims, new Claim("quota:places", Add: 1, Low: 0, High: 3)] });
        }

        await school.ApplyAsync(Id.Of("quota"), TestSchool.School, [], new Claim("quota:places", Add: 2));
        var results = await Task.WhenAll(steps.Select(s => Task.Run(async () => (await store.Steps.ApplyAsync([s]))[0])));

        results.Count(r => r is StepResult.Applied).Should().Be(1);
        results.OfType<StepResult.Exceeded>().Should().ContainSingle(e => e.Counter == "quota:places");
        (await store.Steps.CounterAsync("quota:places")).Should().Be(3);
    }

    [Fact]
    public async Task Ten_thousand_are_released_while_eight_act_and_nobody_is_lost_or_doubled()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAtOnceAsync(store, ManyStudents, others: 400);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        frozen.Rejected.Should().BeNull();
        await school.MeetAsync(frozen.Stream, Present);
        (await school.DecideAsync(frozen.Stream, "k", [.. Enumerable.Range(0, ManyStudents).Select(n => Agree(school, n))])).Rejected.Should().BeNull();

        var acting = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var n = ManyStudents + (caller * 50); n < ManyStudents + ((caller + 1) * 50); n++)
                (await school.WithdrawAsync(n)).Rejected.Should().BeNull();
        }));
        await Task.WhenAll([.. acting, Task.Run(() => school.ReleaseAsync(frozen.Stream))]);

        var streams = await store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = school.Round, Kind = InstanceSteps.Kind }, PageRequest.Everything);
        streams.Items.Where(s => s.OrgPath == TestSchool.ClassA).Should().HaveCount(ManyStudents).And.OnlyContain(s => s.At == "department" && s.Version == 2);
        streams.Items.Where(s => s.OrgPath == TestSchool.ClassB).Should().HaveCount(400).And.OnlyContain(s => s.Status == "finished" && s.Version == 2);
        (await school.RosterAsync(frozen.Stream)).Status.Should().Be("released");
    }
}
