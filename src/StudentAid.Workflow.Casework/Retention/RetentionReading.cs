using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What a person's facts come to by a day: due where <see cref="Why"/> is empty, else the first thing that rests on them; of a running term its last day.</summary>
public sealed record Judged(Id Person, string Why, DateOnly? Until, ImmutableArray<Id> Rounds);

/// <summary>Who is due at a unit by a day, and who is held back why.</summary>
public sealed record RetentionLook(ImmutableArray<Judged> Due, ImmutableArray<Judged> Held, ImmutableArray<RoundTouched> Rounds)
{
    public ImmutableArray<HeldCount> HeldCounts =>
        [.. Held.GroupBy(h => h.Why, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new HeldCount(g.Key, g.Count()))];
}

/// <summary>
/// Looks for people whose terms are over. Only rounds of which a term can be over are looked through; a person has one key, so he is due when the longest
/// term of all that is his is over, and nothing rests on it any more.
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

    /// <summary>Null where no whole rules hold at the unit.</summary>
    public async Task<RetentionLook?> LookAsync(string unit, DateOnly day, string schoolYear, CancellationToken cancellation)
    {
        if (!(await shelf.OfAsync(unit, day, cancellation)).IsWhole)
            return null;
        var seen = new Seen();
        var people = new SortedSet<Id>();
        foreach (var row in (await reader.StreamsAsync(Scope.Of(unit), new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items)
        {
            if (await RoundAsync(row.Id, seen, cancellation) is not { } round || (schoolYear.Length > 0 && round.SchoolYear != schoolYear)
                || await RulesAsync(round.School, day, seen, cancellation) is not { IsWhole: true } rules
                || Math.Min(rules.Find(TermOf.Decided)!.Years, rules.Find(TermOf.Undecided)!.Years) is var least && rules.EndOfYear(round.TermStart).AddYears(least) >= day)
                continue;
            var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = row.Id, Kind = InstanceSteps.Kind }, PageRequest.Everything);
            people.UnionWith(cases.Items.Where(c => !c.Subject.IsNone).Select(c => c.Subject));
        }

        var judged = new List<Judged>();
        foreach (var person in people)
        {
            if (await JudgeAsync(person, unit, day, seen, cancellation) is { } found)
                judged.Add(found);
        }

        var due = judged.Where(j => j.Why.Length == 0).ToImmutableArray();
        return new RetentionLook(due, [.. judged.Where(j => j.Why.Length > 0)], await TouchedAsync(due, seen, cancellation));
    }

    /// <summary>One person as he stands now; null where there is none, or his facts are gone.</summary>
    public Task<Judged?> JudgeAsync(Id person, string unit, DateOnly day, CancellationToken cancellation) => JudgeAsync(person, unit, day, new Seen(), cancellation);

    private async Task<Judged?> JudgeAsync(Id id, string unit, DateOnly day, Seen seen, CancellationToken cancellation)
    {
        if (await directory.PersonAsync(id) is not { IsErased: false } person)
            return null;
        var streams = (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = id, Practice = true }, PageRequest.Everything)).Items;
        var cases = streams.Where(s => s.Kind == InstanceSteps.Kind).ToList();
        ImmutableArray<Id> rounds = [.. cases.Where(c => !c.Practice && !c.Group.IsNone).Select(c => c.Group).Distinct()];
        var why = !UnitPath.IsBelow(person.Place, unit) ? Why.Elsewhere
            : cases.Any(c => c.At.Length > 0) ? Why.Case
            : streams.Select(s => Resting.GetValueOrDefault((s.Kind, s.Status))).FirstOrDefault(w => w is not null)
                ?? await OfListsAsync(cases, rounds, seen, cancellation) ?? await OfFindingsAsync(cases, seen, cancellation) ?? "";
        if (why.Length == 0 && (await levels.LoadAsync(id, cancellation)).Levels.Any(l => l.Until >= day))
            why = Why.Level;
        if (why.Length == 0 && person.Status is (PersonStatus.Enrolled or PersonStatus.Suspended))
            why = Why.AtSchool;
        if (why.Length > 0)
            return new Judged(id, why, null, rounds);
        var until = await UntilAsync(streams, day, seen, cancellation);
        return until < day ? new Judged(id, "", until, rounds) : new Judged(id, Why.Term, until, rounds);
    }

    /// <summary>The last day of the longest term; <see cref="DateOnly.MaxValue"/> where a round's school has no whole rules.</summary>
    private async Task<DateOnly> UntilAsync(ImmutableArray<StreamRow> streams, DateOnly day, Seen seen, CancellationToken cancellation)
    {
        var last = DateOnly.MinValue;
        foreach (var stream in streams.Where(s => !s.Practice))
        {
            var until = stream.Kind == FileState.Kind ? await OfStreamAsync(TermOf.Evidence, stream.Id, stream.OrgPath, day, seen, cancellation)
                : stream.Kind == InstanceSteps.Kind && !stream.Group.IsNone ? await OfCaseAsync(stream, day, seen, cancellation) : DateOnly.MinValue;
            last = until > last ? until : last;
        }

        return last;
    }

    private async Task<DateOnly> OfCaseAsync(StreamRow stream, DateOnly day, Seen seen, CancellationToken cancellation)
    {
        if (await RoundAsync(stream.Group, seen, cancellation) is not { } round || await RulesAsync(round.School, day, seen, cancellation) is not { IsWhole: true } rules)
            return DateOnly.MaxValue;
        var decided = await DecidedCase.FindAsync(runner, store, stream.Id, cancellation) is not null;
        var until = rules.Until(decided ? TermOf.Decided : TermOf.Undecided, round.TermStart);
        var shown = await OfStreamAsync(TermOf.Access, AccessState.IdOf(stream.Id), round.School, day, seen, cancellation);
        return shown > until ? shown : until;
    }

    /// <summary>By the day of the stream's last step.</summary>
    private async Task<DateOnly> OfStreamAsync(string of, Id stream, string place, DateOnly day, Seen seen, CancellationToken cancellation)
    {
        if (await store.EventsAsync(stream, 0, cancellation) is not [.., var latest])
            return DateOnly.MinValue;
        return await RulesAsync(place, day, seen, cancellation) is { IsWhole: true } rules
            ? rules.Until(of, await days.DayAsync(place, latest.At, cancellation)) : DateOnly.MaxValue;
    }

    private async Task<string?> OfListsAsync(List<StreamRow> cases, ImmutableArray<Id> rounds, Seen seen, CancellationToken cancellation)
    {
        foreach (var round in rounds)
        {
            if (!seen.Objected.TryGetValue(round, out var objected))
                seen.Objected[round] = objected = await ObjectedAsync(round, cancellation);
            if (cases.Any(c => objected.Contains(c.Id)))
                return Why.Objection;
        }

        return null;
    }

    private async Task<HashSet<Id>> ObjectedAsync(Id round, CancellationToken cancellation)
    {
        var objected = new HashSet<Id>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { IsPublicity: true } list)
                objected.UnionWith(list.Objections.Where(o => o.Holds).Select(o => o.Case));
        }

        return objected;
    }

    private async Task<string?> OfFindingsAsync(List<StreamRow> cases, Seen seen, CancellationToken cancellation)
    {
        if (seen.Found is null)
        {
            seen.Found = [];
            foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = FindingState.Kind, Practice = true }, PageRequest.Everything)).Items.Where(f => f.Status != FindingState.Closed))
            {
                if (await runner.StateAsync<FindingState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } finding)
                    seen.Found.Add(finding.Case);
            }
        }

        return cases.Any(c => seen.Found.Contains(c.Id)) ? Why.Finding : null;
    }

    private async Task<ImmutableArray<RoundTouched>> TouchedAsync(ImmutableArray<Judged> due, Seen seen, CancellationToken cancellation)
    {
        var touched = ImmutableArray.CreateBuilder<RoundTouched>();
        foreach (var round in due.SelectMany(d => d.Rounds).GroupBy(r => r).OrderBy(g => g.Key))
        {
            var archived = (await store.EventsAsync(round.Key, 0, cancellation)).SelectMany(e => StreamData.Read<RoundEvent>(e.Data.Span)).OfType<RoundEvent.Archived>().LastOrDefault();
            touched.Add(new RoundTouched(round.Key, (await RoundAsync(round.Key, seen, cancellation))?.SchoolYear ?? "", round.Count(), archived?.PackageHash ?? ""));
        }

        return touched.ToImmutable();
    }

    private async Task<RoundState?> RoundAsync(Id round, Seen seen, CancellationToken cancellation)
    {
        if (!seen.Rounds.TryGetValue(round, out var state))
            seen.Rounds[round] = state = await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
        return state;
    }

    private async Task<RetentionRules> RulesAsync(string place, DateOnly day, Seen seen, CancellationToken cancellation)
    {
        if (!seen.Rules.TryGetValue(place, out var rules))
            seen.Rules[place] = rules = await shelf.OfAsync(place, day, cancellation);
        return rules;
    }

    /// <summary>What one look has read already.</summary>
    private sealed class Seen
    {
        public Dictionary<Id, RoundState?> Rounds { get; } = [];

        public Dictionary<string, RetentionRules> Rules { get; } = new(StringComparer.Ordinal);

        public Dictionary<Id, HashSet<Id>> Objected { get; } = [];

        public HashSet<Id>? Found { get; set; }
    }
}

