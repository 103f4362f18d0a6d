using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Traces and metrics of our own, sent only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
public static class Telemetry
{
    public const string Name = "StudentAid.Workflow";

    public static readonly ActivitySource Source = new(Name);

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            builder.Export();
    }

    /// <summary>
    /// A method of its own: what it needs is not loaded where nothing is sent. The exporters read the settings themselves: an endpoint that is set by hand is taken as it
    /// stands, and over HTTP neither traces nor metrics would come to the path that collectors have for them.
    /// </summary>
    private static void Export(this WebApplicationBuilder builder)
    {
        void Configured(IServiceCollection services) => services.AddSingleton<IConfiguration>(builder.Configuration);
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(Configured).AddSource(Name, "Microsoft.AspNetCore").AddOtlpExporter().Build());
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(Configured).AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddOtlpExporter().Build());
    }
}
