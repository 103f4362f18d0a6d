using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>What is wrong with a row of units or of staff.</summary>
public static class OrgTableCodes
{
    public static readonly Code UnitUnknown = Code.Input("row-unit-unknown", "“{column}”应是已登记或本表所列的单位，但没有找到“{name}”。", "Expected '{column}' to be a unit on record or of this table, but '{name}' is neither.");
    public static readonly Code UnitAmbiguous = Code.Input("row-unit-ambiguous", "“{column}”应只指一个单位，但名为“{name}”的有多个，请改用代码填写。", "Expected '{column}' to name one unit, but several are called '{name}'; write its code.");
    public static readonly Code UnitBelowItself = Code.Input("row-unit-below-itself", "单位不应在自己之下，但“{name}”的上级绕回了它自己。", "Expected a unit not to lie below itself, but the line above '{name}' leads back to it.");
    public static readonly Code CodeForm = Code.Input("row-code-form", "单位代码应为 1 至 40 位字母、数字或连字符，但“{code}”不是。", "Expected a unit's code of 1 to 40 letters, digits or hyphens, but it is '{code}'.");
    public static readonly Code UnitRepeated = Code.Input("row-unit-repeated", "同一上级之下应每个单位只列一次，但第 {rows} 行是同一个。", "Expected each unit once below its parent, but row {rows} is the same one.");
    public static readonly Code KeptAbove = Code.Input("row-kept-above", "“{name}”应由本单位登记，但由上级单位登记，请由上级修改。", "Expected '{name}' to be kept here, but a unit above keeps it; ask there.");
    public static readonly Code RoleUnknown = Code.Input("row-role-unknown", "“岗位”应是本单位的岗位之一，但没有“{role}”。", "Expected a role that holds at the unit, but there is no '{role}'.");
    public static readonly Code RoleElsewhere = Code.Input("row-role-elsewhere", "岗位“{role}”不设在“{unit}”这一级。", "Expected the role '{role}' at a unit of its kind, but '{unit}' is none.");
    public static readonly Code PersonMoved = Code.Stale("table-person-moved", "“{name}”在预览之后已被改动，表中所比对的不再是现状。请重新读入这张表，再看一遍。", "Expected '{name}' to stand as it did when the table was read, but it was changed since; read the table again.");
    public static readonly Code UnitMoved = Code.Stale("table-unit-moved", "“{name}”在预览之后已被改动，表中所比对的不再是现状。请重新读入这张表，再看一遍。", "Expected the unit '{name}' to stand as it did when the table was read, but it was changed since; read the table again.");
    public static readonly Code NameShared = Code.Input("row-name-shared", "应只有一名工作人员叫“{name}”，但有多名，请在名单上逐人办理。", "Expected one member of the staff called '{name}', but there are several; give roles to each by hand.");
}
