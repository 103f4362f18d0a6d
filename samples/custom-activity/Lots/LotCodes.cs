using StudentAid.Workflow.Engine.Analysis;

namespace Sample.Activities.Lots;

/// <summary>Why lots cannot be drawn.</summary>
public static class LotCodes
{
    public static readonly Code Repeated = Code.Input("lot-repeated", "环节“{activity}”的每个签号只能有一个，但“{lot}”不止一个。", "Expected each lot of activity '{activity}' once, but '{lot}' is there more than once.");
    public static readonly Code NoSeed = Code.Input("lots-without-seed", "环节“{activity}”应有事先公布的种子，但种子是空的。", "Expected activity '{activity}' to have a seed that was made public, but it is empty.");
}
