using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Roles;

/// <summary>Who carries which duty is said in documents, layer by layer.</summary>
public sealed class RoleLayerTests
{
    private const string Registrar = """{ "id": "registrar", "name": { "zh-CN": "学生处", "en": "Registrar" }, "duties": ["keep-rounds"], "units": ["school"] }""";

    [Fact]
    public async Task A_role_that_a_school_adds_carries_its_duty_there_and_nowhere_else()
    {
        var host = await SchoolHost.EmptyAsync();
        (await PublishAsync(host, SchoolHost.School, Registrar)).Rejected.Should().BeNull();

        var book = await host.Get<RoleShelf>().BookAsync();
        var registrar = Holder("registrar", SchoolHost.School) with { Roles = book };
        Duties.Rounds(registrar, SchoolHost.School).Should().BeNull();
        Duties.Rounds(registrar, SchoolHost.ClassA).Should().BeNull();
        Duties.Setup(registrar, SchoolHost.School)!.In("zh-CN").Should().Contain("系统管理员");
        Duties.Rounds(Holder("registrar", SchoolHost.Province) with { Roles = book }, SchoolHost.Province).Should().NotBeNull("the province's list does not know it");
    }

    [Fact]
    public async Task A_school_takes_a_duty_away_from_a_role_unless_a_higher_layer_requires_it()
    {
        var host = await SchoolHost.EmptyAsync();
        const string Kept = """{ "id": "aid-office", "name": "资助中心", "duties": ["keep-rounds", "operate"], "required": ["operate"] }""";
        const string Less = """{ "id": "aid-office", "name": "资助办", "duties": ["hand-out-papers", "post-notices", "enter-reference-levels", "confirm-entry"] }""";
        const string Enough = """{ "id": "aid-office", "name": "资助办", "duties": ["operate", "post-notices", "enter-reference-levels", "confirm-entry"] }""";
        (await PublishAsync(host, SchoolHost.Province, Kept, Duty.PostNotices, Duty.EnterReferenceLevels, Duty.ConfirmEntry)).Rejected.Should().BeNull();

        (await PublishAsync(host, SchoolHost.School, Less)).Rejected!.Code.Should().Be(RoleCodes.DutyRequired);
        (await PublishAsync(host, SchoolHost.School, Enough)).Rejected.Should().BeNull();

        var office = Holder("aid-office", SchoolHost.School) with { Roles = await host.Get<RoleShelf>().BookAsync() };
        Duties.Rounds(office, SchoolHost.School).Should().NotBeNull();
        Duties.Operations(office, SchoolHost.School).Should().BeNull();
    }

    [Fact]
    public async Task A_list_that_leaves_a_duty_to_nobody_is_refused()
    {
        var host = await SchoolHost.EmptyAsync();
        (await PublishAsync(host, SchoolHost.School, """{ "id": "class-teacher", "name": "班主任", "duties": [] }""")).Rejected!.Code.Should().Be(RoleCodes.NobodyCarries);
    }

    [Fact]
    public async Task What_is_retracted_holds_no_longer()
    {
        var host = await SchoolHost.EmptyAsync();
        (await PublishAsync(host, SchoolHost.School, Registrar)).Rejected.Should().BeNull();
        var shelf = host.Get<RoleShelf>();
        (await shelf.BookAsync()).At(SchoolHost.School).Find("registrar").Should().NotBeNull();

        (await host.SendAsync(new RetractDocument(SchoolHost.School, "-/roles/roles/0001", "mistake") { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        (await shelf.BookAsync()).At(SchoolHost.School).Find("registrar").Should().BeNull();
    }

    [Fact]
    public async Task A_grant_names_a_role_that_is_known_at_a_unit_where_it_makes_sense()
    {
        var host = await SchoolHost.EmptyAsync();
        (await GrantAsync(host, "registrar", SchoolHost.School)).Rejected!.Code.Should().Be(RoleCodes.Unknown);
        (await PublishAsync(host, SchoolHost.School, Registrar)).Rejected.Should().BeNull();
        (await GrantAsync(host, "registrar", SchoolHost.School)).Rejected.Should().BeNull();
        (await GrantAsync(host, "registrar", SchoolHost.ClassA)).Rejected!.Code.Should().Be(RoleCodes.WrongUnit);
    }

    [Fact]
    public async Task A_student_s_role_of_the_list_is_no_staff()
    {
        var host = await SchoolHost.EmptyAsync();
        (await PublishAsync(host, SchoolHost.School, """{ "id": "room-leader", "name": "寝室长", "duties": [], "student": true }""")).Rejected.Should().BeNull();
        var leader = Holder("room-leader", SchoolHost.ClassA);
        leader.IsStaff(_ => true, new HashSet<string>()).Should().BeTrue("no list knows it yet");
        (leader with { Roles = await host.Get<RoleShelf>().BookAsync() }).IsStaff(_ => true, new HashSet<string>()).Should().BeFalse();
    }

    [Fact]
    public void A_duty_that_the_product_does_not_know_is_a_finding() =>
        PackReader.Read(List("""{ "id": "registrar", "name": "学生处", "duties": ["keep-round"] }""")).Diagnostics.Should().ContainSingle(d => d.Code == PackCodes.UnknownWord);

    [Fact]
    public void The_shipped_list_leaves_no_duty_to_nobody() =>
        Duty.Names.Keys.Should().OnlyContain(d => RoleList.Shipped.With(d).Any());

    private static Principal Holder(string role, string unit) => new(Id.Of("principal", role), role, [new Grant(role, unit)]);

    private static Task<Answer> GrantAsync(SchoolHost host, string role, string unit) =>
        host.SendAsync(new PutPrincipal("/", Id.Of("principal", role, unit), "某人", PutPrincipal.Person, [new Grant(role, unit)], []) { Principal = Principal.System, Key = "" });

    /// <summary>A list with the role, and another one that carries what the role would leave to nobody.</summary>
    private static Task<Answer> PublishAsync(SchoolHost host, string unit, string role, params string[] others)
    {
        var rest = others.Length == 0 ? "" : $$""", { "id": "clerk", "name": "办事员", "duties": [{{string.Join(',', others.Select(o => $"\"{o}\""))}}] }""";
        return host.SendAsync(new PublishDocuments(unit, [List(role + rest)]) { Principal = Principal.System, Key = "" });
    }

    private static string List(string roles) =>
        $$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [{{roles}}] }""";
}
