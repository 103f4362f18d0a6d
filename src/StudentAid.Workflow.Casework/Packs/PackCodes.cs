using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>What can be wrong with a document of a pack before its kind has looked at it.</summary>
public static class PackCodes
{
    public static readonly Code NotAnObject = Code.Input("pack-not-an-object", "文档应是一个 JSON 对象，但不是。", "Expected one JSON object, but found something else.");
    public static readonly Code UnknownKind = Code.Input("pack-unknown-kind", "“kind”应是已知的文档类型（{known}），但写的是“{kind}”。", "Expected to know the kind, but '{kind}' is none of {known}.");
    public static readonly Code UnknownKindNear = Code.Input("pack-unknown-kind-near", "“kind”应是已知的文档类型，但写的是“{kind}”，是否应为“{nearest}”？请改正。", "Expected to know the kind, but there is no '{kind}'; did you mean '{nearest}'? Correct it.");
    public static readonly Code KindDiffers = Code.Input("pack-kind-differs", "文档类型应为“{expected}”，但写的是“{found}”。", "Expected a document of kind '{expected}', but its kind is '{found}'.");
    public static readonly Code Missing = Code.Input("pack-missing-member", "{at} 处应有“{name}”，但没有写。", "Expected to find '{name}' at {at}, but it is missing.");
    public static readonly Code WrongType = Code.Input("pack-wrong-type", "{at} 应是{expected}，但写的不是。", "Expected to find {expected} at {at}, but it is something else.");
    public static readonly Code UnknownMember = Code.Input("pack-unknown-member", "{at} 处不应有“{name}”，这里只认识：{known}。", "Expected to know every member at {at}, but '{name}' is none of {known}.");
    public static readonly Code UnknownMemberNear = Code.Input("pack-unknown-member-near", "{at} 处不应有“{name}”，是否应为“{nearest}”？请改正。", "Expected to know every member at {at}, but '{name}' is unknown; did you mean '{nearest}'? Correct it.");
    public static readonly Code UnknownWord = Code.Input("pack-unknown-word", "{at} 应是其中之一：{known}，但写的是“{word}”。", "Expected to find one of {known} at {at}, but it says '{word}'.");
    public static readonly Code BadId = Code.Input("pack-bad-id", "{at} 的编号“{id}”应由小写字母、数字和连字符组成，2 至 64 个字符。", "Expected to find an id of 2 to 64 lower-case letters, digits and hyphens at {at}, but it is '{id}'.");
    public static readonly Code RepeatedId = Code.Input("pack-repeated-id", "{at} 的编号“{id}”应是唯一的，但已用过。", "Expected to find each id once, but '{id}' at {at} is used before.");
    public static readonly Code UnknownReference = Code.Input("pack-unknown-reference", "{at} 引用的“{id}”应在本文档中，但没有找到。", "Expected to find what {at} refers to, but there is no '{id}'.");
    public static readonly Code BadDay = Code.Input("pack-bad-day", "{at} 应是日期（如 2025-09-01），但写的是“{day}”。", "Expected to find a day such as 2025-09-01 at {at}, but it is '{day}'.");
    public static readonly Code BadNumber = Code.Input("pack-bad-number", "{at} 的数值应在 {minimum} 与 {maximum} 之间，但写的是 {value}。", "Expected to find a number from {minimum} to {maximum} at {at}, but it is {value}.");
    public static readonly Code Empty = Code.Input("pack-empty-list", "{at} 应至少有一项，但为空。", "Expected to find at least one entry at {at}, but it is empty.");
    public static readonly Code DatesUnordered = Code.Input("pack-dates-unordered", "{at} 的起始日期应逐项推后，但 {day} 不晚于前一项。", "Expected to find dates that rise at {at}, but {day} is not after the one before.");
}
