using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Tests.Packs;

public sealed class SecondPersonTests
{
    private const string Key = "-/matching-rules/matching-rules/0001";

    private static string Rules(int days) => Repository.Json("workflows/national/matching-rules.json").ToJson().Replace("365", $"{days}", StringComparison.Ordinal);

    [Fact]
    public async Task What_one_administrator_publishes_waits_until_another_has_approved_it()
    {
        var host = await SchoolHost.ReadyAsync();
        var (jia, yi) = (await AdministratorAsync(host, "甲"), await AdministratorAsync(host, "乙"));

        (await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(90)]) { Principal = jia, Key = "", Reason = "本校缩短期限" })).Rejected.Should().BeNull();
        var proposed = await VersionAsync(host);
        (proposed.State, proposed.By).Should().Be((StoredDocument.Proposed, jia.Id));
        (await LayerAsync(host)).Should().Be("/", "nobody goes by it yet");

        (await host.SendAsync(Approve(jia, proposed))).Rejected!.Code.Should().Be(ShelfCodes.OwnProposal);
        (await host.SendAsync(Approve(yi with { IsMachine = true }, proposed))).Rejected!.Code.Should().Be(ShelfCodes.PersonApproves);
        (await host.SendAsync(Approve(Principal.System, proposed))).Rejected!.Code.Should().Be(ShelfCodes.PersonApproves);
        (await host.SendAsync(Approve(yi, proposed) with { Documents = [new(Key, "matching-rules/matching-rules@0")] })).Rejected!.Code.Should().Be(ShelfCodes.ProposalChanged);
        (await host.SendAsync(Approve(yi, proposed))).Rejected.Should().BeNull();
        var published = await VersionAsync(host);
        (published.State, published.By, published.ApprovedBy, published.Reason).Should().Be((StoredDocument.Published, jia.Id, yi.Id, "本校缩短期限"));
        (await LayerAsync(host)).Should().Be(SchoolHost.School);
        (await host.SendAsync(Approve(yi, published))).Rejected!.Code.Should().Be(ShelfCodes.NotProposed);
    }

    [Fact]
    public async Task What_is_changed_after_it_was_seen_is_not_approved_and_what_is_declined_is_a_draft_again()
    {
        var host = await SchoolHost.ReadyAsync();
        var (jia, yi) = (await AdministratorAsync(host, "甲"), await AdministratorAsync(host, "乙"));
        await host.SendAsync(new DraftDocument(SchoolHost.School, Rules(90)) { Principal = jia, Key = "" });
        (await host.SendAsync(new PublishDocument(SchoolHost.School, Key) { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        var seen = await VersionAsync(host);
        seen.State.Should().Be(StoredDocument.Proposed);

        await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(30)]) { Principal = jia, Key = "" });
        (await host.SendAsync(Approve(yi, seen))).Rejected!.Code.Should().Be(ShelfCodes.ProposalChanged);
        (await host.SendAsync(new DeclineDocument(SchoolHost.School, Key, "期限过短") { Principal = yi, Key = "" })).Rejected.Should().BeNull();
        var declined = await VersionAsync(host);
        (declined.State, declined.By, declined.Reason).Should().Be((StoredDocument.Draft, default(Id), "期限过短"));
        (await host.SendAsync(Approve(yi, declined))).Rejected!.Code.Should().Be(ShelfCodes.NotProposed);

        (await host.SendAsync(new PublishDocument(SchoolHost.School, Key) { Principal = jia, Key = "again" })).Rejected.Should().BeNull();
        (await VersionAsync(host)).Reason.Should().BeEmpty("why it was declined is not why it is published");
    }

    [Fact]
    public async Task Who_is_alone_publishes_alone_unless_a_higher_layer_wants_a_second_person()
    {
        var host = await SchoolHost.ReadyAsync();
        var jia = await AdministratorAsync(host, "甲");
        await host.SendAsync(new PutPrincipal(SchoolHost.School, Id.Of("principal", "never-came"), "从未激活", PutPrincipal.Person, [new("administrator", SchoolHost.School)], []) { Principal = Principal.System, Key = "" });

        (await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(90)]) { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        (await VersionAsync(host)).State.Should().Be(StoredDocument.Published, "nobody waits for somebody who cannot sign in");
        (await EventsAsync(host)).Should().Contain("\"PublishedAlone\"");

        await host.SendAsync(new PublishDocuments(SchoolHost.Province, ["""
            { "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "岗位", "secondPerson": ["publish-definitions"],
              "roles": [ { "id": "round-keeper", "name": "批次管理员" } ] }
            """]) { Principal = Principal.System, Key = "" });
        jia = (await host.Get<Directory>().PrincipalAsync(jia.Id))!;
        jia.Roles.At(SchoolHost.School).SecondPerson.Should().Equal(Duty.PublishDefinitions);
        (await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(60)]) { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        (await LatestAsync(host)).State.Should().Be(StoredDocument.Proposed);
    }

    /// <summary>What a school may publish of each sort: a definition, a layer over one, a document.</summary>
    public static TheoryData<string, string> Sorts => new()
    {
        { "definition", Definition }, { "overlay", Overlay }, { "matching-rules", Rules(90) },
    };

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Where_a_higher_layer_forbids_it_nobody_publishes_a_definition_a_layer_or_a_document_alone_nor_retracts_it(string kind, string text)
    {
        var host = await SchoolHost.ReadyAsync();
        await ForbidAsync(host);
        var (jia, above) = (await AdministratorAsync(host, "甲"), await AdministratorAsync(host, "省", SchoolHost.Province));

        (await host.SendAsync(new PublishDocuments(SchoolHost.School, [text]) { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        var proposed = await OwnAsync(host, kind);
        proposed.State.Should().Be(StoredDocument.Proposed);
        (await host.SendAsync(Approve(jia, proposed))).Rejected!.Code.Should().Be(ShelfCodes.OwnProposal);
        (await host.SendAsync(new DeclineDocument(SchoolHost.School, proposed.Key, "") { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        (await host.SendAsync(new PublishDocument(SchoolHost.School, proposed.Key) { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        (await OwnAsync(host, kind)).State.Should().Be(StoredDocument.Proposed, "a draft goes no other way");
        (await host.SendAsync(Approve(above, proposed))).Rejected.Should().BeNull();
        (await OwnAsync(host, kind)).State.Should().Be(StoredDocument.Published);

        (await host.SendAsync(new RetractDocument(SchoolHost.School, proposed.Key, "mistake") { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        var leaving = await OwnAsync(host, kind);
        (leaving.State, leaving.RetractBy).Should().Be((StoredDocument.Published, jia.Id));
        (await host.SendAsync(Approve(jia, leaving))).Rejected!.Code.Should().Be(ShelfCodes.OwnProposal);
        (await host.SendAsync(Approve(above, leaving))).Rejected.Should().BeNull();
        (await OwnAsync(host, kind)).State.Should().Be(StoredDocument.Retracted);
        (await EventsAsync(host)).Should().NotContain("Alone\"");
    }

    [Fact]
    public async Task A_school_cannot_take_back_that_nobody_publishes_alone_and_is_told_of_a_duty_of_which_nothing_waits()
    {
        var host = await SchoolHost.ReadyAsync();
        await ForbidAsync(host);
        await host.SendAsync(new PublishDocuments(SchoolHost.School, [List("")]) { Principal = Principal.System, Key = "" });
        var jia = await AdministratorAsync(host, "甲");
        jia.Roles.At(SchoolHost.School).SecondPerson.Should().BeEquivalentTo(Duty.PublishDefinitions, Duty.SetUp);

        var findings = PackReader.Read(List("\"secondPerson\": [\"keep-rounds\"], ")).Diagnostics;
        findings.Should().ContainSingle(f => f.Code == PackCodes.UnknownWord && f.Severity == Engine.Analysis.Severity.Warning).Which.Arguments["word"].Should().Be("keep-rounds");
    }

    [Fact]
    public async Task A_program_and_an_import_by_hand_wait_for_the_person_who_can_sign_in()
    {
        var host = await SchoolHost.ReadyAsync();
        var machine = new Principal(Id.Of("principal", "machine"), "接口", [new Grant("administrator", SchoolHost.School)]) { IsMachine = true };
        var import = new PublishDocuments(SchoolHost.School, [Rules(90)]) { Principal = Principal.System, Key = "", ForReview = true };
        await host.SendAsync(import);
        (await VersionAsync(host)).State.Should().Be(StoredDocument.Published, "there is nobody yet");

        var jia = await AdministratorAsync(host, "甲");
        await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(60)]) { Principal = machine, Key = "" });
        (await LatestAsync(host)).State.Should().Be(StoredDocument.Proposed);
        (await host.SendAsync(Approve(jia, await LatestAsync(host)))).Rejected.Should().BeNull();
        await host.SendAsync(import with { Texts = [Rules(30)] });
        (await LatestAsync(host)).State.Should().Be(StoredDocument.Proposed);
    }

    [Fact]
    public async Task A_retraction_that_was_approved_is_neither_approved_again_nor_declined()
    {
        var host = await SchoolHost.ReadyAsync();
        var (jia, yi) = (await AdministratorAsync(host, "甲"), await AdministratorAsync(host, "乙"));
        await host.SendAsync(new PublishDocuments(SchoolHost.School, [Rules(90)]) { Principal = Principal.System, Key = "" });
        (await host.SendAsync(new RetractDocument(SchoolHost.School, Key, "mistake") { Principal = jia, Key = "" })).Rejected.Should().BeNull();
        var leaving = await VersionAsync(host);
        leaving.IsLeaving.Should().BeTrue();
        (await host.SendAsync(Approve(yi, leaving))).Rejected.Should().BeNull();

        var gone = await VersionAsync(host);
        (gone.State, gone.RetractBy, gone.RetractReason).Should().Be((StoredDocument.Retracted, default(Id), ""));
        (await host.SendAsync(Approve(yi, leaving))).Rejected!.Code.Should().Be(ShelfCodes.NotProposed);
        (await host.SendAsync(new DeclineDocument(SchoolHost.School, Key, "no") { Principal = yi, Key = "" })).Rejected!.Code.Should().Be(ShelfCodes.NotProposed);
        (gone with { RetractBy = jia.Id }).IsLeaving.Should().BeFalse("an older database kept who proposed it");
    }
    private const string Overlay = $$"""
        { "kind": "overlay", "id": "longer", "procedure": "{{SchoolHost.Procedure}}", "article": "本校章程 第二条", "from": "2020-01-01", "name": "七日公示",
          "changes": [ { "do": "set", "activity": "publicity", "option": "days", "value": 7 } ] }
        """;

    private const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "own", "name": "本校流程", "outcomes": ["Determined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "told", "type": "Elsa.WriteLine", "text": "好" }, { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] } ], "connections": [ "told -> determined" ] } }
        """;

    private static string List(string more) => $$"""
        { "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "岗位", {{more}}"roles": [ { "id": "round-keeper", "name": "批次管理员" } ] }
        """;

    private static async Task ForbidAsync(SchoolHost host) => (await host.SendAsync(
        new PublishDocuments(SchoolHost.Province, [List("\"secondPerson\": [\"publish-definitions\", \"set-up\"], ")]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

    private static async Task<StoredDocument> OwnAsync(SchoolHost host, string kind) =>
        (await host.Get<DocumentShelf>().AllAsync(UnitState.IdOf(SchoolHost.School))).Single(d => d.Kind == kind);

    private static ApproveDocuments Approve(Principal by, StoredDocument document) =>
        new(SchoolHost.School, [new SeenProposal(document.Key, document.Pin)]) { Principal = by, Key = "" };

    private static async Task<Principal> AdministratorAsync(SchoolHost host, string name, string unit = SchoolHost.School)
    {
        var id = Id.Of("principal", name);
        (await host.SendAsync(new PutPrincipal(unit, id, name, PutPrincipal.Person, [new("administrator", unit)], []) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        var now = host.Now;
        (await host.SendAsync(new IssueAccess(id, now, IssueAccess.Password, "hash", name switch { "甲" => "jia-admin", "乙" => "yi-admin", _ => "above-admin" }, DateOnly.FromDateTime(now.UtcDateTime)) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        return (await host.Get<Directory>().PrincipalAsync(id))!;
    }

    private static async Task<StoredDocument> VersionAsync(SchoolHost host) =>
        (await host.Get<DocumentShelf>().AllAsync(UnitState.IdOf(SchoolHost.School))).Single(d => d.Kind == "matching-rules");

    private static async Task<StoredDocument> LatestAsync(SchoolHost host) =>
        (await host.Get<DocumentShelf>().AllAsync(UnitState.IdOf(SchoolHost.School))).Where(d => d.Kind == "matching-rules").MaxBy(d => d.Version)!;

    private static async Task<string> LayerAsync(SchoolHost host) =>
        DocumentShelf.Holding(await host.Get<DocumentShelf>().AllAsync(), SchoolHost.School, SchoolHost.Procedure, new DateOnly(2026, 9, 1)).Single(d => d.Kind == "matching-rules").Layer;

    private static async Task<string> EventsAsync(SchoolHost host) => string.Concat(
        (await host.Store.EventsAsync(UnitState.IdOf(SchoolHost.School), 0)).Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));
}
