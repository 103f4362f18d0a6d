using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What a person's facts come to by a day: due where <see cref="Why"/> is empty, else the first thing that rests on them; of a running term its last day.</summary>
public sealed record Judged(Id Person, string Why, DateOnly? Until, ImmutableArray<Id> Rounds);

/// <summary>Who is due at a unit by a day, and who is held back why; of each round touched how many are due.</summary>
public sealed record RetentionLook(ImmutableArray<Judged> Due, ImmutableArray<Judged> Held, ImmutableArray<RoundTouched> Rounds)
{
    public ImmutableArray<HeldCount> HeldCounts =>
        [.. Held.GroupBy(h => h.Why, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new HeldCount(g.Key, g.Count()))];

    /// <summary>The same with no more than so many people due, and the rounds as these touch them.</summary>
    public RetentionLook First(int most)
    {
        if (Due.Length <= most)
            return this;
        ImmutableArray<Judged> taken = [.. Due.Take(most)];
        var people = taken.SelectMany(d => d.Rounds).CountBy(r => r).ToDictionary();
        return this with { Due = taken, Rounds = [.. Rounds.Where(r => people.ContainsKey(r.Round)).Select(r => r with { People = people[r.Round] })] };
    }
}

/// <summary>
/// Looks for people whose terms are over, among those who stand at the unit now, wherever they applied: whoever answers for a person answers for all that is kept of him.
/// A person has one key, so he is due when the longest term of all that is his is over, and nothing rests on it any more. What costs most to know is asked last.
/// </summary>
public sealed class RetentionReading(
    IStoreReader reader, IStepStore store, StepRunner runner, Directory directory, LevelRegister levels, RetentionShelf shelf, SchoolDays days)
{
    /// <summary>What of a person's streams rests on his facts while it stands so: kind and status, and the word for it.</summary>
    private static readonly FrozenDictionary<(string Kind, string Status), string> Resting = new Dictionary<(string, string), string>
    {
        [(ReconsiderationState.Kind, "open")] = Why.Reconsideration,
        [(RevocationState.Kind, "hearing")] = Why.Revocation,
        [(RevocationState.Kind, "heard")] = Why.Revocation,
        [(RevocationState.Kind, "recovering")] = Why.Recovery,
        [(AdjustmentState.Kind, "open")] = Why.Adjustment,
        [(LateMatchState.Kind, "open")] = Why.LateMatch,
        [(EnrolmentChangeState.Kind, "open")] = Why.EnrolmentChange,
    }.ToFrozenDictionary();

    /// <summary>What is read for one look, or for some people of one job.</summary>
    public async Task<RetentionSeen> BeginAsync(string unit, DateOnly day, CancellationToken cancellation) =>
        new(reader, store, runner, shelf, day, await days.DayAsync(unit, runner.Now(), cancellation));

    /// <summary>Null where no whole rules hold at the unit.</summary>
    public async Task<RetentionLook?> LookAsync(string unit, DateOnly day, string schoolYear, CancellationToken cancellation)
    {
        var seen = await BeginAsync(unit, day, cancellation);
        if (!(await seen.RulesAsync(unit, cancellation)).IsWhole)
            return null;
        var judged = new List<Judged>();
        foreach (var person in await PeopleAsync(unit, schoolYear, seen, cancellation))
        {
            var own = await OwnAsync(person);
            if (await MayBeOverAsync(own.Rounds, schoolYear, seen, cancellation))
                judged.Add(await JudgeAsync(own, unit, seen, cancellation));
        }

        var due = judged.Where(j => j.Why.Length == 0).ToImmutableArray();
        return new RetentionLook(due, [.. judged.Where(j => j.Why.Length > 0)], await TouchedAsync(due, seen, cancellation));
    }

    /// <summary>One person as he stands now; null where there is none, or his facts are gone.</summary>
    public async Task<Judged?> JudgeAsync(Id id, string unit, RetentionSeen seen, CancellationToken cancellation) =>
        await directory.PersonAsync(id) is { IsErased: false } person ? await JudgeAsync(await OwnAsync(person), unit, seen, cancellation) : null;

    /// <summary>Who stands at the unit now and is no student any more, and who else applied in a round of the unit: he is told as held back. By id.</summary>
    private async Task<IEnumerable<PersonRecord>> PeopleAsync(string unit, string schoolYear, RetentionSeen seen, CancellationToken cancellation)
    {
        var people = new SortedDictionary<Id, PersonRecord>();
        foreach (var person in (await directory.PeopleAsync(Scope.All, unit)).Where(p => !p.IsErased && !IsStudent(p)))
            people[person.Id] = person;
        foreach (var row in (await reader.StreamsAsync(Scope.Of(unit), new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items)
        {
            if (!await MayBeOverAsync([row.Id], schoolYear, seen, cancellation))
                continue;
            var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = row.Id, Kind = InstanceSteps.Kind }, PageRequest.Everything);
            foreach (var id in cases.Items.Select(c => c.Subject).Where(s => !s.IsNone && !people.ContainsKey(s)).Distinct())
            {
                if (await directory.PersonAsync(id) is { IsErased: false } person)
                    people[id] = person;
            }
        }

        return people.Values;
    }

    private static bool IsStudent(PersonRecord person) => person.Status is PersonStatus.Enrolled or PersonStatus.Suspended;

    private async Task<Own> OwnAsync(PersonRecord person) =>
        new(person, (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person.Id, Practice = true }, PageRequest.Everything)).Items);

    /// <summary>Whether the shorter term of cases of one of these rounds is over; nobody else is looked at.</summary>
    private static async Task<bool> MayBeOverAsync(ImmutableArray<Id> rounds, string schoolYear, RetentionSeen seen, CancellationToken cancellation)
    {
        foreach (var id in rounds)
        {
            if (await seen.RoundAsync(id, cancellation) is { } round && (schoolYear.Length == 0 || round.SchoolYear == schoolYear)
                && await seen.RulesAsync(round.School, cancellation) is { IsWhole: true } rules
                && (rules.Until(TermOf.Decided, round.TermStart) < seen.Day || rules.Until(TermOf.Undecided, round.TermStart) < seen.Day))
                return true;
        }

        return false;
    }

    private async Task<Judged> JudgeAsync(Own own, string unit, RetentionSeen seen, CancellationToken cancellation)
    {
        var why = !UnitPath.IsBelow(own.Person.Place, unit) ? Why.Elsewhere
            : own.Cases.Any(c => c.At.Length > 0) ? Why.Case
            : own.Streams.Select(s => Resting.GetValueOrDefault((s.Kind, s.Status))).FirstOrDefault(w => w is not null)
                ?? (IsStudent(own.Person) ? Why.AtSchool : "");
        if (why.Length > 0)
            return new Judged(own.Person.Id, why, null, own.Rounds);
        var until = await UntilAsync(own.Streams, seen, cancellation);
        if (until >= seen.Day)
            return new Judged(own.Person.Id, Why.Term, until, own.Rounds);
        why = await seen.IsObjectedAsync(own.Cases, own.Rounds, cancellation) ? Why.Objection
            : await seen.IsFoundAsync(own.Cases, cancellation) ? Why.Finding
            : await seen.MayLastAsync(own.Rounds, levels, cancellation) && (await levels.LoadAsync(own.Person.Id, cancellation)).Levels.Any(l => l.Until >= seen.Holding) ? Why.Level : "";
        return new Judged(own.Person.Id, why, why.Length > 0 ? null : until, own.Rounds);
    }

    /// <summary>The last day of the longest term; <see cref="DateOnly.MaxValue"/> where a round's school has no whole rules.</summary>
    private async Task<DateOnly> UntilAsync(ImmutableArray<StreamRow> streams, RetentionSeen seen, CancellationToken cancellation)
    {
        var last = DateOnly.MinValue;
        foreach (var stream in streams.Where(s => !s.Practice))
        {
            var until = stream.Kind == FileState.Kind ? await OfStreamAsync(TermOf.Evidence, stream.Id, stream.Version, stream.OrgPath, seen, cancellation)
                : stream.Kind == InstanceSteps.Kind && !stream.Group.IsNone ? await OfCaseAsync(stream, seen, cancellation) : DateOnly.MinValue;
            last = until > last ? until : last;
        }

        return last;
    }

    private async Task<DateOnly> OfCaseAsync(StreamRow stream, RetentionSeen seen, CancellationToken cancellation)
    {
        if (await seen.RoundAsync(stream.Group, cancellation) is not { } round || await seen.RulesAsync(round.School, cancellation) is not { IsWhole: true } rules)
            return DateOnly.MaxValue;
        var (decided, undecided) = (rules.Until(TermOf.Decided, round.TermStart), rules.Until(TermOf.Undecided, round.TermStart));
        // Which of the two it is tells nothing where both are over.
        var until = (decided < seen.Day && undecided < seen.Day) || decided == undecided ? (decided > undecided ? decided : undecided)
            : await IsDecidedAsync(stream.Id, cancellation) ? decided : undecided;
        var access = AccessState.IdOf(stream.Id);
        var shown = await store.LoadAsync(access, cancellation) is { } record
            ? await OfStreamAsync(TermOf.Access, access, record.Version, round.School, seen, cancellation) : DateOnly.MinValue;
        return shown > until ? shown : until;
    }

    /// <summary>Whether a body has spoken, though the case was cancelled afterwards.</summary>
    private async Task<bool> IsDecidedAsync(Id @case, CancellationToken cancellation) =>
        await CaseHistory.LoadAsync(store, @case, cancellation) is { IsDecided: true };

    /// <summary>By the day of the stream's last step.</summary>
    private async Task<DateOnly> OfStreamAsync(string of, Id stream, long version, string place, RetentionSeen seen, CancellationToken cancellation)
    {
        if (await seen.RulesAsync(place, cancellation) is not { IsWhole: true } rules)
            return DateOnly.MaxValue;
        return await store.EventsAsync(stream, version - 1, cancellation) is [.., var latest] ? rules.Until(of, await days.DayAsync(place, latest.At, cancellation)) : DateOnly.MinValue;
    }

    private async Task<ImmutableArray<RoundTouched>> TouchedAsync(ImmutableArray<Judged> due, RetentionSeen seen, CancellationToken cancellation)
    {
        var touched = ImmutableArray.CreateBuilder<RoundTouched>();
        foreach (var round in due.SelectMany(d => d.Rounds).GroupBy(r => r).OrderBy(g => g.Key))
        {
            var archived = (await store.EventsAsync(round.Key, 0, cancellation)).SelectMany(e => StreamData.Read<RoundEvent>(e.Data.Span)).OfType<RoundEvent.Archived>().LastOrDefault();
            touched.Add(new RoundTouched(round.Key, (await seen.RoundAsync(round.Key, cancellation))?.SchoolYear ?? "", round.Count(), archived?.PackageHash ?? ""));
        }

        return touched.ToImmutable();
    }

    /// <summary>A person with every stream that is about him; rounds are those of his real cases.</summary>
    private sealed record Own(PersonRecord Person, ImmutableArray<StreamRow> Streams)
    {
        public ImmutableArray<StreamRow> Cases { get; } = [.. Streams.Where(s => s.Kind == InstanceSteps.Kind)];

        public ImmutableArray<Id> Rounds { get; } = [.. Streams.Where(s => s.Kind == InstanceSteps.Kind && !s.Practice && !s.Group.IsNone).Select(s => s.Group).Distinct()];
    }
}
