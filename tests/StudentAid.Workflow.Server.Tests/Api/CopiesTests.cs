using FluentAssertions;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
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

    [Fact]
    public async Task What_is_unread_is_counted_among_the_latest_and_it_is_said_that_there_are_older_ones()
    {
        (await CountAsync(school.Office)).Should().Be((3, false));
        var listed = (await server.GetAsync(school.Office, "/api/copies")).Body["items"].Items;
        await server.DoAsync(school.Office, $"/api/copies/{listed[0]["id"].AsText()}/read", "{}");
        (await CountAsync(school.Office)).Should().Be((2, false));
        (await CountAsync(school.Stranger)).Should().Be((0, false));

        for (var n = 0; n < CopiesApi.Counted; n++)
            await server.Get<MediatR.IMediator>().Send(Kept($"more {n}", school.Cases[0], School.Path));
        (await CountAsync(school.Office)).Should().Be((CopiesApi.Counted, true));

        async Task<(int, bool)> CountAsync(HttpClient client)
        {
            var counted = (await server.GetAsync(client, "/api/copies/counts")).Body;
            return ((int)counted["unread"].AsNumber()!, counted["more"].AsBool() == true);
        }
    }

    /// <summary>A copy to the aid office at a unit.</summary>
    private static Casework.Copies.KeepCopy Kept(string name, Id @case, string unit) => new(Id.Of(name), @case, "verify", Casework.Organisations.Principal.System.Id, School.Class, default, "aid-office", unit)
    {
        Principal = Casework.Organisations.Principal.System, Key = name,
    };

    private async Task<IEnumerable<Id>> CasesAsync() => (await server.GetAsync(school.Office, "/api/copies")).Body["items"].Items.Select(c => Id.Parse(c["case"].AsText()!));

    private Task CopyAsync(int student) => school.ActAsync(school.Teacher, student, "copy", $$"""{ "role": "aid-office", "unit": "{{School.Path}}" }""");

    [Fact]
    public async Task What_he_may_not_know_is_not_counted()
    {
        foreach (var @case in school.Cases)
            await server.Get<MediatR.IMediator>().Send(Kept($"stray {@case}", @case, "/other/"));

        var listed = (await server.GetAsync(school.Stranger, "/api/copies")).Body;

        (listed["items"].Items.Length, listed["atLeast"].AsNumber()).Should().Be((0, 0));
        (await server.GetAsync(school.Stranger, "/api/copies/counts")).Body["unread"].AsNumber().Should().Be(0);
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
