using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Fills an empty demonstration's database by playing the schools of <c>samples/demo</c>. It writes to the store itself: what the workers would do in
/// between, it does on the schools' own clocks, so it runs before they start.
/// </summary>
public sealed class DemoSeeding(ServerSettings settings, IStepStore store, IStoreReader reader, MarkMessages mark, PracticeDeletion deletePractice, Cipher cipher)
{
    /// <summary>True where it has filled the database. Throws <see cref="InvalidOperationException"/> where a school cannot be played: a defect of the sample.</summary>
    public async Task<bool> RunAsync()
    {
        if (!settings.Demo || (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit))).Count > 0)
            return false;
        if (Demo.FolderFrom(AppContext.BaseDirectory) is not { } folder)
            throw new InvalidOperationException("Expected the folder samples/demo beside the server or above it, but there is none.");
        var refused = await Demo.SeedAsync(folder, new SchoolStore(store, reader, mark, deletePractice) { Cipher = cipher }, s => s.BuildServiceProvider());
        return refused is null ? true : throw new InvalidOperationException(refused.ToString());
    }
}
