using FluentAssertions;
using MediatR;
using Microsoft.Extensions.Configuration;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A person's facts are destroyed in a running server.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task An_erased_student_s_case_stands_where_it_stood_and_every_page_says_so_instead_of_failing()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        (await EraseAsync(server, school.People[0], Principal.System)).Rejected!.Code.Should().Be(ErasureCodes.OpenCases);
        var notice = await school.PublishAsync();
        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        var directory = server.Get<Casework.Organisations.Directory>();
        var (name, other) = ((await directory.PersonAsync(school.People[0]))!.Name, (await directory.PersonAsync(school.People[1]))!.Name);
        var file = await FileAsync(server, school.People[0]);
        var (store, runner) = (server.Get<IStepStore>(), server.Get<StepRunner>());
        var before = await runner.StateAsync<InstanceState>(await store.LoadAsync(school.Cases[0]), default);

        (await EraseAsync(server, school.People[0], new Principal(Id.Of("teacher"), "teacher", [new Grant("class-teacher", "/")]))).Rejected.Should().NotBeNull();
        (await EraseAsync(server, school.People[0], Principal.System)).Rejected.Should().BeNull();
        (await EraseAsync(server, school.People[0], Principal.System, "again")).Rejected!.Code.Should().Be(ErasureCodes.Erased);

        var stored = (await store.LoadAsync(school.Cases[0]))!;
        stored.Status.Should().Be("finished");
        (await runner.StateAsync<InstanceState>(stored with { Snapshot = default }, default)).Should().BeEquivalentTo(before);
        (await server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();
        foreach (var path in (string[])[$"/api/cases/{school.Cases[0]}", $"/api/publicities/{notice}", $"/api/cases/{school.Cases[0]}/facts", $"/api/cases/{school.Cases[0]}/summary"])
        {
            var page = await server.GetAsync(school.Office, path);
            page.Status.Should().Be(200, "{0}: {1}", path, page.Text);
            page.Text.Should().NotContain(name);
        }

        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}")).Text.Should().Contain("已删除");
        (await server.GetAsync(school.Office, $"/api/files/{file}")).Code.Should().Be("file-erased");
        foreach (var typed in (string[])[name, "已删除"])
            (await server.PostAsync(school.Office, "/api/cases/search", $$"""{ "text": "{{typed}}" }""")).Text.Should().NotContain(school.Cases[0].ToString());
        (await server.PostAsync(school.Office, "/api/cases/search", $$"""{ "text": "{{other}}" }""")).Text.Should().Contain(school.Cases[1].ToString());
    }

    [Fact]
    public void A_server_does_not_start_without_a_master_key_and_says_what_to_do()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("no-key");
        var app = StudentAidServer.Build(["--data", Path.Combine(folder.FullName, "a.db"), "--urls", "http://127.0.0.1:0", "--workers=false"]);

        app.Invoking(a => a.Services.GetService(typeof(IStepStore))).Should().Throw<VaultException>().WithMessage("*keys create*--key*");

        ((IDisposable)app).Dispose();
        folder.Delete(recursive: true);
    }

    private static Task<Answer> EraseAsync(RunningServer server, Id person, Principal who, string key = "erase") =>
        server.Get<IMediator>().Send(new ErasePerson(person, "request", "个人信息保护法 第四十七条") { Principal = who, Key = key });

    private static async Task<string> FileAsync(RunningServer server, Id person)
    {
        var kept = await server.Get<IMediator>().Send(
            new KeepFile(person, "", "application/pdf", "%PDF-1.7 a scan %%EOF"u8.ToArray(), "scan", null) { Principal = Principal.System, Key = "file" });
        kept.Rejected.Should().BeNull();
        return (await server.Get<IStoreReader>().DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = kept.Stream })).Single().Key;
    }
}
