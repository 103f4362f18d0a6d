using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>"sealed": personal content by its address <c>stream/seq/n</c>; null where it was erased.</summary>
public sealed class SealedFactSource(IStepStore store, Cipher cipher) : FactSource("sealed")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('/');
        if (parts.Length != 3 || Id.TryParse(parts[0]) is not { } stream
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            return None(key);
        var happened = (await store.EventsAsync(stream, seq - 1, cancellation)).FirstOrDefault(e => e.Seq == seq);
        var contents = happened is null ? [] : SealedFrame.Read(happened.Sealed);
        return n < contents.Length ? new Fact(key, cipher.Open(contents[n], stream, seq, n), "sealed", seq) : None(key);
    }
}

/// <summary>"announcement" of "round/track": { on }.</summary>
public sealed class AnnouncementFactSource(StepRunner runner, IStepStore store) : RoundFactSource("announcement", runner, store)
{
    protected override Value Read(RoundState round, string[] parts) =>
        round.Announcements.FirstOrDefault(a => a.Track == parts[1]) is { } told
            ? Value.Record(("on", told.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            : Value.Null;
}

/// <summary>"window" of "round/track/person": { opens, closes, personal }; a personal window ends later than the track's.</summary>
public sealed class WindowFactSource(StepRunner runner, IStepStore store) : RoundFactSource("window", runner, store)
{
    protected override Value Read(RoundState round, string[] parts)
    {
        if (round.Windows.FirstOrDefault(w => w.Track == parts[1]) is not { } window)
            return Value.Null;
        var own = round.PersonalWindows.FirstOrDefault(w => w.Person.ToString() == parts[2]);
        var closes = own is not null && own.Closes > window.Closes ? own.Closes : window.Closes;
        return Value.Record(("opens", Text(window.Opens)), ("closes", Text(closes)), ("personal", own is not null));
    }

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>"round" by id: { pin, repins, practice, school, status, schoolYear }.</summary>
public sealed class RoundItselfFactSource(StepRunner runner, IStepStore store) : RoundFactSource("round", runner, store)
{
    protected override Value Read(RoundState round, string[] parts) => Value.Record(
        ("pin", round.Pin), ("repins", round.Repins), ("practice", round.Practice), ("school", round.School), ("status", round.Status), ("schoolYear", round.SchoolYear));
}

/// <summary>Facts that a round's own state tells. The id begins with the round's.</summary>
public abstract class RoundFactSource(string kind, StepRunner runner, IStepStore store) : FactSource(kind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('/');
        if (Id.TryParse(parts[0]) is not { } id
            || await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { } round)
            return None(key);
        return new Fact(key, Read(round, parts), "round", round.Version);
    }

    protected abstract Value Read(RoundState round, string[] parts);
}

/// <summary>"match" of "round/person": the document that the matching job wrote on the round.</summary>
public sealed class MatchFactSource(IStoreReader reader) : FactSource("match")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('/');
        var found = Id.TryParse(parts[0]) is { } round && parts.Length == 2 ? await reader.DocumentAsync(Scope.All, round, "match", parts[1]) : null;
        return found is null ? None(key) : new Fact(key, found.Content, "match", found.Seq);
    }
}

/// <summary>"applicant" by person: what the register says of him in clear; grade and major as his class says, else as his own row does.</summary>
public sealed class ApplicantFactSource(IStoreReader reader, UnitGroups units) : FactSource("applicant")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var found = (await reader.DocumentsAsync(Scope.All, new DocumentFilter("person") { Key = key.Id })).FirstOrDefault();
        if (found is null)
            return None(key);
        var applicant = (found.Content as RecordValue)?.Without("sealed") ?? Value.EmptyRecord;
        var (grade, major) = await units.FactsOfAsync(found.OrgPath);
        foreach (var (name, said) in new[] { ("grade", grade), ("major", major) })
            applicant = GroupRule.OfClassOr(said, applicant[name]) is { Length: > 0 } holds ? applicant.With(name, holds) : applicant;
        return new Fact(key, applicant, "person", found.Seq);
    }
}
