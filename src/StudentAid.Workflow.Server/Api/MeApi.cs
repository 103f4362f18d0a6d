using StudentAid.Workflow.Server.Api.Desks;

namespace StudentAid.Workflow.Server.Api;

public static class MeApi
{
    public static void MapMe(this RouteGroupBuilder api) => api.MapGet("/me", Get).WithSummary("Who is signed in");

    private static Task<Me> Get(Caller caller, MeReading reading, HttpContext context)
    {
        var chosen = context.Features.Get<ActingAs>();
        return reading.OfAsync(caller.Principal, chosen?.Whole ?? caller.Principal, chosen is null ? null : $"{chosen.Grant.Role} {chosen.Grant.Unit}");
    }
}
