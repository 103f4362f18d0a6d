using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>The autumn of 2025 in two schools on one server, played once for all of these; its days come one after the other on a clock that is moved by hand.</summary>
public sealed class PlayedSeason : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public College College { get; private set; } = null!;

    public Village Village { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartInAsync(Directory.CreateTempSubdirectory("season").FullName, new ManualTimeProvider(At("2025-06-23T09:00")));
        (College, Village) = (new College(Server), new Village(Server));
        string[] texts = [.. DocumentFolder.Read(Repository.PathOf("workflows/national")), .. DocumentFolder.Read(Repository.PathOf("workflows/calendars"))];
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(texts.Select(Value.Of)))).ToJson());
        await BeforeTheDecisionAsync();
        await PublicityAsync();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Everything due until then happens, then it is then.</summary>
    public async Task MoveToAsync(string local)
    {
        Server.Time.MoveTo(At(local));
        await Server.SettleAsync();
    }

    private async Task BeforeTheDecisionAsync()
    {
        await College.BeforeTheSummerAsync();
        await Village.BeforeTheSummerAsync();
        await MoveToAsync("2025-08-25T09:00");
        await College.ListsComeAsync();
        await Village.ListsComeAsync();
        await MoveToAsync("2025-09-02T10:00");
        await College.ApplyAsync();
        await Village.ApplyAsync();
        await MoveToAsync("2025-09-12T10:00");
        await College.OneComesLateAsync();
        await MoveToAsync("2025-09-15T10:00");
        await College.ClassesProposeAsync();
        await MoveToAsync("2025-09-22T10:00");
        await College.FirstListsAsync();
        await Village.DetermineAsync();
    }

    private async Task PublicityAsync()
    {
        await MoveToAsync("2025-09-25T10:00");
        await College.PostFirstAsync();
        await Village.PostFirstAsync();
        await MoveToAsync("2025-09-26T10:00");
        await College.SecondListsAsync();
        await Village.SecondListAsync();
        await MoveToAsync("2025-09-27T10:00");
        await College.NotOnSaturdayAsync();
        await MoveToAsync("2025-09-28T10:00");
        await College.PostSecondAsync();
        await Village.PostSecondAsync();
        await MoveToAsync("2025-10-09T10:00");
        await College.PostThirdAsync();
        await Village.PostThirdAsync();
        foreach (var day in (string[])["2025-10-10", "2025-10-12", "2025-10-16"])
            await MoveToAsync($"{day}T00:00");
        foreach (var notice in College.Notices.Concat(Village.Notices))
            await notice.PhotographAsync("taken-down");
        await College.Papers.CloseAsync("leaders", College.Refused);
        await Village.Papers.CloseAsync("group", Village.Refused);
    }

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
