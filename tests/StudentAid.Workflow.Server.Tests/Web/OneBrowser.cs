namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Walks in a browser go one after the other and beside nothing else: what a person waits for must not depend on what other tests are doing to the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneBrowser
{
    public const string Name = "browser";
}
