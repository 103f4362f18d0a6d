using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>Says of a workbook that leaves whose copy it is.</summary>
public sealed class Watermarks(Directory directory, StepRunner runner)
{
    public static readonly Text OfList = new("名单离线填写", "A list to be filled offline");
    public static readonly Text OfPayments = new("资助资金发放核对", "Reconciliation of payments");
    public static readonly Text OfFailedRows = new("导入未通过的行，供更正", "Rows that were not imported, to be corrected");

    /// <param name="unit">The unit whose people stand in it.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="caller">Who takes it.</param>
    public async Task<Watermark> OfAsync(string unit, Text purpose, Caller caller) =>
        new((await directory.UnitAsync(unit))?.Name.In(caller.Language) ?? "", caller.Principal.Name, runner.Now(), purpose.In(caller.Language));
}
