namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A school's own server on its first day: an empty database, no demonstration.</summary>
public sealed class LiveSchool : LiveDemo
{
    protected override string[] Mode => ["--workers=false"];

    protected override string? Kind => null;
}
