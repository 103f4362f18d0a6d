using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A class of forty whose list waits for its review group of seven, of whom five make the quorum; at the demonstration's hour.</summary>
public sealed class LiveForty : LiveDemo
{
    protected override string[] Mode => ["--demo", "--outbox:allow=127.0.0.1"];

    protected override bool IsPlayed => false;

    protected override async Task SeedAsync(IServiceProvider services)
    {
        var (document, unreadable) = SchoolDocument.Read(Repository.PathOf("tests/schools/class-of-forty.school.json"));
        unreadable.Should().BeNull();
        var store = new SchoolStore(services.GetRequiredService<IStepStore>(), services.GetRequiredService<IStoreReader>(), services.GetRequiredService<MarkMessages>(), services.GetRequiredService<PracticeDeletion>())
        {
            Cipher = services.GetRequiredService<Cipher>(),
        };
        var host = SchoolHosts.Open(store, new SchoolClock(DateTimeOffset.UnixEpoch, document!.Zone), s => s.BuildServiceProvider());
        (await SchoolBuilder.BuildAsync(document, host)).Refused.Should().BeNull();
    }
}
