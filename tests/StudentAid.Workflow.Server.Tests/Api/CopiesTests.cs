using FluentAssertions;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Copies (抄送) as their recipients and their sender read them, and the names of principals that stand beside such things.</summary>
public sealed class CopiesTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        for (var student = 0; student < school.Cases.Count; student++)
            await CopyAsync(student);
        await server.SettleAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Copies_are_read_page_by_page_and_each_once()
    {
        var first = (await server.GetAsync(school.Office, "/api/copies?size=2")).Body;
        first["items"].Items.Should().HaveCount(2).And.OnlyContain(c => c["byName"].AsText() == "班主任");
        var second = (await server.GetAsync(school.Office, $"/api/copies?size=2&cursor={first["next"].AsText()}")).Body;

        second["next"].IsNull.Should().BeTrue();
        first["items"].Items.Concat(second["items"].Items).Select(c => Id.Parse(c["case"].AsText()!)).Should().Equal(school.Cases.Reverse(), "what came last is first");
        (await server.PostAsync(school.Office, $"/api/copies/{first["items"].Items[0]["id"].AsText()}/read", "{}")).Status.Should().Be(200);
        (await CasesAsync()).Should().Equal(school.Cases.Reverse(), "reading one moves none");

        await CopyAsync(0);
        await server.SettleAsync();

        (await CasesAsync()).Should().Equal([school.Cases[0], school.Cases[2], school.Cases[1]], "copied again, it is to be read again");
    }

    private async Task<IEnumerable<Id>> CasesAsync() => (await server.GetAsync(school.Office, "/api/copies")).Body["items"].Items.Select(c => Id.Parse(c["case"].AsText()!));

    private Task CopyAsync(int student) => school.ActAsync(school.Teacher, student, "copy", $$"""{ "role": "aid-office", "unit": "{{School.Path}}" }""");

    [Fact]
    public async Task What_he_may_not_know_is_not_counted()
    {
        var rules = server.Get<MediatR.IMediator>();
        var principal = Casework.Organisations.Principal.System;
        foreach (var @case in school.Cases)
        {
            await rules.Send(new Casework.Copies.KeepCopy(Id.Of("stray", @case.ToString()), @case, "verify", principal.Id, School.Class, default, "aid-office", "/other/") { Principal = principal, Key = $"stray {@case}" });
        }

        var listed = (await server.GetAsync(school.Stranger, "/api/copies")).Body;

        (listed["items"].Items.Length, listed["atLeast"].AsNumber()).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_role_that_a_case_was_copied_to_is_called_as_its_unit_calls_it()
    {
        const string Roles = """{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [ { "id": "aid-office", "name": "学生处" } ] }""";
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", School.Path), ("texts", Value.List(Roles))).ToJson());

        var sent = (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/copies")).Body["items"].Items.Single();

        sent["to"].AsText().Should().Be("学生处");
    }

    [Fact]
    public async Task Names_of_many_are_one_look_and_tell_nothing_of_whom_nobody_knows()
    {
        var (reader, watch) = Watched.Over(server.Get<IStoreReader>());
        var known = await server.Get<Directory>().PrincipalsAsync(Scope.All, "/");

        var names = await new Directory(reader, server.Get<RoleShelf>()).NamesOfAsync([.. known.Select(k => k.Id), .. known.Select(k => k.Id), Casework.Organisations.Principal.System.Id, default]);

        watch.Calls.Should().ContainSingle();
        known.Should().HaveCountGreaterThan(3).And.OnlyContain(k => names[k.Id] == k.Name);
        (names[Id.Of("nobody")], names.Find(Casework.Organisations.Principal.System.Id)).Should().Be(("", null));
    }
}
