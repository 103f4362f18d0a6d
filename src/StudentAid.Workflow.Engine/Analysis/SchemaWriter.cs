using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>JSON Schema (2020-12) of strict definitions, from the activity types' own descriptions: for editors, which complete and explain by it.</summary>
public static class SchemaWriter
{
    private const string IdPattern = "^[a-z][a-z0-9-]*[a-z0-9]$";

    /// <summary>Titles and descriptions are Chinese, a blank, English; defaults and permitted words are those of the options.</summary>
    public static Value DefinitionSchema(ActivityTypes types) => Value.Record(
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("title", Both(new Text("流程定义", "Workflow definition"))),
        ("type", "object"),
        ("required", Value.List("$schema", "definitionId", "root")),
        ("additionalProperties", false),
        ("properties", Value.Record(
            ("$schema", Text("本文件所依的格式", "The schema this file follows")),
            ("dialect", Text("elsa：按 Elsa 的规则检查", "elsa: checked by Elsa's rules").With("const", "elsa")),
            ("definitionId", Text("流程编号", "Id of the definition").With("pattern", IdPattern).With("maxLength", 64)),
            ("name", People("名称", "Name")), ("description", People("说明", "Description")),
            ("article", Text("依据条款", "Source of law")), ("note", Text("备注", "Note")),
            ("usableAsActivity", Typed("boolean", "可作为环节用于其他流程", "Other definitions may use it as an activity")),
            ("outcomes", Texts("结果", "Outcomes")),
            ("variables", Declarations("变量", "Variables")), ("inputs", Declarations("输入", "Inputs")), ("outputs", Declarations("输出", "Outputs")),
            ("root", Ref("activity")), ("elsa", Typed("object", "Elsa 文件中的其他成员", "Other members of an Elsa document")))),
        ("$defs", Definitions(types)));

    private static RecordValue Definitions(ActivityTypes types)
    {
        var described = types.All.Select(t => t.Description).ToImmutableArray();
        return Value.Record(
        [
            ("text", Value.Record(("anyOf", Value.List(Type("string"), PeopleRecord())))),
            ("expression", Typed("string", "以“= ”开头的表达式", "An expression after '= '").With("pattern", "^=[^=]")),
            ("wrapper", Wrapper()),
            ("output", Value.Record(("anyOf", Value.List(Type("string"), Type("object"))), ("description", Both(new Text("写入的变量或输出", "The variable or output it is written into"))))),
            ("declaration", Declaration()),
            ("connection", Connection()),
            ("activity", Activity(described)),
            .. described.Select(d => (d.Type, (Value)Activity(d))),
        ]);
    }

    /// <summary>Chosen by type; a type that is not listed is a definition used as an activity.</summary>
    private static RecordValue Activity(ImmutableArray<ActivityDescription> described) => Value.Record(
        ("type", "object"),
        ("required", Value.List("type")),
        ("properties", Value.Record(("type", Value.Record(("anyOf", Value.List(
            Value.Record(("enum", Value.List(described.Select(d => Value.Of(d.Type)).ToArray()))), Type("string"))))))),
        ("allOf", Value.List(described.Select(d => (Value)Value.Record(
            ("if", Value.Record(("properties", Value.Record(("type", Value.Record(("const", d.Type)))))) ),
            ("then", Ref(d.Type)))).ToArray())));

    private static RecordValue Activity(ActivityDescription type)
    {
        var properties = new List<(string, Value)>
        {
            ("id", Text("编号", "Id").With("pattern", IdPattern).With("maxLength", 64)),
            ("type", Value.Record(("const", type.Type))),
            ("version", Typed("integer", "类型的版本", "Version of the type").With("minimum", 1)),
            ("name", Text("标识符", "Identifier")), ("title", People("标题", "Title")), ("note", Text("备注", "Note")), ("article", Text("依据条款", "Source of law")),
            ("variables", Declarations("变量", "Variables")), ("inputs", Type("object")), ("elsa", Type("object")),
            ("canStartWorkflow", Typed("boolean", "由此启动流程", "Instances begin here")),
        };
        properties.AddRange(type.Options.Select(o => (o.Name, (Value)Option(o))));
        properties.AddRange(type.Outputs.Select(o => (o.Name, (Value)Described(Ref("output"), o.Title, null))));
        properties.AddRange(type.Ports.Select(p => (p.Name, (Value)Port(p))));
        if (type.IsFlowchart)
        {
            properties.Add(("start", Text("从哪个环节开始", "The activity it begins with")));
            properties.Add(("connections", Listed(Ref("connection"), new Text("连线", "Connections"))));
        }

        return Value.Record(
            ("title", Both(type.Title)), ("description", Both(type.Summary)), ("type", "object"),
            ("required", Value.List(["type", .. type.Options.Where(o => o.Required && type.Ports.All(p => p.Name != o.Name)).Select(o => Value.Of(o.Name))])),
            ("additionalProperties", false),
            // An option and a port may share a name (the cases of a switch); the port is where its children stand.
            ("properties", Value.Record(properties.AsEnumerable().Reverse().DistinctBy(p => p.Item1, StringComparer.Ordinal).Reverse().ToArray())));
    }

