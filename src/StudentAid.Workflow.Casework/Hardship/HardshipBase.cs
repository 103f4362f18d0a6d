using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Hardship;

/// <summary>Aid that was granted in a semester ("" where the aid knows none), in 分, and how its payment stands (<see cref="PaymentLine"/>).</summary>
public sealed record AidReceived(string Procedure, Text Name, string Semester, long Granted, long Paid, string State);

/// <summary>A student in a school year: every level that was decided for it or held in it, in order, every aid, and what of it is to be paid back. Nothing of the family, and no number.</summary>
public sealed record HardshipRow(
    Id Person, string Name, string School, string SchoolName, string SchoolYear, ImmutableArray<HeldLevel> Levels, ImmutableArray<AidReceived> Aid, ImmutableArray<RecoveryStanding> Recoveries)
{
    public long Paid => Aid.Sum(a => a.Paid);
}

/// <summary>
/// A school year at a school: its rounds, and those before it whose levels may last into it. <see cref="First"/> is the day on which its first term began: the first of its own rounds
/// or, where that is earlier, the day of the year on which another year's began, for it may have a round in spring alone; null where the name is no school year that can be counted.
/// </summary>
internal sealed record BaseYear(string Name, DateOnly? First, ImmutableArray<(Id Id, RoundState State)> Own, ImmutableArray<(Id Id, RoundState State)> Earlier)
{
    /// <summary>After it no year's end is a day any more.</summary>
    private const int LastCounted = 9998;

    public static BaseYear Of(string name, IReadOnlyList<(Id Id, RoundState State)> rounds)
    {
        var own = rounds.Where(r => r.State.SchoolYear == name).ToImmutableArray();
        var first = rounds.Select(r => r.State.SchoolYear == name ? r.State.TermStart : Moved(r.State, name)).Min();
        return new BaseYear(name, first, own, [.. rounds.Where(r => r.State.SchoolYear != name && r.State.TermStart < first)]);
    }

    /// <summary>A level of the year itself, or one decided before it for longer than its own year and not over when this one began.</summary>
    public bool Tells(HeldLevel level) => level.SchoolYear == Name
        || (!level.IsOfItsYear && !level.NeverBegan && First is { } first && Earlier.Any(r => r.State.SchoolYear == level.SchoolYear) && level.Until >= first && level.From < first.AddYears(1));

    private static DateOnly? Moved(RoundState round, string name) =>
        Term.YearsOf(round.SchoolYear) is { } its && Term.YearsOf(name) is { } asked && round.TermStart.Year + asked.First - its.First is >= 1 and <= LastCounted
            ? round.TermStart.AddYears(asked.First - its.First) : null;
}

/// <summary>A page of the base; Next is null at its end.</summary>
public sealed record HardshipPage(ImmutableArray<HardshipRow> Rows, string? Next);

