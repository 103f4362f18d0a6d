using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>What is wrong with a role, or with who is given one.</summary>
public static class RoleCodes
{
    public static readonly Code DutyRequired = Code.Input("role-duty-required", "上级规定“{role}”应承担“{duty}”，下级不能取消。", "Expected the role '{role}' to go on with the duty '{duty}' that a higher layer requires, but it is taken away.");
    public static readonly Code NobodyCarries = Code.Input("role-duty-nobody", "“{duty}”应至少由一个岗位承担，但没有。", "Expected at least one role to carry the duty '{duty}', but none does.");
    public static readonly Code RequiredNotCarried = Code.Input("role-required-not-carried", "必须承担的职责“{duty}”应同时列在 duties 中，但没有。", "Expected the required duty '{duty}' to stand among the role's duties, but it does not.");
    public static readonly Code MenuTooLong = Code.Input("role-menu-too-long", "菜单最多应有 {longest} 项，但有 {count} 项。", "Expected at most {longest} entries in the menu, but there are {count}.");
    public static readonly Code MenuFirst = Code.Input("role-menu-first", "菜单的第一项、且只有第一项应是 {first} 之一，但“{screen}”的位置不对。", "Expected the first entry of the menu, and no other, to be one of {first}, but '{screen}' stands in the wrong place.");
    public static readonly Code Unknown = Code.Input("role-unknown", "应是岗位文件（roles）中列出的岗位，但没有“{role}”。", "Expected a role that a document of kind 'roles' lists, but '{role}' is none.");
    public static readonly Code WrongUnit = Code.Input("role-wrong-unit", "“{role}”应设在 {kinds} 一级的单位，但“{unit}”不是。", "Expected the role '{role}' at a unit of kind {kinds}, but '{unit}' is none.");
    public static readonly Code Personal = Code.Input("role-personal", "“{role}”应由本人履职，不能由 {person} 替补。", "Expected the role '{role}' to be exercised in person, but {person} is to sit in for it.");
}
