using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Refusals of <c>special-groups</c> documents and of lists that use them.</summary>
public static class SpecialGroupCodes
{
    public static readonly Code Repeated = Code.Input("special-group-repeated", "类别、状态或部门“{name}”重复，或同一名称指向两处。", "Expected each id and name once, but '{name}' stands twice.");
    public static readonly Code ReferenceUnknown = Code.Input("special-group-reference-unknown", "字段 {field} 引用了不存在的“{id}”。", "Expected {field} to name something of this document, but '{id}' is not there.");
    public static readonly Code NamesOverlap = Code.Input("special-group-names-overlap", "类别“{id}”的名称在同一天有两个。", "Expected one name of '{id}' for each day, but two overlap.");
    public static readonly Code CategoryUnknown = Code.Input("category-unknown", "类别“{category}”不在特殊群体类别表中，请补充别名或改正。", "Expected a known special-group category, but it is '{category}'.");
    public static readonly Code CategoryMissing = Code.Input("category-missing", "未填写类别，导入时也没有统一指定。", "Expected a category in the row or for the whole list, but there is none.");
    public static readonly Code StateUnknown = Code.Input("category-state-unknown", "状态“{state}”不在状态表中，请补充别名或改正。", "Expected a known state, but it is '{state}'.");
    public static readonly Code ProviderUnknown = Code.Input("provider-unknown", "提供部门“{provider}”不在部门表中。", "Expected a known provider, but it is '{provider}'.");
    public static readonly Code SpanBackwards = Code.Input("list-validity-backwards", "有效期的起止日期颠倒。", "Expected the validity to end on or after its beginning, but it ends before.");
}