    private static RecordValue Option(OptionDescription option)
    {
        var plain = Plain(option);
        if (option.Minimum is { } least)
            plain = plain.With("minimum", least);
        if (option.Maximum is { } most)
            plain = plain.With("maximum", most);
        var schema = plain.Count == 0 ? Value.EmptyRecord : Value.Record(("anyOf", Value.List(plain, Ref("expression"), Ref("wrapper"))));
        schema = Described(schema, option.Title, option.Help);
        return option.Default.IsNull ? schema : schema.With("default", option.Default);
    }

    private static RecordValue Plain(OptionDescription option) => option.Kind switch
    {
        OptionKind.Choice => Value.Record(("enum", Value.List(option.Choices.Select(Value.Of)))),
        OptionKind.Text => Ref("text"),
        OptionKind.Reference when option.Default.Kind == ValueKind.List => Type("array").With("items", Type("string")),
        OptionKind.Reference or OptionKind.Duration or OptionKind.Expression => Type("string"),
        OptionKind.Instant => Type("string").With("format", "date-time"),
        OptionKind.Number => Type("number"),
        OptionKind.Integer => Type("integer"),
        OptionKind.Bool => Type("boolean"),
        OptionKind.List => Type("array"),
        OptionKind.Record => Type("object"),
        _ => Value.EmptyRecord,
    };

    private static RecordValue Port(PortDescription port) => port.Kind switch
    {
        PortKind.Single => Described(Ref("activity"), port.Title, null),
        PortKind.List => Listed(Ref("activity"), port.Title),
        _ => Listed(
            Value.Record(("type", "object"), ("properties", Value.Record(("label", Type("string")), ("condition", Value.EmptyRecord), ("activity", Ref("activity"))))), port.Title),
    };

    private static RecordValue Declaration() => Value.Record(
        ("type", "object"), ("required", Value.List("name")), ("additionalProperties", false),
        ("properties", Value.Record(
            ("id", Type("string")), ("name", Text("名称", "Name")), ("type", Text("类型", "Type").With("default", "Object")),
            ("isArray", Typed("boolean", "是否列表", "A list")), ("default", Described(Value.EmptyRecord, new Text("默认值", "Default"), null)),
            ("personal", Typed("boolean", "个人信息，加密保存", "Personal content, kept sealed")), ("note", Text("备注", "Note")), ("elsa", Type("object")))));

    private static RecordValue Connection() => Value.Record(("anyOf", Value.List(
        Typed("string", "a -> b -> c 前进，a.Port => b 退回", "a -> b -> c goes forward, a.Port => b goes back").With("pattern", "->|=>"),
        Value.Record(
            ("type", "object"), ("required", Value.List("from", "to")), ("additionalProperties", false),
            ("properties", Value.Record(
                ("from", Type("string")), ("port", Type("string").With("default", Engine.Definitions.Connection.Done)), ("to", Type("string")),
                ("rewind", Typed("boolean", "退回", "A rewind")), ("redo", Value.Record(("enum", Value.List("between", "none")), ("default", "between"))), ("note", Text("备注", "Note")),
                ("elsa", Type("object"))))))));

    private static RecordValue Wrapper() => Value.Record(
        ("type", "object"), ("required", Value.List("expression")),
        ("properties", Value.Record(("typeName", Type("string")), ("expression", Value.Record(
            ("type", "object"), ("required", Value.List("type")),
            ("properties", Value.Record(("type", Value.Record(("enum", Value.List("Literal", "Object", "Variable", "Input", "JavaScript", "CSharp")))), ("value", Value.EmptyRecord))))))));

    private static RecordValue PeopleRecord() => Value.Record(
        ("type", "object"), ("required", Value.List("zh-CN")), ("additionalProperties", false),
        ("properties", Value.Record(("zh-CN", Type("string")), ("en", Type("string")))));

    private static RecordValue People(string zhCn, string en) => Described(Ref("text"), new Text(zhCn, en), null);

    private static RecordValue Text(string zhCn, string en) => Typed("string", zhCn, en);

    private static RecordValue Texts(string zhCn, string en) => Listed(Type("string"), new Text(zhCn, en));

    private static RecordValue Declarations(string zhCn, string en) => Listed(Ref("declaration"), new Text(zhCn, en));

    private static RecordValue Listed(RecordValue items, Text title) => Described(Value.Record(("type", "array"), ("items", items)), title, null);

    private static RecordValue Typed(string type, string zhCn, string en) => Described(Type(type), new Text(zhCn, en), null);

    private static RecordValue Type(string type) => Value.Record(("type", type));

    private static RecordValue Ref(string name) => Value.Record(("$ref", "#/$defs/" + name));

    private static RecordValue Described(RecordValue schema, Text title, Text? help)
    {
        schema = schema.With("title", Both(title));
        return help is null ? schema : schema.With("description", Both(help));
    }

    private static string Both(Text text) => text.En is null ? text.ZhCn : $"{text.ZhCn} {text.En}";
}
