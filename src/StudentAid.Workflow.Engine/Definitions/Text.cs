using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>A text for people: a JSON string is Chinese alone, <c>{ "zh-CN", "en" }</c> is both.</summary>
public sealed record Text(string ZhCn, string? En = null)
{
    public static implicit operator Text(string zhCn) => new(zhCn);

    /// <summary>The text in the language asked for ("en…" is English); Chinese where there is no English.</summary>
    public string In(string language) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && En is not null ? En : ZhCn;

    /// <summary>Null where the value is neither a string nor an object with <c>zh-CN</c>.</summary>
    public static Text? From(Value value) => value switch
    {
        TextValue t => new Text(t.Value),
        RecordValue r when r["zh-CN"].AsText() is { } zhCn => new Text(zhCn, r["en"].AsText()),
        _ => null,
    };

    /// <summary>One after the other, as each language lists things.</summary>
    public static Text Listed(IEnumerable<Text> texts) =>
        new(string.Join('、', texts.Select(t => t.ZhCn)), string.Join(", ", texts.Select(t => t.In("en"))));

    /// <summary>Words that are the same in both languages, one after the other.</summary>
    public static Text Listed(IEnumerable<string?> words) => Listed(words.Select(w => new Text(w ?? "")));

    public Value ToValue() => En is null ? Value.Of(ZhCn) : Value.Record(("zh-CN", ZhCn), ("en", En));

    public override string ToString() => ZhCn;
}
