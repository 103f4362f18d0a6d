using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>JSON Schema (2020-12) of overlays, for editors; what an activity may say stands in the schema of definitions beside it.</summary>
public static class OverlaySchema
{
    public const string File = "overlay.schema.json";

    public static Value Schema => Value.Record(
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("title", "一级规定对流程的改动 What one layer changes in a definition"),
        ("type", "object"),
        ("required", Value.List("kind", "id", "procedure", "article", "from", "changes")),
        ("additionalProperties", false),
        ("properties", Value.Record(
            ("$schema", Type("string")), ("kind", Value.Record(("const", Overlay.Kind))),
            ("id", Said("编号", "Id").With("pattern", "^[a-z][a-z0-9-]*[a-z0-9]$").With("maxLength", 64)),
            ("unit", Said("单位代码（GB/T 2260 或本单位代码），全国的不填", "The unit's code, none for the topmost layer")),
            ("procedure", Said("流程编号", "Id of the definition")), ("article", Said("依据条款", "Source of law")),
            ("from", Said("自哪天起", "The day from which it holds").With("format", "date")), ("name", Label), ("note", Type("string")),
            ("changes", Value.Record(("type", "array"), ("title", "改动，依次进行 Changes, in their order"), ("items", Change))))));

    private static RecordValue Change => Value.Record(
        ("type", "object"), ("required", Value.List("do")),
        ("properties", Value.Record(("do", Value.Record(("enum", Value.List(ChangeReader.Verbs.Select(Value.Of))))))),
        ("allOf", Value.List(ChangeReader.Members.Select(v => (Value)Value.Record(
            ("if", Value.Record(("properties", Value.Record(("do", Value.Record(("const", v.Verb))))))),
            ("then", Value.Record(
                ("properties", Value.Record([("do", Value.EmptyRecord), ("note", Type("string")), .. v.Members.Select(m => (m, (Value)Member(v.Verb, m)))])),
                ("additionalProperties", false))))))));

    private static RecordValue Member(string verb, string member) => member switch
    {
        "activity" when verb is "add" or "replace" => Value.Record(("$ref", DefinitionReader.Schema + "#/$defs/activity")),
        "activity" => Said("环节编号", "Id of the activity"),
        "after" => Said("在哪个环节的哪个结果之后：a.Port", "After which outcome: a.Port"),
        "before" => Said("在哪个环节之前", "Before which activity"),
        "by" => Said("按哪个结果接续", "The outcome by which it goes on"),
        "option" => Said("选项；没有 activity 时为 name、description、article、outcomes", "The option; without activity name, description, article or outcomes"),
        "document" => Said("文件：kind/id，如 score-table/score-table", "The table: kind/id"),
        "row" => Said("哪一行：如 items/r20/points、entries/2025-09-01，#0 为第一行", "The way to the row, such as items/r20/points; #0 is the first"),
        "value" when verb is "patch" => Value.Record(("title", "内容，不填则去掉 The content; without it the row is taken away")),
        "value" => Value.Record(("title", "值，不填则为默认 The value, the default where left out")),
        "connection" => Value.Record(("title", "连线 A connection"), ("$ref", DefinitionReader.Schema + "#/$defs/connection")),
        "outcome" => Said("结果", "The outcome"),
        _ => Value.Record(("type", "integer"), ("minimum", 0), ("title", "次序 Place in order")),
    };

    private static RecordValue Label => Value.Record(("title", "名称 Name"), ("$ref", DefinitionReader.Schema + "#/$defs/text"));

    private static RecordValue Said(string zhCn, string en) => Type("string").With("title", $"{zhCn} {en}");

    private static RecordValue Type(string type) => Value.Record(("type", type));
}
