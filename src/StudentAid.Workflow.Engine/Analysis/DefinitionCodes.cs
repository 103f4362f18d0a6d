namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>What the reader of definitions finds in a text.</summary>
public static class DefinitionCodes
{
    public static readonly Code NotJson = Code.Input("not-json", "内容应是合法的 JSON，但第 {line} 行第 {column} 列{reason}。", "Expected the text to be JSON, but line {line}, column {column} {reason}.");
    public static readonly Code TooLarge = Code.Input("definition-too-large", "文档不得超过 {most} 字节，现有 {size} 字节。", "Expected a document of at most {most} bytes, but it has {size}.");
    public static readonly Code TooDeep = Code.Input("definition-too-deep", "文档的嵌套不得超过 {most} 层。", "Expected a document to nest at most {most} levels, but it goes deeper.");
    public static readonly Code NotADefinition = Code.Input("not-a-definition", "内容应是一个流程定义（JSON 对象），但不是。", "Expected a definition (a JSON object), but found something else.");
    public static readonly Code Elsa2 = Code.Input("elsa-2-document", "这是 Elsa 2 的流程定义，这里只能读取 Elsa 3 的，请先用 Elsa 3 转换。", "Expected an Elsa 3 definition, but this is an Elsa 2 document; convert it with Elsa 3 first.");
    public static readonly Code RepeatedKey = Code.Input("repeated-key", "同一对象中的“{name}”只能写一次，但重复了。", "Expected '{name}' once in an object, but it is repeated.");
    public static readonly Code UnknownProperty = Code.Input("unknown-property", "此处没有“{name}”这一属性。", "Expected a known property, but there is no '{name}' here.");
    public static readonly Code UnknownPropertyNear = Code.Input("unknown-property-near", "此处没有“{name}”这一属性，是否应为“{nearest}”？", "Expected a known property, but there is no '{name}' here. Did you mean '{nearest}'?");
    public static readonly Code MissingProperty = Code.Input("missing-property", "此处应有“{name}”，但没有填写。", "Expected '{name}' here, but it is missing.");
    public static readonly Code WrongShape = Code.Input("wrong-shape", "“{name}”应为{expected}，实际不是。", "Expected '{name}' to be {expected}, but it is not.");
    public static readonly Code NotAnActivity = Code.Input("not-an-activity", "此处应是一个有 type 的环节，但不是。", "Expected an activity with a type here, but found something else.");
    public static readonly Code BadId = Code.Input("bad-id", "编号“{id}”应由小写字母、数字和连字符组成，以字母开头，二至 64 个字符。", "Expected an id of lower-case letters, digits and hyphens that begins with a letter and has two to 64 characters, but found '{id}'.");
    public static readonly Code UnknownType = Code.Input("unknown-type", "没有“{type}”这一环节类型；环节“{activity}”保持原样，但不能发布。", "Expected a known activity type, but there is no '{type}'; activity '{activity}' is kept as it is and cannot be published.");
    public static readonly Code UnknownTypeNear = Code.Input("unknown-type-near", "没有“{type}”这一环节类型，是否应为“{nearest}”？环节“{activity}”保持原样，但不能发布。", "Expected a known activity type, but there is no '{type}'. Did you mean '{nearest}'? Activity '{activity}' is kept as it is and cannot be published.");
    public static readonly Code Dangling = Code.Input("dangling-connection", "连线的一端“{id}”不在本流程图中；这条连线另存，不能发布。", "Expected both ends of a connection in its flowchart, but '{id}' is not there; the connection is set aside and cannot be published.");
    public static readonly Code DanglingNear = Code.Input("dangling-connection-near", "连线的一端“{id}”不在本流程图中，是否应为“{nearest}”？这条连线另存，不能发布。", "Expected both ends of a connection in its flowchart, but '{id}' is not there. Did you mean '{nearest}'? The connection is set aside and cannot be published.");
    public static readonly Code BadConnection = Code.Input("bad-connection", "连线“{text}”应写作“a -> b”“a.Port -> b”或“a.Port => b”，一串只用一种箭头。", "Expected a connection as 'a -> b', 'a.Port -> b' or 'a.Port => b' with one kind of arrow, but found '{text}'.");
    public static readonly Code DuplicateId = Code.Input("duplicate-activity-id", "环节编号“{id}”在流程定义中只能用一次，但重复了。", "Expected the activity id '{id}' once in a definition, but it is used again.");
    public static readonly Code NotAnInput = Code.Input("not-an-input", "“{name}”缺少 typeName，Elsa 视为未填写；内容保留，但不起作用。", "Expected '{name}' to have a typeName, but it has none; it is kept, and read as absent as Elsa does.");

    /// <summary>Warnings in an Elsa document, for which publishing is refused.</summary>
    public static readonly IReadOnlySet<string> RefusedAtPublish = new HashSet<string>(StringComparer.Ordinal)
    {
        UnknownType.Id, UnknownTypeNear.Id, Dangling.Id, DanglingNear.Id,
    };
}