/// <summary>
/// 家庭经济困难学生基础信息库 (第十条): student by student and year by year the level and the aid received, for whoever may see the schools. Derived at reading from what
/// the schools decided and paid, school after school, so that it cannot differ from them and a page costs the schools it shows.
/// </summary>
public sealed class HardshipBase(
    IStepStore store, IStoreReader reader, StepRunner runner, PinCache pins, DecidedLists lists, LevelRegister levels, PaymentRegister payments, Organisations.Directory directory)
{
    private const char Mark = '|';

    /// <param name="by">Who reads: the base of a school is for its own office and for who oversees it.</param>
    /// <param name="unit">A school, or a unit above schools.</param>
    /// <param name="schoolYear">As the rounds write it.</param>
    /// <param name="level">Only who held this level; "" for everybody.</param>
    /// <param name="page">The cursor is that of the page before.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<HardshipPage> LoadAsync(Principal by, string unit, string schoolYear, string level, PageRequest page, CancellationToken cancellation)
    {
        var (from, after) = page.Cursor?.Split(Mark) is [var school, var person] ? (school, person) : ("", "");
        var rows = ImmutableArray.CreateBuilder<HardshipRow>();
        foreach (var (one, all) in (await SchoolsAsync(by, unit)).Where(s => string.CompareOrdinal(s.School, from) >= 0))
        {
            var year = BaseYear.Of(schoolYear, await StatesAsync(all, cancellation));
            foreach (var row in await OfSchoolAsync(one, year, one == from ? after : "", level, page.Size - rows.Count, cancellation))
                rows.Add(row);
            if (rows.Count >= page.Size)
                return new HardshipPage(rows.ToImmutable(), $"{rows[^1].School}{Mark}{rows[^1].Person}");
        }

        return new HardshipPage(rows.ToImmutable(), null);
    }

    /// <summary>The schools below the unit whose papers the reader hands out or whom he oversees, in order, with their rounds of all years.</summary>
    private async Task<List<(string School, ImmutableArray<Id> Rounds)>> SchoolsAsync(Principal by, string unit)
    {
        var schools = new List<(string, ImmutableArray<Id>)>();
        var rounds = (await reader.StreamsAsync(by.Scope, new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items;
        foreach (var school in rounds.GroupBy(r => r.OrgPath, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if ((Duties.Office(by, school.Key) is null || by.AuthorityOver(school.Key) is not null) && await IsBelowAsync(school.Key, unit))
                schools.Add((school.Key, [.. school.Select(r => r.Id)]));
        }

        return schools;
    }

    private async Task<List<(Id Id, RoundState State)>> StatesAsync(ImmutableArray<Id> rounds, CancellationToken cancellation)
    {
        var states = new List<(Id, RoundState)>();
        foreach (var round in rounds)
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is { } state)
                states.Add((round, state));
        }

        return states;
    }

    /// <summary>Below it in the tree of ownership, or under its supervision.</summary>
    private async Task<bool> IsBelowAsync(string school, string unit) =>
        UnitPath.IsBelow(school, unit)
        || (await directory.UnitAsync(school))?.Content["supervisedBy"].Items.Any(s => UnitPath.IsBelow(s["unit"].AsText() ?? "", unit)) == true;

    private async Task<List<HardshipRow>> OfSchoolAsync(string school, BaseYear year, string after, string level, int size, CancellationToken cancellation)
    {
        var aid = new List<(Id Person, AidReceived Received)>();
        var determined = new HashSet<Id>();
        foreach (var (round, _) in year.Own)
            await TakeAsync(round, aid, determined, cancellation);
        foreach (var (round, state) in year.Earlier)
        {
            // Who could still hold a level of it: the register then says whether he does.
            if (await levels.MayLastAsync(state, year.First!.Value, cancellation))
                determined.UnionWith((await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Status = "finished" }, PageRequest.Everything)).Items.Select(s => s.Subject));
        }

        var received = aid.ToLookup(a => a.Person, a => a.Received);
        var names = (await directory.PeopleAsync(Scope.All, school)).ToDictionary(p => p.Id, p => p.Name);
        var schoolName = (await directory.UnitAsync(school))?.Name.ZhCn ?? school;
        var rows = new List<HardshipRow>();
        foreach (var person in determined.Union(received.Select(r => r.Key)).OrderBy(p => p.ToString(), StringComparer.Ordinal).Where(p => string.CompareOrdinal(p.ToString(), after) > 0))
        {
            if (rows.Count >= size)
                break;
            var held = (await levels.LoadAsync(person, cancellation)).Levels.Where(year.Tells).ToImmutableArray();
            if ((held.IsEmpty && !received.Contains(person)) || (level.Length > 0 && held.All(h => h.Level != level)))
                continue;
            rows.Add(new HardshipRow(person, names.GetValueOrDefault(person, ""), school, schoolName, year.Name, held, [.. received[person]], await RecoveriesAsync(held, cancellation)));
        }

        return rows;
    }

    /// <summary>What the revocations of these levels ask back, and what came back of it.</summary>
    private async Task<ImmutableArray<RecoveryStanding>> RecoveriesAsync(ImmutableArray<HeldLevel> held, CancellationToken cancellation)
    {
        var recoveries = ImmutableArray.CreateBuilder<RecoveryStanding>();
        foreach (var level in held.Where(h => h.IsRevoked))
        {
            if (await runner.StateAsync<RevocationState>(await store.LoadAsync(RevocationState.IdOf(level.Case), cancellation), cancellation) is { } revocation)
                recoveries.AddRange(revocation.Standings);
        }

        return recoveries.ToImmutable();
    }

    /// <summary>Whom a round's list determined, or what aid it granted and paid.</summary>
    private async Task TakeAsync(Id round, List<(Id Person, AidReceived Received)> aid, HashSet<Id> determined, CancellationToken cancellation)
    {
        if (await payments.LoadAsync(Scope.All, round, cancellation) is { } paid)
        {
            var rules = AidRules.Kind.FindOnly(pins, paid.Round.Pin, null)!;
            var semester = rules.On(paid.Round.TermStart)?.Id ?? "";
            aid.AddRange(paid.Reconciliation.Lines.Select(l => (l.Person, new AidReceived(paid.Round.Procedure, rules.Name, semester, l.Owed, l.Paid, l.State))));
        }
        else if (await lists.LoadAsync(Scope.All, round, null, cancellation) is { } list)
        {
            determined.UnionWith(list.Determined.Where(r => r.Stream.Status == "finished").Select(r => r.Stream.Subject));
        }
    }
}
