namespace StudentAid.Workflow.Server.Api.Home;

public static class HomeApi
{
    public static void AddHome(this IServiceCollection services) =>
        services.AddSingleton<KnownRounds>().AddSingleton<TaskReading>().AddSingleton<IncidentReading>().AddSingleton<WaitingRules>().AddSingleton<Accounts.WaitingDrops>().AddSingleton<HomeReading>().AddSingleton<OwnLists>();

    public static void MapHome(this RouteGroupBuilder api) =>
        api.MapGet("/home", (Caller caller, HomeReading home) => home.OfAsync(caller)).WithSummary("What is to be done today, and where the days of each round stand");
}
