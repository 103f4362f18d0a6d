using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>The published tables of the tests, read through the pack reader as a school's would be.</summary>
internal static class Tables
{
    public static readonly ReferenceValues NoReferences = ReferenceValues.None(new DateOnly(2025, 9, 1));

    public static PackDocument Document(string name)
    {
        var reading = PackReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scoring", "tables", name)));
        return reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    /// <summary>The table and scale of higher education that a folder of <c>workflows/provinces</c> ships; the scale may be that of the layer above.</summary>
    public static (ScoreTable Table, Scale Scale) Shipped(string folder, string? scale = null)
    {
        PackDocument Read(string from, string file)
        {
            var reading = PackReader.Read(File.ReadAllText(Repository.PathOf($"workflows/provinces/{from}/higher-education-determination/{file}.json")));
            return reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
        }

        return (Good(ScoreTable.Kind.Read(Read(folder, "score-table"))), Good(Casework.Scoring.Scale.Kind.Read(Read(scale ?? folder, "scale"))));
    }

    public static ScoreTable Table(string name) => Good(ScoreTable.Kind.Read(Document(name)));

    public static Scale Scale(string name = "t-scale.json") => Good(Casework.Scoring.Scale.Kind.Read(Document(name)));

    /// <summary>A table of one factor with these items, as JSON.</summary>
    public static ScoreTable Small(string items, string rest = "")
    {
        var reading = PackReader.Read($$"""
            { "kind": "score-table", "id": "small", "article": "第十四条", "from": "2025-09-01", "name": "小表", "scale": "levels",
              "factors": [{ "id": "economic", "name": "家庭经济" }], "items": {{items}},
              "thresholds": [{ "level": "special", "minimum": 90 }, { "level": "hard", "minimum": 40 }, { "level": "ordinary", "minimum": 15 }],
              "otherwise": "not-determined" {{(rest.Length == 0 ? "" : ", " + rest)}} }
            """);
        return Good(ScoreTable.Kind.Read(reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics))));
    }

    public static ScoreResult Score(ScoreTable table, string facts, Scale? scale = null) =>
        Scorer.Score(table, scale ?? Scale(), Value.Parse(facts), NoReferences);

    public static ScoreResult Ticked(ScoreTable table, Scale scale, params string[] ids) =>
        Scorer.Score(table, scale, Value.Record(("answers", Value.Record(ids.Select(id => (id, Value.True))))), NoReferences);

    private static T Good<T>(DocumentReading<T> reading)
        where T : class =>
        reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
}
