namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A school's own server on its first day: an empty database, no demonstration.</summary>
public sealed class LiveSchool(OneBrowser chromium) : LiveDemo(chromium)
{
    protected override string[] Mode => ["--workers=false"];
}
