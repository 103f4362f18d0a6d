namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>The tests that read one autumn; it is played once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class SeasonCollection : ICollectionFixture<PlayedSeason>
{
    public const string Name = "season";
}
