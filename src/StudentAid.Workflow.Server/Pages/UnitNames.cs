using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>Names of units by path.</summary>
public sealed class UnitNames(Directory directory)
{
    public async Task<Dictionary<string, string>> BelowAsync(string unit) =>
        (await directory.UnitsBelowAsync(unit)).ToDictionary(u => u.Path, u => u.Name.ZhCn, StringComparer.Ordinal);
}
