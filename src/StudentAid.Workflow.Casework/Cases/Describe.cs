using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Describes the activity types of determination alike.</summary>
internal static class Describe
{
    private static readonly ImmutableArray<string> BeganWith = ["round", "person", "track", "number", "units", "referenceDay"];
    private static readonly Text Shelf = new("困难认定", "Determination");

    public static ActivityDescription Step(string type, string zhCn, string en, string summaryZhCn, string summaryEn) => new()
    {
        Type = $"StudentAid.{type}", Title = new Text(zhCn, en), Summary = new Text(summaryZhCn, summaryEn), Category = Shelf,
        InstanceInputs = BeganWith,
    };
}
