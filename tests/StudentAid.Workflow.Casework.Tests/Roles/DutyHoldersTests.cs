using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Tests.Roles;

/// <summary>Who could be the second person, and until when a list of roles that was read is taken as it is.</summary>
public sealed class DutyHoldersTests
{
    [Fact]
    public async Task Those_who_carry_a_duty_are_the_nearest_at_the_unit_or_above_who_can_sign_in()
    {
        var host = await SchoolHost.EmptyAsync();
        (await HoldersAsync(host)).Should().BeEmpty();
        await PutAsync(host, "省甲", SchoolHost.Province);
        await PutAsync(host, "省乙", SchoolHost.Province, signsIn: false);
        (await HoldersAsync(host)).Should().Equal("省甲");
        await PutAsync(host, "校甲", SchoolHost.School, signsIn: false);
        (await HoldersAsync(host)).Should().Equal(["省甲"], "nobody waits for him who never came");
        await PutAsync(host, "校乙", SchoolHost.School);
        await PutAsync(host, "校丙", SchoolHost.School);
        await PutAsync(host, "校丁", SchoolHost.School, role: "counsellor");
        await PutAsync(host, "班甲", SchoolHost.ClassA);
        (await HoldersAsync(host)).Should().BeEquivalentTo("校乙", "校丙");
        (await HoldersAsync(host, SchoolHost.ClassA)).Should().Equal("班甲");
        (await HoldersAsync(host, SchoolHost.ClassB)).Should().BeEquivalentTo("校乙", "校丙");
        (await HoldersAsync(host, SchoolHost.Province)).Should().Equal("省甲");
        (await HoldersAsync(host, duty: Duty.Verify)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_holds_several_roles_is_found_by_the_one_that_carries_the_duty()
    {
        var host = await SchoolHost.EmptyAsync();
        var id = await PutAsync(host, "校甲", SchoolHost.School);
        (await host.SendAsync(new PutPrincipal(SchoolHost.School, id, "校甲", PutPrincipal.Person, [new("administrator", SchoolHost.School), new("class-teacher", SchoolHost.ClassA)], []) { Principal = Principal.System, Key = "" }))
            .Rejected.Should().BeNull();
        (await HoldersAsync(host)).Should().Equal("校甲");
        new DutyHolderSource(host.Get<Directory>(), host.Get<RoleShelf>(), host.Get<SignIns>()).Kind.Should().Be("duty-holders", "facts are asked for by it");
    }

    [Fact]
    public async Task A_program_is_no_second_person_though_it_carries_the_duty()
    {
        var host = await SchoolHost.EmptyAsync();
        await PutAsync(host, "接口", SchoolHost.School, kind: PutPrincipal.Machine);
        (await HoldersAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task That_nobody_does_it_alone_is_known_of_each_duty_by_the_unit_s_list()
    {
        var host = await SchoolHost.EmptyAsync();
        await PublishAsync(host, """ "secondPerson": ["publish-definitions"], """);
        (await FactAsync(host, SchoolHost.School, Duty.PublishDefinitions))["required"].AsBool().Should().BeTrue();
        (await FactAsync(host, SchoolHost.School, Duty.SetUp))["required"].AsBool().Should().BeFalse();
        (await FactAsync(host, "/420000/", Duty.PublishDefinitions))["required"].AsBool().Should().BeFalse();
        DutyHolderSource.FactOf("/a|b/", "set-up").Should().Be(new Engine.Execution.FactKey("duty-holders", "/a|b/|set-up"));
        (await FactAsync(host, "/a|b/", Duty.SetUp))["people"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_one_began_oneself_is_offered_to_approve_where_nobody_else_is_there_and_no_layer_wants_another()
    {
        var host = await SchoolHost.EmptyAsync();
        var jia = new Principal(await PutAsync(host, "校甲", SchoolHost.School), "校甲", []);
        async Task<bool> OfferedAsync(bool own) => await SecondPerson.MayApproveAsync(own, SchoolHost.School, Duty.PublishDefinitions, jia, host.Get<Casework.Steps.FactLoader>(), default);
        (await OfferedAsync(own: true)).Should().BeTrue();
        await PutAsync(host, "校乙", SchoolHost.School);
        (await OfferedAsync(own: true)).Should().BeFalse();
        (await OfferedAsync(own: false)).Should().BeTrue();
    }

    [Fact]
    public async Task What_was_read_is_taken_as_it_is_for_less_than_a_second_unless_this_process_changed_it()
    {
        var host = await SchoolHost.EmptyAsync();
        var shelf = host.Get<RoleShelf>();
        var first = await shelf.BookAsync();
        await PublishAsync(host, "");
        (await shelf.BookAsync()).Should().NotBeSameAs(first, "it was published here");

        // Another node has a shelf of its own.
        var other = new RoleShelf(host.Get<DocumentShelf>(), host.Get<Casework.Calendars.SchoolDays>(), host);
        var known = await other.BookAsync();
        await PublishAsync(host, "", "2021-01-01");
        var start = host.Now;
        host.Now = start.AddMilliseconds(999);
        (await other.BookAsync()).Should().BeSameAs(known);
        host.Now = start.AddSeconds(-1);
        (await other.BookAsync()).Should().NotBeSameAs(known, "a clock that was set back is not waited for");
        host.Now = start;
        known = await other.BookAsync();
        await PublishAsync(host, "", "2022-01-01");
        host.Now = start.AddSeconds(1);
        (await other.BookAsync()).Should().NotBeSameAs(known);
        other.Forget();
        var same = await other.BookAsync();
        host.Now = start.AddSeconds(5);
        (await other.BookAsync()).Should().BeSameAs(same, "the same documents say the same");
    }

    [Fact]
    public async Task A_list_holds_from_its_day_on_while_it_is_published_for_every_procedure()
    {
        var host = await SchoolHost.EmptyAsync();
        await PublishAsync(host, "", "2026-06-22");
        var shelf = host.Get<RoleShelf>();
        var documents = await host.Get<DocumentShelf>().AllAsync();
        async Task<bool> HoldsAsync(DateOnly day, Func<StoredDocument, StoredDocument> changed) =>
            (await shelf.OfAsync(documents.Select(changed), day, default)).At(SchoolHost.School).Find("clerk") is not null;
        var today = new DateOnly(2026, 6, 22);
        (await HoldsAsync(today, d => d)).Should().BeTrue();
        (await HoldsAsync(today.AddDays(-1), d => d)).Should().BeFalse();
        (await HoldsAsync(today, d => d with { State = StoredDocument.Draft })).Should().BeFalse();
        (await HoldsAsync(today, d => d with { Procedure = "aid" })).Should().BeFalse();
        (await HoldsAsync(today, d => d with { Kind = "form" })).Should().BeFalse();
        (await shelf.BookAsync()).At(SchoolHost.School).Find("clerk").Should().NotBeNull("it holds today");
    }

    [Fact]
    public async Task Of_several_texts_the_first_list_that_cannot_be_published_says_why()
    {
        var host = await SchoolHost.EmptyAsync();
        var shelf = host.Get<RoleShelf>();
        const string Nobody = """{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [ { "id": "class-teacher", "name": "班主任", "duties": [] } ] }""";
        const string Fine = """{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [ { "id": "clerk", "name": "办事员" } ] }""";
        async Task<string?> RefusedAsync(params string[] texts) => (await shelf.RefusalAsync(SchoolHost.School, texts, default))?.Code.Id;
        (await RefusedAsync(Fine)).Should().BeNull();
        (await RefusedAsync(Fine, Nobody)).Should().Be(RoleCodes.NobodyCarries.Id);
        (await RefusedAsync("""{ "kind": "form", "note": "roles" """, "\"roles\"", """{ "kind": "roles" }""", Nobody)).Should().Be(RoleCodes.NobodyCarries.Id, "what cannot be read is for others to tell");
        (await RefusedAsync(Repository.Json("workflows/national/matching-rules.json").ToJson())).Should().BeNull();
        (await RefusedAsync()).Should().BeNull();
    }

    private static async Task<Value> FactAsync(SchoolHost host, string unit, string duty) =>
        (await new DutyHolderSource(host.Get<Directory>(), host.Get<RoleShelf>(), host.Get<SignIns>()).LoadAsync(DutyHolderSource.FactOf(unit, duty), default)).Value;

    private static async Task<IEnumerable<string>> HoldersAsync(SchoolHost host, string unit = SchoolHost.School, string duty = Duty.PublishDefinitions)
    {
        var ids = (await FactAsync(host, unit, duty))["people"].Items.Select(p => Id.Parse(p.AsText()!)).ToList();
        var people = await host.Get<Directory>().PrincipalsAsync(Scope.All, "/");
        return ids.Select(id => people.Single(p => p.Id == id).Name);
    }

    private static async Task<Id> PutAsync(SchoolHost host, string name, string unit, bool signsIn = true, string role = "administrator", string kind = PutPrincipal.Person)
    {
        var id = Id.Of("principal", name);
        (await host.SendAsync(new PutPrincipal(unit, id, name, kind, [new(role, unit)], []) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        if (signsIn)
            (await host.SendAsync(new IssueAccess(id, host.Now, IssueAccess.Password, "hash", $"user-{id}"[..20], DateOnly.FromDateTime(host.Now.UtcDateTime)) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        return id;
    }

    private static async Task PublishAsync(SchoolHost host, string more, string from = "2020-01-01") => (await host.SendAsync(new PublishDocuments(
        SchoolHost.School, [$$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "{{from}}", "name": "岗位", {{more}}"roles": [ { "id": "clerk", "name": "办事员" } ] }"""]) { Principal = Principal.System, Key = "" }))
        .Rejected.Should().BeNull();
}
