using StudentAid.Workflow.Casework.Activities;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>What the console says once the server listens.</summary>
public static class Announcement
{
    public static void Print(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ServerSettings>();
        Console.WriteLine($"数据库  Database: {Path.GetFullPath(settings.Database)}");
        foreach (var warning in app.Services.GetRequiredService<ActivityAssemblies>().Warnings)
            Console.WriteLine($"警告    Warning:  {warning.Code.Id}: {warning.In(Languages.Chinese)} {warning.In(Languages.English)}");
        foreach (var url in app.Urls)
            Console.WriteLine($"网址    Open:     {url}{(settings.Demo ? "  （演示 demonstration）" : "")}");
        Console.WriteLine("停止    Stop:     Ctrl+C");
    }
}
