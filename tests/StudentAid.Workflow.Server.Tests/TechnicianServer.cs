using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>A server on the technician school, after everything in a case file has happened there.</summary>
[CollectionDefinition(Name)]
public sealed class TechnicianServer() : PlayedServer(new DateTimeOffset(2025, 11, 6, 2, 0, 0, TimeSpan.Zero)), ICollectionFixture<TechnicianServer>
{
    public const string Name = "the technician school";
    public const string School = "/hr/tech/";

    public Id Round { get; } = RoundState.IdOf(School, "technician-grant", "2025—2026", "助学金");

    /// <summary>Sends a table as a file.</summary>
    public async Task<Reply> SendAsync(HttpClient client, string path, string table, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(table)) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Plays the case file at whose end everybody was paid.</summary>
    public static async Task PayAsync(SchoolStore store)
    {
        var played = await new CaseFileRunner(clock => SchoolHosts.Open(store, clock, s => s.BuildServiceProvider())).RunAsync(Repository.PathOf("workflows/national/technician-grant/paid-in-full.case.json"));
        played.Findings.Should().BeEmpty();
    }

    protected override async Task<(string School, string Class, string Authority)> PlayAsync(SchoolStore store)
    {
        await PayAsync(store);
        return (School, "/hr/tech/auto/", "/hr/");
    }
}
