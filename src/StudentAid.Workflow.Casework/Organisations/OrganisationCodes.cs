using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Why units, people, roles or committees cannot be kept as given.</summary>
public static class OrganisationCodes
{
    public static readonly Code BadPath = Code.Input("unit-bad-path", "单位路径应形如 /省/市/校/，但“{path}”不是。", "Expected a path like /a/b/, but it is '{path}'.");
    public static readonly Code Outside = Code.Input("unit-outside", "“{path}”应在“{unit}”之内，但不在。", "Expected '{path}' to lie below '{unit}', but it does not.");
    public static readonly Code NoParent = Code.Input("unit-without-parent", "单位“{path}”应有已登记的上级，但没有找到。", "Expected the unit '{path}' to have a parent on record, but it has none.");
    public static readonly Code UnitTwice = Code.Input("unit-twice", "单位“{path}”应只列一次，但列了多次。", "Expected the unit '{path}' once, but it is listed several times.");
    public static readonly Code UnknownUnit = Code.Input("unit-unknown", "单位“{path}”应已登记，但没有找到。", "Expected the unit '{path}' to be on record, but it is not.");
    public static readonly Code PersonTwice = Code.Input("person-twice", "第 {row} 行与另一行是同一名学生。", "Expected each student once, but row {row} is the same one as another row.");
    public static readonly Code PersonConflict = Code.Input("person-keys-conflict", "第 {row} 行的识别号与已登记学生不一致，请核对。", "Expected the keys of row {row} to belong to one student, but they belong to different ones.");
    public static readonly Code PersonWithoutKey = Code.Input("person-without-key", "第 {row} 行没有任何识别号。", "Expected row {row} to have a key, but it has none.");
    public static readonly Code UnknownPerson = Code.Unknown("person-unknown", "应能找到这名学生，但没有找到。", "Expected to find the student, but there is none.");
    public static readonly Code SamePlace = Code.State("person-same-place", "学生已经在“{path}”。", "Expected another class, but the student is in '{path}' already.");
    public static readonly Code UnknownStatus = Code.Input("person-unknown-status", "在校状态应是 {known} 之一，但“{status}”不是。", "Expected a status out of {known}, but it is '{status}'.");
    public static readonly Code GrantOutside = Code.Input("grant-outside", "岗位应授在“{unit}”之内，但“{path}”不在。", "Expected a role within '{unit}', but '{path}' lies outside.");
    public static readonly Code TermReversed = Code.Input("grant-term-reversed", "岗位的截止日期应不早于起始日期 {from}，但填的是 {until}。", "Expected the last day of a role not to lie before its first, {from}, but it is {until}.");
    public static readonly Code UnknownKind = Code.Input("principal-unknown-kind", "账号应属于人员（person）或系统（machine），但“{kind}”不是。", "Expected a person or a machine, but it is '{kind}'.");
    public static readonly Code KeyOfAnother = Code.Forbidden("key-of-another", "密钥应发给接口程序，或由本人自己领取，但“{holder}”是另一个人。", "Expected a key for a program or for oneself, but {holder} is somebody else.");
    public static readonly Code KeyTooLong = Code.Input("key-too-long", "密钥应在 {years} 年内失效，但填的日期更晚。", "Expected the key to end within {years} years, but the end given is later.");
    public static readonly Code NoBody = Code.State("body-not-published", "应有已发布的认定机构规则“{body}”，但没有找到。", "Expected published rules of the body '{body}', but there are none.");
    public static readonly Code UnitClosed = Code.State("unit-closed", "单位“{unit}”应在使用，但已停用；需要时请先恢复。", "Expected the unit '{unit}' to be in use, but it is closed; open it again first.");
    public static readonly Code PlaceClosed = Code.State("person-place-closed", "第 {row} 行的单位“{unit}”应在使用，但已停用；请改写单位，或先恢复它。", "Expected the unit '{unit}' of row {row} to be in use, but it is closed; name another one, or open it again first.");
    public static readonly Code UnitHasPeople = Code.State("unit-has-people", "停用前“{unit}”应已没有在册学生，但还有 {count} 人，请先转出或办理离校。", "Expected nobody in '{unit}' before it is closed, but {count} students are there: move them first.");
    public static readonly Code UnitHasUnits = Code.State("unit-has-units", "停用前“{unit}”的下级单位应已停用，但“{below}”还在使用。", "Expected the units below '{unit}' to be closed first, but '{below}' is in use.");
    public static readonly Code UnitNameless = Code.Input("unit-nameless", "单位名称应有 1 至 60 个字，但没有或过长。", "Expected a name of 1 to 60 characters for the unit, but it is empty or longer.");
    public static readonly Code WrongScope = Code.Input("committee-wrong-scope", "“{body}”应设在 {scopes} 一级，但“{unit}”不是。", "Expected '{body}' to stand at a unit of kind {scopes}, but '{unit}' is none.");
}
