using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>One thing that the holder of a task may do: its verb, label, tone ("primary", "default", "danger") and the JSON Schema of its input.</summary>
public sealed record TaskAction(string Verb, Text Label, string Tone, Value Input)
{
    /// <summary>What happens then, in one sentence, for before the click.</summary>
    public Text? Consequence { get; init; }

    /// <summary>Until when it can be taken back; absent where it cannot.</summary>
    public Text? UndoUntil { get; init; }

    /// <summary>The coded reasons that it may give; empty where none are asked.</summary>
    public ImmutableArray<ActionReason> Reasons { get; init; } = [];
}

/// <summary>The verbs of each type of activity, as its own documentation lists them.</summary>
public static class TaskActions
{
    private static readonly Value Evidence = Schema("""{ "type": "array", "items": { "type": "string", "pattern": "^[0-9a-z]{16,128}$" } }""");
    private static readonly Value Code = Schema("""{ "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": 64 }""");
    private static readonly Value Words = Schema("""{ "type": "string", "minLength": 1, "maxLength": 2000 }""");
    private static readonly Value Day = Schema("""{ "type": "string", "format": "date" }""");

    /// <summary>What may be done at an activity; empty where its tasks have no verbs known here.</summary>
    public static ImmutableArray<TaskAction> Of(ActivityNode node, IPins pins, string pin) => node.Type switch
    {
        "StudentAid.Application" => Application(node, pins, pin),
        "StudentAid.DataMatch" =>
        [
            new("resolve", new("核对完毕", "Resolve"), "primary", Object(["state", "reason"], ("state", Choice("matched", "none")), ("reason", Words), ("evidence", Evidence))),
        ],
        "StudentAid.ReferenceLevel" =>
        [
            new("enter", new("录入参考等级", "Enter"), "primary", Object(["level"], ("level", Code), ("score", Schema("""{ "type": "number" }""")), ("batch", Code))),
            new("none", new("无参考等级", "No level"), "default", Object(["reason"], ("reason", Words))),
        ],
        "StudentAid.Verification" => Verification(),
        "StudentAid.CommitteeReview" or "StudentAid.Approval" => Review(node),
        "StudentAid.Archive" =>
        [
            new("entered", new("已录入国家系统", "Entered"), "primary", Object(["on", "receipt"], ("on", Day), ("receipt", Schema("""{ "type": "string", "pattern": "^[0-9a-z]{16,128}$" }""")))),
        ],
        "Elsa.RunTask" => [new("complete", new("完成", "Complete"), "primary", Schema("""{ "type": "object", "additionalProperties": true }"""))],
        _ => [],
    };

    private static ImmutableArray<TaskAction> Application(ActivityNode node, IPins pins, string pin)
    {
        var form = node.Input("form")?.Text is { Length: > 0 } id ? pins.Document(pin, "form", id) : null;
        var answers = form is null || form["schema"].IsNull ? Schema("""{ "type": "object", "additionalProperties": true }""") : form["schema"];
        var open = Schema("""{ "type": "object", "additionalProperties": true }""");
        return
        [
            new("submit", new("提交申请", "Submit"), "primary", Object(
                ["answers"], ("answers", answers), ("applicant", Choice("student", "guardian")), ("commitment", open), ("evidence", Schema("""{ "type": "array" }""")), ("onBehalf", open))),
            new("save", new("保存草稿", "Save"), "default", Object(["answers"], ("answers", open))),
            new("waive", new("自愿放弃", "Waive"), "danger", Object(["reason"], ("reason", Code), ("signed", Schema("""{ "type": "string" }""")))),
        ];
    }

    private static ImmutableArray<TaskAction> Verification()
    {
        var review = Schema("""{ "type": "object", "additionalProperties": true }""");
        var persons = Schema("""{ "type": "array", "minItems": 1, "items": { "type": "string" } }""");
        return
        [
            new("record", new("登记核实", "Record"), "primary", Object(
                ["method", "date", "persons", "finding"],
                ("method", Code), ("date", Day), ("persons", persons), ("finding", Words), ("evidence", Evidence), ("review", review), ("finish", Schema("""{ "type": "boolean" }""")))),
            new("finish", new("核实完毕", "Finish"), "default", Object([], ("review", review))),
        ];
    }

    private static ImmutableArray<TaskAction> Review(ActivityNode node)
    {
        var act = node.Input("act")?.Text is { Length: > 0 } named ? named : "review";
        Text label = act switch
        {
            "propose" => new("提出", "Propose"), "endorse" => new("核准", "Endorse"), "approve" => new("批准", "Approve"), _ => new("审核通过", "Review"),
        };
        return
        [
            new(act, label, "primary", Object([], ("level", Code), ("reason", Code), ("opinion", Words))),
            new("return", new("退回", "Return"), "danger", Object([], ("reason", Code), ("opinion", Words), ("target", Code))),
        ];
    }

    private static RecordValue Object(ImmutableArray<string> required, params ReadOnlySpan<(string Name, Value Schema)> properties)
    {
        var members = properties.ToArray();
        return Value.Record(
            ("type", "object"), ("required", Value.List(required.Select(Value.Of))), ("additionalProperties", false), ("properties", Value.Record(members)));
    }

    private static RecordValue Choice(params ReadOnlySpan<string> words) => Value.Record(("enum", Value.List(words.ToArray().Select(Value.Of))));

    private static Value Schema(string json) => Value.Parse(json);
}
