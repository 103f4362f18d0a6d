using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

public sealed class DefinitionHashTests
{
    private const string Sample = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "sample", "name": "样例",
          "root": { "type": "Elsa.Flowchart",
            "activities": [ { "id": "one", "type": "Elsa.WriteLine", "text": "= 1.50 + x" }, { "id": "two", "type": "Elsa.RunTask", "taskName": "t", "payload": { "a": 1, "b": [true] } } ],
            "connections": [ "one -> two", "two.Returned => one" ] } }
        """;

    [Fact]
    public void The_hash_of_a_known_definition_is_what_it_always_was() =>
        DefinitionHash.Of(Documents.Read(Sample).Definition!).Should().Be("c41785967e783a572f887bebb23941a0d2eaf3e3019da84d0581982c1a59732c");

    [Fact]
    public void Blanks_and_the_order_of_properties_do_not_change_it() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var shuffled = Shuffle(Value.Parse(Sample), random).ToJson().Replace(":", " :\n ", StringComparison.Ordinal);
        return DefinitionHash.Of(Documents.Read(shuffled).Definition!) == DefinitionHash.Of(Documents.Read(Sample).Definition!);
    }));

    [Fact]
    public void Designer_data_dates_row_ids_and_publish_flags_do_not_change_it()
    {
        static string Text(string document, string activity) => $$"""
            { "definitionId": "d", "name": "d", {{document}} "root": { "id": "a", "type": "Elsa.WriteLine", "text": "x" {{activity}} } }
            """;
        string Hash(string document, string activity = "") => DefinitionHash.Of(Documents.Read(Text(document, activity)).Definition!);

        var plain = Hash("");
        Hash("\"id\": \"v7\", \"version\": 7, \"createdAt\": \"2026-01-01T00:00:00Z\", \"isPublished\": true, \"isLatest\": false, \"toolVersion\": \"3.1\",").Should().Be(plain);
        Hash("", ", \"nodeId\": \"W:a\", \"metadata\": { \"designer\": { \"position\": { \"x\": 3 } } }").Should().Be(plain);
        Hash("\"description\": \"other\",").Should().NotBe(plain);
        Hash("", ", \"name\": \"other\"").Should().NotBe(plain);
    }

    private static Value Shuffle(Value value, Random random) => value switch
    {
        RecordValue record => RecordValue.From(record.Members.OrderBy(_ => random.Next()).Select(m => KeyValuePair.Create(m.Key, Shuffle(m.Value, random)))),
        ListValue list => Value.List(list.Values.Select(v => Shuffle(v, random)).ToArray()),
        _ => value,
    };
}

public sealed class DefinitionLibraryTests
{
    private static Definition Read(string id, string name, bool usable = true) =>
        Documents.Read($$"""{ "definitionId": "{{id}}", "name": "{{name}}", "options": { "usableAsActivity": {{(usable ? "true" : "false")}} }, "root": { "id": "r", "type": "Elsa.End" } }""").Definition!;

    [Fact]
    public void A_definition_is_found_by_id_by_name_and_by_the_name_in_PascalCase()
    {
        var library = new DefinitionLibrary([Read("c-1", "child with outcomes"), Read("other", "Other")]);
        var pin = library.PinOf("c-1");

        pin.Should().MatchRegex("^definition/c-1@[0-9a-f]{64}$");
        library.PinOf("child with outcomes").Should().Be(pin);
        library.PinOf("ChildWithOutcomes").Should().Be(pin);
        library.PinOf("nothing").Should().BeNull();
        library.Definition(pin!)!.Definition.DefinitionId.Should().Be("c-1");
    }

    [Fact]
    public void Of_several_versions_the_last_is_current_and_the_others_keep_their_pins()
    {
        var (old, now) = (Read("c-1", "old"), Read("c-1", "new"));
        var library = new DefinitionLibrary([old, now]);

        library.PinOf("c-1").Should().Be(DefinitionLibrary.PinFor(now));
        library.Definition(DefinitionLibrary.PinFor(old))!.Definition.Name.ZhCn.Should().Be("old");
        library.Definition("definition/c-1@0").Should().BeNull();
    }
}
