using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Desks;

public static class DeskCodes
{
    public static readonly Code ViewName = Code.Input("view-name", "视图名称应有 1 至 {most} 个字。", "Expected a view's name of 1 to {most} characters, but it is not.");
    public static readonly Code ViewFilter = Code.Input("view-filter", "视图的筛选条件应是不超过 {most} 字节的对象。", "Expected a view's filter to be an object of at most {most} bytes, but it is not.");
    public static readonly Code NotYourUnit = Code.State("not-your-unit", "只能与自己任职的单位共享，您在“{unit}”没有岗位。", "Expected a role at '{unit}' to share with it, but you hold none there.");
    public static readonly Code NoSuchView = Code.Unknown("no-such-view", "没有找到该视图。", "Expected a view of this id, but there is none of yours.");
    public static readonly Code TooManyViews = Code.State("too-many-views", "一处最多保存 {most} 个视图，请先删去不用的。", "Expected at most {most} views in one place, but there are as many already.");
}
