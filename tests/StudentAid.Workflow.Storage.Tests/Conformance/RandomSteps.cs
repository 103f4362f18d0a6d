using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

/// <summary>
/// Steps out of numbers, in a world so small that they meet: four streams, three bookmarks, two counters, few operations. Many are refused
/// or broken, which is the point.
/// </summary>
internal static class RandomSteps
{
    private static readonly string[] Places = [Sample.ClassOne, Sample.ClassTwo, Sample.OtherSchool];
    private static readonly string[] Statuses = ["open", "finished", "suspended"];
    private static readonly string[] EntryMarks = ["frozen", "waiting", "decided", "not-applied"];
    private static readonly string[] Signals = ["paid", "moved"];

    public static Step Decode(int number, Func<Id, long> version)
    {
        var random = new Random(number);
        var stream = Sample.Case(random.Next(4));
        var expected = Math.Max(0, version(stream) + (random.Next(8) == 0 ? random.Next(-1, 2) : 0));
        var step = Sample.Step(stream, expected, random.Next(6) == 0 ? $"shared-{random.Next(3)}" : $"own-{number}");
        return step with
        {
            OrgPath = Pick(random, Places),
            Status = Pick(random, Statuses),
            Practice = stream == Sample.Case(3),
            Snapshot = random.Next(4) == 0 ? default : step.Snapshot,
            Sealed = random.Next(3) == 0 ? [new SealedPart(stream, "key", new byte[random.Next(20)])] : [],
            Rows = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Row(random)).Where(row => row is not EntriesMarked || stream != Sample.Case(3))],
            Claims = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Claim(random))],
            Messages = [.. Enumerable.Range(0, random.Next(3)).Select(n => Sample.Message(stream, expected + 1, n, Target(random)) with { NotBefore = Due(random) })],
        };
    }

    private static RowChange Row(Random random)
    {
        var bookmark = random.Next(3);
        return random.Next(14) switch
        {
            0 or 1 => Sample.Opened(bookmark, Pick(random, Places), due: Due(random)) with { Person = random.Next(2) == 0 ? default : Sample.Clerk },
            2 => new TaskClosed(bookmark),
            3 => random.Next(2) == 0 ? new TaskChanged(bookmark, random.Next(9), Due(random)) : new TaskHeld(bookmark, random.Next(2) == 0 ? default : Sample.Clerk),
            4 => new DeadlineSet(bookmark, Sample.Morning.AddHours(random.Next(9))),
            5 => random.Next(2) == 0 ? new DeadlineCleared(bookmark) : new SignalDropped(bookmark),
            6 => new SignalAwaited(bookmark, Pick(random, Signals), random.Next(2) == 0 ? null : "42"),
            7 => random.Next(2) == 0 ? new ChildAwaited(bookmark, Sample.Case(9)) : new ChildDropped(bookmark),
            8 or 9 => new EntryArrived(bookmark, "gate", Pick(random, Places)),
            10 => random.Next(2) == 0 ? new EntryMoved(bookmark, Pick(random, Places)) : new EntryClosed(bookmark, random.Next(2) == 0 ? "left" : "applied"),
            11 or 12 => new EntriesMarked([.. Keys(random)], Pick(random, EntryMarks), random.Next(2) == 0 ? null : "d1"),
            _ => new DocumentPut("pack", Pick(random, Signals), random.Next(3) == 0 ? null : random.Next(9), random.Next(2) == 0 ? null : Pick(random, Places)),
        };
    }

    private static IEnumerable<EntryKey> Keys(Random random) =>
        Enumerable.Range(0, random.Next(1, 3)).Select(_ => new EntryKey(Sample.Case(random.Next(4)), random.Next(3)));

    private static Claim Claim(Random random) => random.Next(3) == 0
        ? new Claim($"c{random.Next(2)}", Unchanged: random.Next(4))
        : new Claim($"c{random.Next(2)}", Add: random.Next(-1, 3), Low: 0, High: 6);

    private static Id Target(Random random) => random.Next(4) == 0 ? default : Sample.Case(random.Next(2));

    private static DateTimeOffset? Due(Random random) => random.Next(2) == 0 ? null : Sample.Morning.AddHours(random.Next(5));

    private static T Pick<T>(Random random, T[] among) => among[random.Next(among.Length)];
}
