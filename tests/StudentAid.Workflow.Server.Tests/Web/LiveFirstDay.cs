using Microsoft.Extensions.DependencyInjection;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A college's own server before anybody has been there: an empty database on the first day of a term, Tuesday 1 September 2026.</summary>
public sealed class LiveFirstDay : LiveDemo
{
    protected override string[] Mode => ["--workers=false"];

    protected override string? Kind => null;

    protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(new ManualTimeProvider(new DateTimeOffset(2026, 9, 1, 2, 0, 0, TimeSpan.Zero)));
}
