using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
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
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint)
            builder.Export(endpoint);
    }

    /// <summary>A method of its own: what it needs is not loaded where nothing is sent.</summary>
    private static void Export(this WebApplicationBuilder builder, string endpoint)
    {
        var export = new OtlpExporterOptions { Endpoint = new Uri(endpoint) };
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .AddSource(Name, "Microsoft.AspNetCore").AddOtlpExporter(o => o.Endpoint = export.Endpoint).Build());
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddOtlpExporter(o => o.Endpoint = export.Endpoint).Build());
    }
}
