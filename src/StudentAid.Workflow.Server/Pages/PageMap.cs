namespace StudentAid.Workflow.Server.Pages;

public static class PageMap
{
    public static void MapPages(this WebApplication app) => _ = app;
}
