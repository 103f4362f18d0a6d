using Microsoft.Extensions.Primitives;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Endpoints that are mapped for good, built once: the sources of the framework build all of theirs anew for everybody who asks, which takes most of a
/// server's start.
/// </summary>
internal sealed class BuiltEndpoints(IEnumerable<Endpoint> endpoints) : EndpointDataSource
{
    private static readonly CancellationChangeToken Never = new(CancellationToken.None);

    public override IReadOnlyList<Endpoint> Endpoints { get; } = [.. endpoints];

    /// <summary>Nothing can be mapped after this.</summary>
    public static void Build(IEndpointRouteBuilder app)
    {
        var built = new BuiltEndpoints(app.DataSources.SelectMany(s => s.Endpoints));
        app.DataSources.Clear();
        app.DataSources.Add(built);
    }

    public override IChangeToken GetChangeToken() => Never;
}
