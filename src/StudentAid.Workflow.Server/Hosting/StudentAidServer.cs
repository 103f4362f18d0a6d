using Microsoft.AspNetCore.Server.Kestrel.Core;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Api.Live;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Notices;
using StudentAid.Workflow.Server.Pages;
using StudentAid.Workflow.Server.Policy;
using StudentAid.Workflow.Server.Web;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Puts the parts together: store, casework, workers, sign-in, API and pages.</summary>
public static class StudentAidServer
{
    private static readonly TimeSpan RestsAfter = TimeSpan.FromSeconds(10);

    /// <param name="args">The command line: <c>--demo</c>, <c>--data PATH</c>, <c>--urls URL</c>, <c>--workflows FOLDER</c>.</param>
    /// <param name="change">Tests put their own clock or store in place.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        // The slim builder loads neither IIS nor HTTP/3, nor loggers that nobody listens to; of what it leaves out only certificates are wanted here.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ServerSettings.WithValues(args), ContentRootPath = AppContext.BaseDirectory });
        var settings = ServerSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(Limit);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Services.AddClock(settings);
        builder.Services.AddStore(settings);
        builder.Services.AddStudentAid();
        builder.Services.AddActivityAssemblies(settings.Activities);
        builder.Services.AddWorkers(settings);
        builder.Services.AddSignIn(settings);
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.Services.AddWeb(settings);
        builder.Services.AddSingleton<PolicyReports>();
        builder.AddTelemetry();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseDoor();
        app.MapHealth();
        PolicyReports.Map(app);
        app.MapApi();
        app.MapNotices();
        app.MapComplaintPage();
        app.MapRegisterLookUp();
        app.MapPages(atRoot: !app.MapWeb());
        BuiltEndpoints.Build(app);
        PolicyTable.Check(app);
        return app;
    }

    /// <summary>Prepares an empty database, listens, says so in plain words, and runs until it is stopped. Outside a demonstration it does not start with a default secret.</summary>
    public static async Task RunAsync(WebApplication app)
    {
        if (RefuseStart(app.Services.GetRequiredService<ServerSettings>()) is { } refused)
        {
            await Console.Error.WriteLineAsync($"{refused.In(Languages.Chinese)} {refused.In(Languages.English)}");
            Environment.ExitCode = 1;
            return;
        }

        await app.Services.GetRequiredService<DemoSeeding>().RunAsync();
        await app.Services.GetRequiredService<FirstStart>().RunAsync();
        await app.Services.GetRequiredService<DemoSeeding>().RunAsync();
        await app.StartAsync();
        Announcement.Print(app);
        await using var rested = TimeProvider.System.CreateTimer(_ => GiveBack(), null, RestsAfter, Timeout.InfiniteTimeSpan);
        await app.WaitForShutdownAsync();
    }

    /// <summary>What only the start needed goes back to the machine, once: a small school's server may not collect again for days. Sooner it would cost more than it gives.</summary>
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Why a server with these settings must not start; null where it may.</summary>
    public static Rejection? RefuseStart(ServerSettings settings) => settings.Proxies.Refuse()
        ?? (settings.UnreadScanner.Length > 0 ? StartCodes.ScannerUnread.With(("text", settings.UnreadScanner)) : null) ?? (settings.Demo ? null : settings.School?.Refuse());

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = ServerSettings.MaxJson;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 2_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    private static void AddClock(this IServiceCollection services, ServerSettings settings)
    {
        if (!settings.Demo)
        {
            services.AddSingleton(TimeProvider.System);
            return;
        }

        // A database that was deleted begins anew, and the clock that stood beside it too.
        var kept = settings.Database + ".clock";
        if (!File.Exists(settings.Database) && File.Exists(kept))
            File.Delete(kept);
        services.AddSingleton(s => new DemoClock(TimeProvider.System, DemoClock.Start, kept)
        {
            Moved = () =>
            {
                s.GetRequiredService<WorkSignal>().Pulse();
                s.GetRequiredService<LiveFeed>().Tell(Topics.Clock, default, 0, "");
            },
        });
        services.AddSingleton<TimeProvider>(s => s.GetRequiredService<DemoClock>());
    }

    private static void AddWorkers(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(HttpOutbox.Client());
        services.AddSingleton<HttpOutbox>();
        services.AddSingleton<DeadlineWorker>();
        services.AddSingleton<MessageWorker>();
        services.AddSingleton<OutboxWorker>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookWorker>();
        services.AddSingleton<ReleaseWorker>();
        services.AddSingleton<FolderWorker>();
        services.AddSingleton<FreezeWorker>();
        services.AddSingleton<SealWorker>();
        services.AddSingleton<MasterKeyWorker>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<DemoSeeding>();
        if (!settings.Workers)
            return;
        services.AddHostedService(s => s.GetRequiredService<DeadlineWorker>());
        services.AddHostedService(s => s.GetRequiredService<MessageWorker>());
        services.AddHostedService(s => s.GetRequiredService<OutboxWorker>());
        services.AddHostedService(s => s.GetRequiredService<WebhookWorker>());
        services.AddHostedService(s => s.GetRequiredService<ReleaseWorker>());
        services.AddHostedService(s => s.GetRequiredService<FolderWorker>());
        services.AddHostedService(s => s.GetRequiredService<JobWorker>());
        services.AddHostedService(s => s.GetRequiredService<FreezeWorker>());
        services.AddHostedService(s => s.GetRequiredService<SealWorker>());
        services.AddHostedService(s => s.GetRequiredService<MasterKeyWorker>());
    }

    private static void UseDoor(this WebApplication app)
    {
        app.Services.GetRequiredService<ServerSettings>().Proxies.Use(app);
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<Failures>();
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseStatusCodePages(c => Failures.MissingAsync(c.HttpContext)));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<Door>();
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).ExcludeFromDescription();
        app.MapGet("/readyz", async (IStepStore store) =>
        {
            await store.CounterAsync("ready");
            return TypedResults.Text("ready");
        }).ExcludeFromDescription();
    }
}