/// <summary>What holds a person back, in one word each, with what people call it.</summary>
public static class Why
{
    public const string Elsewhere = "elsewhere";
    public const string AtSchool = "at-school";
    public const string Case = "open-case";
    public const string Objection = "open-objection";
    public const string Reconsideration = "open-reconsideration";
    public const string Revocation = "open-revocation";
    public const string Recovery = "open-recovery";
    public const string Adjustment = "open-adjustment";
    public const string LateMatch = "open-late-match";
    public const string EnrolmentChange = "open-enrolment-change";
    public const string Finding = "open-finding";
    public const string Level = "valid-level";
    public const string Term = "term-running";

    public static readonly FrozenDictionary<string, Engine.Definitions.Text> Names = new Dictionary<string, Engine.Definitions.Text>(StringComparer.Ordinal)
    {
        [Elsewhere] = new("学籍已转到其他单位", "belongs to another unit now"),
        [AtSchool] = new("仍在校或休学", "still at school, or suspended"),
        [Case] = new("有申请未办结", "a case is open"),
        [Objection] = new("有异议未答复", "an objection is open"),
        [Reconsideration] = new("有复议未答复", "a reconsideration is open"),
        [Revocation] = new("正在办理撤销", "a revocation is under way"),
        [Recovery] = new("资助资金尚未追回", "aid is still to be paid back"),
        [Adjustment] = new("有调整建议未处理", "a proposed adjustment is open"),
        [LateMatch] = new("后到的比对结果存疑未核对", "a late match is not settled"),
        [EnrolmentChange] = new("学籍异动未录入", "a change of enrolment is not entered"),
        [Finding] = new("检查问题未销号", "an authority's finding is not struck off"),
        [Level] = new("认定等级仍然有效", "a level is still valid"),
        [Term] = new("另有内容未到期", "another term is still running"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
