using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>Every history that a released version wrote replays, whatever kind of stream it is of: to the same state, out of the same fields.</summary>
public sealed class GoldenHistoryTests
{
    public static TheoryData<string> Files => [.. GoldenFile.All.Select(f => Path.GetFileName(f)!)];

    [Fact]
    public async Task Each_kind_of_stream_has_all_its_events_and_fields_on_file()
    {
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            await RecordGolden.WriteAsync([.. StreamKind.All.Where(k => Lacking(k).Any())]);
        string.Join('\n', StreamKind.All.SelectMany(k => Lacking(k).Select(l => $"{k.Name}: {l}"))).Should().BeEmpty(
            "what is stored now is on file too: UPDATE=1 writes a file of the kind's next number, which stays as it is from then on");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_events_fold_to_the_state_they_folded_to(string name)
    {
        var (kind, file) = Load(name);
        file["streams"].Items.Should().NotBeEmpty();
        foreach (var stream in file["streams"].Items)
        {
            var folded = kind.Fold(stream["steps"].Items.Select(s => Encoding.UTF8.GetBytes(s.ToJson())));
            Holds(kind, stream["state"], folded).Should().BeTrue("{0} folds to\n{1}\nand folded to\n{2}", stream["from"].AsText(), folded.ToJson(), stream["state"].ToJson());
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_field_stands_where_it_stood(string name)
    {
        var (kind, file) = Load(name);
        var now = Shapes.Of(kind);
        var moved = ((RecordValue)file["fields"]).Members.SelectMany(m => now[m.Key].IsNull ? [$"{m.Key} is gone"] : Shapes.Moved(m.Value, now[m.Key]).Select(f => $"{m.Key}: {f}"));
        moved.Should().BeEmpty("fields of what is stored are only appended, and what has another meaning has another name");
    }

    [Fact]
    public void A_field_that_moved_or_changed_its_value_is_seen_and_one_that_was_appended_is_not()
    {
        var old = Value.Parse("""["Day: DateOnly", "Mode: String"]""");
        Shapes.Moved(old, Value.Parse("""["Day: DateOnly", "Mode: String", "Seats: Seating[]"]""")).Should().BeEmpty();
        Shapes.Moved(old, Value.Parse("""["Mode: String", "Day: DateOnly"]""")).Should().HaveCount(2);
        Shapes.Moved(old, Value.Parse("""["Day: DateOnly"]""")).Should().ContainSingle();
        var seat = typeof(Casework.Rosters.Seating);
        Shapes.Holds(seat, Value.Parse("""["m1"]"""), Value.Parse("""["m1", "present"]""")).Should().BeTrue();
        Shapes.Holds(seat, Value.Parse("""["m1", "absent"]"""), Value.Parse("""["m1", "present"]""")).Should().BeFalse();
        Shapes.Holds(seat, Value.Parse("""["m1", "absent"]"""), Value.Parse("""["m1"]""")).Should().BeFalse();
        Shapes.Holds(typeof(System.Collections.Immutable.ImmutableArray<string>), Value.Parse("""["a"]"""), Value.Parse("""["a", "b"]""")).Should().BeFalse();
    }

    [Fact]
    public void An_event_is_stored_otherwise_where_a_record_within_it_is()
    {
        var old = Value.Parse("""{ "Met": ["Seats: Seat[]"], "Seat": ["Member: String"], "Freed": ["At: DateOnly"] }""");
        var now = Value.Parse("""{ "Met": ["Seats: Seat[]"], "Seat": ["Member: String", "Votes: Int32"], "Freed": ["At: DateOnly"] }""");
        Shapes.IsSame(old, now, "Met").Should().BeFalse();
        Shapes.IsSame(old, now, "Freed").Should().BeTrue();
        Shapes.IsSame(old, old, "Met").Should().BeTrue();
        Shapes.IsSame(Value.EmptyRecord, now, "Freed").Should().BeFalse();
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_again()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("golden").FullName, "v2-x.json");
        File.WriteAllText(path, "as it was");
        GoldenFile.Write(path, Value.EmptyRecord, []).Should().BeFalse();
        File.ReadAllText(path).Should().Be("as it was");
    }

    [Fact]
    public void All_together_they_stay_small() => GoldenFile.All.Sum(f => new FileInfo(f).Length).Should().BeLessThan(320_000);

    /// <summary>An instance's snapshot is no record; its members are only appended, too.</summary>
    private static bool Holds(StreamKind kind, Value old, Value now) =>
        kind.IsInstance ? old.Items.SequenceEqual(now.Items.Take(old.Items.Length)) : Shapes.Holds(kind.State, old, now);

    /// <summary>What the kind's newest file has otherwise, and the events that no file has.</summary>
    private static IEnumerable<string> Lacking(StreamKind kind)
    {
        if (GoldenFile.NewestOf(kind.Name) is not { } path)
            return ["there is no file"];
        return [.. kind.EventNames.Except(GoldenFile.HeldOf(kind)).Select(n => $"no {n}"), .. Shapes.Differing(GoldenFile.Read(path)["fields"], Shapes.Of(kind))];
    }

    private static (StreamKind Kind, Value File) Load(string name) => (StreamKind.Find(GoldenFile.KindOf(name)), GoldenFile.Read(Path.Combine(GoldenFile.Folder, name)));
}
