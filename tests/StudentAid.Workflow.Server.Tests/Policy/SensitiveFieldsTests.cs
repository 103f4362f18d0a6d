using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Numbers, scores and what is told of a family, in every answer of the API's description: who may have it stands in the table of fields, and nobody is shown several families' side by side.</summary>
public sealed partial class SensitiveFieldsTests
{
    private static readonly JsonObject Schemas = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs/openapi.json")))!["components"]!["schemas"]!.AsObject();

    /// <summary>Fields that are called like one and tell of no family.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["ActivityTypeView.category"] = "of activity types", ["Seat.category"] = "as what a member sits", ["SeatView.category"] = "as what a member sits", ["JobView.total"] = "how many items",
        ["RevocationRow.total"] = "money to be paid back", ["RevocationView.total"] = "money to be paid back", ["StatisticsLine.total"] = "how many students", ["DecisionRecord.facts"] = "where facts came from, not what they say",
        ["UnitView.telephone"] = "the unit's own", ["Preview.facts"] = "of the act: to how many, until when, by which article", ["PaymentsAnswer.facts"] = "of the act: to how many, until when, by which article",
        ["BodyName.categories"] = "as what members of a body sit", ["PreviewRow.before"] = "the name, class or unit that a table would change",
    };

    /// <summary>Views that the table calls by a word of their own.</summary>
    private static readonly Dictionary<string, string> Called = new(StringComparer.Ordinal) { ["EntryView"] = "entry", ["RosterView"] = "list", ["ObjectionView"] = "objection", ["StepView"] = "step" };

    /// <summary>Operations that are open to more than the field is, for only their handlers know to whom: what is another's is not there, as the matrix shows, and what is left out has a test of its own.</summary>
    private static readonly Dictionary<string, string> JudgedWithin = new(StringComparer.Ordinal)
    {
        ["POST /api/read-grants/{id}/read"] = "granted", ["GET /api/complaints/{id}"] = "keep-rounds", ["GET /api/samples/{id}"] = "keep-rounds",
    };

    /// <summary>What a family tells of itself, or is told of it.</summary>
    private static readonly HashSet<string> Stories = ["DraftView.answers", "ShownFact.value", "RecordedCheck.finding", "RecordedPoint.detail", "ScoredItem.detail", "FieldChange.before", "FieldChange.after", "SampleView.finding", "RevocationView.finding", "AdjustmentWords.text", "AdjustmentWords.dismissal",
        "ReconsiderationView.text", "ComplaintSheet.text"];

    private static List<string[]> Table => [.. File.ReadAllLines(Repository.PathOf("src/StudentAid.Workflow.Server/Policy/fields.csv")).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];

    [Fact]
    public void Each_field_of_an_answer_that_tells_of_a_family_has_its_row_and_each_row_of_a_view_its_field()
    {
        var fields = Answers.SelectMany(a => a.Value).Distinct(StringComparer.Ordinal).SelectMany(s => PropertiesOf(s).Select(p => (Schema: s, Field: p))).ToList();
        var sensitive = fields.Where(f => Sensitive().IsMatch(f.Field) && !Others.ContainsKey($"{f.Schema}.{f.Field}")).ToList();
        sensitive.Should().HaveCountGreaterThan(15);
        foreach (var (schema, field) in sensitive)
            Table.Should().Contain(r => r[0] == Called.GetValueOrDefault(schema, schema) && r[1] == field, $"{schema}.{field} is somebody's to see");
        Table.Where(r => Schemas.ContainsKey(r[0])).Select(r => (r[0], r[1])).Should().OnlyHaveUniqueItems().And.BeSubsetOf(sensitive);
        Others.Keys.Should().BeSubsetOf(fields.Select(f => $"{f.Schema}.{f.Field}"), "an exception is of a field that there is");
    }

    [Fact]
    public void No_operation_answers_such_a_field_to_whom_the_table_does_not_name()
    {
        var holes = new List<string>();
        foreach (var operation in Operation.All)
        {
            var readers = operation.Row.Needs.Select(n => JudgedWithin.GetValueOrDefault(operation.Name) ?? (n is Need.Unit or Need.List ? FieldTable.Staff : n));
            foreach (var row in Answers[operation.Name].SelectMany(s => Table.Where(r => r[0] == Called.GetValueOrDefault(s, s) && IsFieldOf(s, r[1]))))
                holes.AddRange(readers.Where(r => !row[2].Split('|').Contains(r) && !IsJudgedByField(row[0])).Select(r => $"{operation.Name} gives {row[0]}.{row[1]} to {r}"));
        }

        holes.Should().BeEmpty();
        JudgedWithin.Keys.Should().BeSubsetOf(Operation.All.Select(o => o.Name));
    }

    /// <summary>Operations whose stories are nobody's but the reader's own, or that a command of another operation has put on record.</summary>
    private static readonly Dictionary<string, string> OwnOrRecorded = new(StringComparer.Ordinal)
    {
        ["GET /api/cases/{id}/draft"] = "for who may apply, and nobody else",
    };

    [Fact]
    public void What_tells_of_a_family_is_given_to_nobody_else_before_it_is_on_record()
    {
        string[] records = ["RecordReading", "RevealFacts", "ReadByGrant"];
        var telling = Operation.All.Where(o => Answers[o.Name].Any(s => PropertiesOf(s).Any(p => Stories.Contains($"{s}.{p}")))).ToList();
        telling.Should().HaveCountGreaterThan(8);
        telling.Where(o => !OwnOrRecorded.ContainsKey(o.Name) && !o.Row.Sends.Any(records.Contains)).Select(o => o.Name).Should().BeEmpty();
        OwnOrRecorded.Keys.Should().BeSubsetOf(telling.Select(o => o.Name));
    }

    [Fact]
    public void No_list_lays_what_several_families_told_side_by_side()
    {
        var items = Schemas.Select(s => s.Value).Concat(Operation.All.Select(o => o.Described["responses"])).SelectMany(ItemsIn).Distinct(StringComparer.Ordinal).ToList();
        items.Should().HaveCountGreaterThan(40);
        Tells("DecisionRecord").Should().BeTrue("one case's record tells of its family");
        items.Where(i => PropertiesOf(i).Any(p => p is "person" or "case" or "student") && Tells(i) && !OfOneFamily.Contains(i)).Should().BeEmpty();
    }

    /// <summary>What was changed of one person, who stands in the address.</summary>
    private static readonly string[] OfOneFamily = ["PersonChanged"];

    [Fact]
    public void No_sheet_about_several_students_has_room_for_what_a_family_told()
    {
        string[] harmless = ["number", "name", "school", "department", "class", "grade", "major", "level", "total", "suggested", "brought", "decided", "outcome", "reason", "change", "category", "duty", "member", "attendance", "substitute", "vote", "unit", "counts"];
        var ofMany = PrintForms.All.Where(k => k.Needs is not (PrintSubject.Case or PrintSubject.Objection or PrintSubject.Reconsideration)).ToList();
        ofMany.Should().HaveCountGreaterThan(5);
        ofMany.Should().OnlyContain(k => !k.HasForm, "a form's answers are one family's");
        ofMany.SelectMany(k => k.Tables.Values.SelectMany(c => c)).Except(harmless, StringComparer.Ordinal).Should().BeEmpty();
        PrintForms.All.Should().Contain(k => k.Needs == PrintSubject.Case && k.HasForm);
    }

    /// <summary>Of a list's fields the server keeps what the reader may see of those that the operation answers, row by row.</summary>
    private static bool IsJudgedByField(string view) => Called.ContainsValue(view);

    private static bool IsFieldOf(string schema, string field) => PropertiesOf(schema).Contains(field, StringComparer.Ordinal);

    private static bool Tells(string schema) => Within(schema).Any(s => PropertiesOf(s).Any(p => Stories.Contains($"{s}.{p}")));

    /// <summary>By operation: the schemas of its answers and all within them.</summary>
    private static readonly Dictionary<string, HashSet<string>> Answers = Operation.All.ToDictionary(
        o => o.Name,
        o => o.Described["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')).SelectMany(r => References(r.Value)).SelectMany(Within).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    private static HashSet<string> Within(string schema)
    {
        var (found, left) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([schema]));
        while (left.TryPop(out var next))
        {
            if (found.Add(next))
                References(Schemas[next]).ToList().ForEach(left.Push);
        }

        return found;
    }

    private static IEnumerable<string> PropertiesOf(string schema) => Schemas[schema]?["properties"]?.AsObject().Select(p => p.Key) ?? [];

    /// <summary>What the arrays within have as their items.</summary>
    private static IEnumerable<string> ItemsIn(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(m => m.Key == "items" && m.Value is JsonObject item && item["$ref"] is not null ? References(item) : ItemsIn(m.Value)),
        JsonArray list => list.SelectMany(ItemsIn),
        _ => [],
    };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(m => m.Key == "$ref" ? [((string)m.Value!).Split('/')[^1]] : References(m.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    [GeneratedRegex("idnumber|phone|card|address|guardian|birth|answers|specialgroup|categor|^facts$|^scores?$|^total$|^points$|income|diagnos|hardship|contact|^before$|^after$|^finding$|^detail$|^value$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Sensitive();
}
