using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace Sample.Activities.Visits;

/// <summary>A code of a closed list, and what people call it.</summary>
internal sealed record CodedName(string Code, Text Name);

/// <summary>What the visitor may do. The dashboard makes its buttons and forms of this, and nothing else is to be written for them.</summary>
internal static class VisitVerbs
{
    public const string Arrange = "arrange";
    public const string Record = "record-visit";
    public const string CallOff = "call-off";

    public static readonly ImmutableArray<VerbReason> Reasons =
    [
        new("moved-away", new Text("家庭已搬离，无法走访", "The family has moved away")),
        new("declined", new Text("学生或监护人不同意走访", "The student or guardian declines")),
        new("no-need", new Text("材料已能说明情况", "The papers are clear enough")),
    ];

    public static readonly ImmutableArray<CodedName> Met =
    [
        new("guardian", new Text("监护人", "A guardian")), new("student", new Text("学生本人", "The student")), new("neighbour", new Text("邻居、村（居）委会", "Neighbours or the village committee")),
    ];

    private static readonly Value Day = Value.Parse("""{ "type": "string", "format": "date", "title": { "zh-CN": "走访日期", "en": "Day of the visit" } }""");
    private static readonly Value Place = Value.Parse("""{ "type": "string", "minLength": 1, "maxLength": 200, "title": { "zh-CN": "碰头地点", "en": "Where to meet" } }""");
    private static readonly Value Finding = Value.Parse("""{ "type": "string", "minLength": 1, "maxLength": 2000, "title": { "zh-CN": "了解到的情况", "en": "What was found" } }""");

    public static readonly ImmutableArray<VerbDescription> All =
    [
        new(Arrange, new Text("约定走访", "Arrange the visit"))
        {
            Tone = VerbDescription.Plain, Input = Object(["day"], ("day", Day), ("place", Place)),
            Consequence = new Text("记下约定的日期和地点；改期时再约一次即可。", "Day and place are put down; arrange it again to move it."),
        },
        new(Record, new Text("登记走访情况", "Record the visit"))
        {
            Tone = VerbDescription.Primary,
            Input = Object(["day", "met", "finding"], ("day", Day), ("met", Choice(Met, new Text("见到的人", "Who was met"))), ("finding", Finding)),
            Consequence = new Text("走访情况存入申请，不能删除，申请继续办理。", "What was found is kept with the case and cannot be deleted, and the case goes on."),
        },
        new(CallOff, new Text("不走访", "Call it off"))
        {
            Tone = VerbDescription.Danger, Reasons = Reasons, Input = Object(["reason"], ("reason", Choice([.. Reasons.Select(r => new CodedName(r.Code, r.Name))], new Text("原因", "Reason")))),
            Consequence = new Text("不再走访，申请按“未走访”继续办理。", "There is no visit, and the case goes on without one."),
        },
    ];

    private static RecordValue Object(ImmutableArray<string> required, params (string Name, Value Schema)[] properties) => Value.Record(
        ("type", "object"), ("required", Value.List(required.Select(Value.Of))), ("additionalProperties", false), ("properties", Value.Record(properties)));

    private static RecordValue Choice(ImmutableArray<CodedName> codes, Text title) => Value.Record(
        ("type", "string"), ("title", title.ToValue()), ("enum", Value.List(codes.Select(c => Value.Of(c.Code)))), ("labels", Value.List(codes.Select(c => c.Name.ToValue()))));
}
