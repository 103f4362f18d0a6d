using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A field of a person's record before and after a change; null where there was none, or is none any more.</summary>
public sealed record FieldChange(string Field, Value Before, Value After);

/// <summary>When a person's record was changed, by whom, by what ("import", "move", "status"), and every field that it changed.</summary>
public sealed record PersonChanged(Id Person, DateTimeOffset At, Id By, string Act, ImmutableArray<FieldChange> Fields);

/// <summary>
/// What a person's record said before and after each change (信息变化及时更新, 人社厅发〔2020〕20号 (三)). The fields' names stand in clear, what they said is sealed under the
/// person's key, so that it is erased with him.
/// </summary>
public sealed class PersonHistory(IStoreReader reader)
{
    /// <summary>The kind of document; its key is person and the seq of the school's step.</summary>
    public const string Kind = "person-change";

    private const string Place = "class";

    /// <summary>The earliest first; empty for a person outside the scope.</summary>
    public async Task<ImmutableArray<PersonChanged>> LoadAsync(Scope scope, Id person, string school) =>
    [
        .. (await reader.DocumentsAsync(scope, new DocumentFilter(Kind) { Stream = UnitState.IdOf(school), KeyPrefix = $"{person}-" })).OrderBy(d => d.Seq)
            .Select(d => new PersonChanged(
                person, DateTimeOffset.FromUnixTimeMilliseconds((long)d.Content["at"].AsNumber()!), Id.Parse(d.Content["by"].AsText()!), d.Content["act"].AsText() ?? "",
                [.. d.Content[SealedMembers.Sealed].Items.Select(f => new FieldChange(f["field"].AsText() ?? "", f["before"], f["after"]))])),
    ];

    /// <summary>Keeps what the step changes of a person; nothing where nothing differs.</summary>
    internal static void Keep(UnitSteps steps, Id person, string act, (Value Content, string Place) before, (RecordValue Content, string Place) after)
    {
        var (was, now) = (FieldsOf(before.Content, before.Place), FieldsOf(after.Content, after.Place));
        List<string> differing = [.. was.Keys.Union(now.Keys, StringComparer.Ordinal).Where(f => was.GetValueOrDefault(f, Value.Null) != now.GetValueOrDefault(f, Value.Null)).Order(StringComparer.Ordinal)];
        if (differing.Count == 0)
            return;
        steps.Parts.Row(new DocumentPut(Kind, $"{person}-{steps.Seq}", Value.Record(
            ("person", person.ToString()), ("at", steps.Act.Now.ToUnixTimeMilliseconds()), ("by", steps.Act.Actor.ToString()), ("act", act), ("fields", Value.List(differing.Select(Value.Of))),
            (SealedMembers.Sealed, Value.List(differing.Select(f => (Value)Value.Record(
                [("field", f), .. Given("before", was.GetValueOrDefault(f, Value.Null)), .. Given("after", now.GetValueOrDefault(f, Value.Null))]))))), after.Place));
    }

    private static IEnumerable<(string Name, Value Value)> Given(string name, Value value) => value.IsNull ? [] : [(name, value)];

    private static Dictionary<string, Value> FieldsOf(Value content, string place)
    {
        var fields = content is RecordValue record
            ? record.Members.Where(m => m.Key is not (SealedMembers.Sealed or Place)).Concat(record[SealedMembers.Sealed] is RecordValue facts ? facts.Members : [])
                .ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal)
            : new Dictionary<string, Value>(StringComparer.Ordinal);
        fields[Place] = place;
        return fields;
    }
}
