namespace StudentAid.Workflow.Server.Notices;

public static class NoticePage
{
    public static void MapNotices(this WebApplication app) => _ = app;
}
