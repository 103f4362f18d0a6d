using Microsoft.Extensions.DependencyInjection;
using FluentAssertions;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>A server on a school that a document played, and the machines of those who look at it: its office, a class, an authority, another school.</summary>
public abstract class PlayedServer(DateTimeOffset now) : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public HttpClient Office { get; private set; } = null!;

    public HttpClient Teacher { get; private set; } = null!;

    public HttpClient Authority { get; private set; } = null!;

    public HttpClient Stranger { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartInAsync(Directory.CreateTempSubdirectory("student-aid").FullName, new ManualTimeProvider(now));
        var (school, @class, authority) = await PlayAsync(SchoolStoreOf(Server.Services));
        Office = await Server.ClientAsync("aid-office", school);
        Teacher = await Server.ClientAsync("class-teacher", @class);
        Authority = await Server.ClientAsync("authority", authority);
        Stranger = await Server.ClientAsync("aid-office", "/other/");
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public Task<Reply> GetAsync(HttpClient client, string path, string language = "zh-CN") => Server.GetAsync(client, path, language);

    /// <summary>The store of a server, as schools are played on it.</summary>
    public static SchoolStore SchoolStoreOf(IServiceProvider services) =>
        new(services.GetRequiredService<IStepStore>(), services.GetRequiredService<IStoreReader>(), services.GetRequiredService<MarkMessages>(), services.GetRequiredService<PracticeDeletion>())
        {
            Cipher = services.GetRequiredService<Cipher>(),
        };

    /// <summary>Brings a school into being as its document says.</summary>
    public static async Task<LiveSchool> BuildAsync(SchoolStore store, string file)
    {
        var (document, unreadable) = SchoolDocument.Read(Repository.PathOf(file));
        unreadable.Should().BeNull();
        var (school, refused) = await SchoolBuilder.BuildAsync(document!, SchoolHosts.Open(store, new SchoolClock(DateTimeOffset.UnixEpoch, document!.Zone), s => s.BuildServiceProvider()));
        refused?.In("zh-CN").Should().BeNull();
        return school!;
    }

    /// <summary>Plays it, and says where the school, the class and the authority stand.</summary>
    protected abstract Task<(string School, string Class, string Authority)> PlayAsync(SchoolStore store);
}
