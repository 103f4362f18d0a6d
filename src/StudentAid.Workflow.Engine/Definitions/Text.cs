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

    public Value ToValue() => En is null ? Value.Of(ZhCn) : Value.Record(("zh-CN", ZhCn), ("en", En));

    public override string ToString() => ZhCn;
}
