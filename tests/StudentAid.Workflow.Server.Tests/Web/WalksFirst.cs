using Xunit.Abstractions;

[assembly: TestCollectionOrderer("StudentAid.Workflow.Server.Tests.Web.WalksFirst", "StudentAid.Workflow.Server.Tests")]

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>
/// Walks begin before everything else. There are as many at once as the machine has processors, so that a walk stands beside a walk, which waits for its pages as
/// often as it computes, and not beside a season that is played.
/// </summary>
public sealed class WalksFirst : ITestCollectionOrderer
{
    private static readonly string Walks = typeof(WalksFirst).Namespace + ".";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => c.DisplayName.Contains(Walks, StringComparison.Ordinal) ? 0 : 1).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
