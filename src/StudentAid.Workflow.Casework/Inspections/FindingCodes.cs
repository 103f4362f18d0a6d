using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Inspections;

/// <summary>Why a finding of an authority is not written, answered, returned or closed.</summary>
public static class FindingCodes
{
    public static readonly Code NotAuthority = Code.Forbidden("finding-not-authority", "检查问题应由本校的主管部门登记和销号，但您不是。", "Expected an authority that oversees the school, but you are none.", "实施办法 第十九条");
    public static readonly Code OtherAuthority = Code.Forbidden("finding-of-other-authority", "整改情况应由提出问题的主管部门（{authority}）核定，但您不属于该部门。", "Expected the authority that wrote the finding ({authority}) to judge the answer, but you are of another.", "实施办法 第十九条");
    public static readonly Code Incomplete = Code.Input("finding-incomplete", "应填写“{missing}”，但没有或不正确。", "Expected '{missing}' to be given and right, but it is not.", "实施办法 第十九条");
    public static readonly Code DueOver = Code.Input("finding-due-past", "整改期限应在今天之后，但写的是 {day}。", "Expected the correction to be due after today, but it is {day}.");
    public static readonly Code NotOpen = Code.State("finding-not-open", "问题应处于待整改状态，但状态是“{status}”。", "Expected the finding to be open, but it is {status}.");
    public static readonly Code NotAnswered = Code.State("finding-not-answered", "学校应先报送整改情况和佐证，才能销号或退回，但状态是“{status}”。", "Expected the school to have answered with evidence, but the finding is {status}.", "实施办法 第十九条");
}
