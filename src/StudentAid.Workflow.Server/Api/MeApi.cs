using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The signed-in principal, its grants, and what its page has to know of the server.</summary>
public sealed record Me(Id Id, string Name, IReadOnlyList<Grant> Grants, IReadOnlyList<Id> Persons, DateTimeOffset Now, bool Demo);

public static class MeApi
{
    public static void MapMe(this RouteGroupBuilder api) => api.MapGet("/me", Get).WithSummary("Who is signed in");

    private static Me Get(Caller caller, TimeProvider time, ServerSettings settings) =>
        new(caller.Principal.Id, caller.Principal.Name, caller.Principal.Grants, caller.Principal.Persons, time.GetUtcNow(), settings.Demo);
}
