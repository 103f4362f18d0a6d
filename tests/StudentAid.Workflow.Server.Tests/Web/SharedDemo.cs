using Microsoft.AspNetCore.Builder;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The demonstration on one server for all walks that leave its clock alone, and each other's people and lists.</summary>
public sealed class SharedDemo : LiveDemo
{
    private static readonly Lazy<Task<WebApplication>> Server = new(() => new SharedDemo().StartAsync());

    protected override bool IsShared => true;

    protected override Task<WebApplication> ServeAsync() => Server.Value;
}
