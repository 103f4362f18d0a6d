using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>A server on the demonstration's college, played once for all who look at it.</summary>
[CollectionDefinition(Name)]
public sealed class DemoServer() : PlayedServer(Demo.Now), ICollectionFixture<DemoServer>
{
    public const string Name = "the demonstration's college";
    public const string College = "/education/14901/";
    public const string Class = "/education/14901/information/software-2601/";

    public LiveSchool Played { get; private set; } = null!;

    public HttpClient Secretary { get; private set; } = null!;

    public Id RoundOf(string name) => Played.IdOf(Played.RoundOf(name)!);

    public async Task<Id> NoticeOf(string round) => (await Played.ListOf(Played.RoundOf(round)!, "publicity", College))!.Value.Id;

    public async Task<Id> CaseOf(string round, string name) => (await Played.CaseOf(Played.RoundOf(round)!, Played.PersonOf(name)!.Id))!.Id;

    protected override async Task<(string School, string Class, string Authority)> PlayAsync(SchoolStore store)
    {
        Played = await BuildAsync(store, "samples/demo/polytechnic.school.json");
        Secretary = await Server.ClientAsync("group-secretary", College);
        return (College, Class, "/authority/");
    }
}
