using FluentAssertions;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Rosters;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Archiving;

/// <summary>From the end of the notice to the filed round: entry, five numbers, package, receipts, reconsideration.</summary>
public abstract class ArchiveConformance
{
    private const string Bureau = "/bureau/";

    protected abstract IStoreUnderTest Open();

    private static async Task<AidOffice> EndedAsync(IStoreUnderTest store, int students)
    {
        var office = await AidOffice.OpenAsync(store, students);
        await office.EndAsync(await office.PostAsync(students));
        return office;
    }

    private static Principal Officer => new(Id.Of("principal", "officer"), "县教育局", [new Grant("aid-officer", Bureau)]);

    private static Principal Student(int n) => new(Id.Of("principal", $"student{n}"), "学生", []) { Persons = [TestSchool.PersonOf(n)] };

    private static async Task<ExportFile> ReportAsync(AidOffice office)
    {
        var (file, rejected) = await office.Exports.PreviewAsync(Scope.All, office.School.Round, "authority-report", AidOffice.Day, default);
        rejected.Should().BeNull();
        // The shipped layout knows the shipped levels; this school has others.
        return ExportFile.Of(
            file!.Profile with { Columns = [.. file.Profile.Columns.Select(c => c with { Codes = c.Codes.Clear() })] },
            file.Cases.Select((c, i) => new ExportRow(c, (Engine.Expressions.RecordValue)Engine.Expressions.Value.Parse($$"""{ "place": { "school": "示例学院" }, "person": { "name": "{{file.Rows[i][3]}}" }, "case": { "level": "low" }, "round": { "schoolYear": "2026" } }"""))));
    }

    [Fact]
    public async Task The_five_numbers_name_who_is_missing_where()
    {
        await using var store = Open();
        var office = await EndedAsync(store, 3);
        var file = await ReportAsync(office);
        (await office.RecordAsync(file)).Rejected.Should().BeNull();
        (await office.ConfirmAsync(file.Batch, 2, office.School.CaseOf(1))).Rejected.Should().BeNull();

        var counts = (await office.Counts.LoadAsync(Scope.All, office.School.Round, default))!;

        counts.Sets.Select(s => (s.Id, s.Cases.Count)).Should().Equal(("decided", 3), ("published", 3), ("entered", 0), ("archived", 0), ("reported", 2));
        counts.Differences.Single(d => d.Name == "学生乙").MissingIn.Should().Equal("entered", "archived", "reported");
        counts.Differences.Single(d => d.Name == "学生甲").MissingIn.Should().Equal("entered", "archived");
    }

    [Fact]
    public async Task Who_passed_before_an_objection_was_upheld_counts_as_published()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3, ObjectionEffects.None);
        var notice = await office.PostAsync(3);
        (await office.School.ObjectAsync(notice, 0)).Rejected.Should().BeNull();
        (await office.School.ObjectAsync(notice, 1)).Rejected.Should().BeNull();
        (await office.School.AnswerAsync(notice, 2, upheld: true)).Rejected.Should().BeNull();
        await office.EndAsync(notice);
        (await office.School.AnswerAsync(notice, 1, upheld: true)).Rejected.Should().BeNull();

        var counts = (await office.Counts.LoadAsync(Scope.All, office.School.Round, default))!;

        counts.Sets.Single(s => s.Id == "published").Cases.Should().BeEquivalentTo([office.School.CaseOf(0), office.School.CaseOf(2)]);
    }

    [Fact]
    public async Task What_comes_back_of_a_batch_is_known_by_who_was_in_it_whatever_became_of_them()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3);
        var notice = await office.PostAsync(3);
        var batch = new ExportBatch("b", "authority-report", ExportProfile.Report, "hash", AidOffice.Day, [office.School.CaseOf(0), office.School.CaseOf(1)], null);
        (await office.School.ObjectAsync(notice, 1)).Rejected.Should().BeNull();
        (await office.School.AnswerAsync(notice, 1, upheld: true)).Rejected.Should().BeNull();
        await office.EndAsync(notice);

        var (today, _) = await office.Exports.PreviewAsync(Scope.All, office.School.Round, "authority-report", AidOffice.Day, default);
        var (again, _) = await office.Exports.AgainAsync(Scope.All, office.School.Round, batch, AidOffice.Day, default);

        today!.Cases.Should().BeEquivalentTo([office.School.CaseOf(0), office.School.CaseOf(2)]);
        again!.Cases.Should().BeEquivalentTo(batch.Cases);
    }

    [Fact]
    public async Task An_entry_is_confirmed_once_with_a_count_that_adds_up()
    {
        await using var store = Open();
        var office = await EndedAsync(store, 2);
        var file = await ReportAsync(office);
        (await office.ConfirmAsync(file.Batch, 2)).Rejected!.Code.Id.Should().Be("export-batch-unknown");
        await office.RecordAsync(file);
        (await office.ConfirmAsync(file.Batch, 2, office.School.CaseOf(0))).Rejected!.Code.Id.Should().Be("entered-count-differs");
        (await office.ConfirmAsync(file.Batch, 1, Id.Of("case", "nobody"))).Rejected!.Code.Id.Should().Be("refused-row-not-in-batch");
        (await office.ConfirmAsync(file.Batch, 2)).Rejected.Should().BeNull();
        (await office.ConfirmAsync(file.Batch, 2)).Rejected!.Code.Id.Should().Be("export-batch-confirmed");
    }

    [Fact]
    public async Task A_round_is_filed_only_when_it_is_completed_and_no_list_is_open()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        var notice = await office.PostAsync(2);
        (await office.ArchiveAsync("0123456789abcdef")).Rejected!.Code.Id.Should().Be("lists-not-released");
        await office.EndAsync(notice);
        (await office.ArchiveAsync("0123456789abcdef")).Rejected!.Code.Id.Should().Be("round-not-completed");
        (await office.CompleteAsync()).Rejected.Should().BeNull();
        (await office.ArchiveAsync("x")).Rejected!.Code.Id.Should().Be("archive-without-package");
        (await office.ArchiveAsync("0123456789abcdef")).Rejected.Should().BeNull();
        (await office.RecordAsync(await ReportAsync(office))).Rejected!.Code.Id.Should().Be("round-not-open");
    }

    [Fact]
    public async Task The_package_is_the_same_twice_and_names_what_an_inspection_would_miss()
    {
        await using var store = Open();
        var office = await EndedAsync(store, 2);

        var one = (await office.Archive.BuildAsync(Scope.Of(TestSchool.School), office.School.Round, AidOffice.Day, default))!;
        var two = (await office.Archive.BuildAsync(Scope.Of(TestSchool.School), office.School.Round, AidOffice.Day, default))!;

        two.Zip.ToArray().Should().Equal(one.Zip.ToArray());
        one.Missing.Should().Contain("公示及照片：第 1 份名单的张贴照片").And.Contain("录入回执：录入确认").And.Contain("量化表及通过记录：量化分值表");
        one.Missing.Where(m => m.EndsWith("第 1 次决定的签字扫描件", StringComparison.Ordinal)).Should().HaveCount(2).And.OnlyContain(m => m.StartsWith("评议记录：", StringComparison.Ordinal));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(one.Zip.ToArray()));
        zip.Entries.Select(e => e.FullName.Split('/')[0]).Distinct().Should().StartWith(["00-目录.html", "02-机构及公示"]).And.EndWith("SHA256.txt").And.BeInAscendingOrder(StringComparer.Ordinal);
        (await office.Archive.BuildAsync(Scope.Of("/other/"), office.School.Round, AidOffice.Day, default)).Should().BeNull();
    }

    [Fact]
    public async Task Receipts_tell_who_still_has_to_be_reached()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3);
        var handler = new RecordReceiptsHandler(office.Runner, store.Reader);
        Task<Casework.Steps.Answer> Record(string track, Principal by, params Receipt[] given) =>
            handler.Handle(new RecordReceipts(office.School.Round, track, [.. given]) { Principal = by, Key = office.NextKey() }, default);
        var receipt = new Receipt(TestSchool.PersonOf(0), AidOffice.Day, "paper");

        (await Record("freshmen", Principal.System, receipt)).Rejected!.Code.Id.Should().Be("track-not-told");
        (await Record("enrolled", Officer, receipt)).Succeeded.Should().BeFalse("another unit's officer keeps no receipts here");
        (await Record("enrolled", Principal.System, receipt)).Rejected.Should().BeNull();

        (await office.Receipts.WithoutAsync(Scope.All, office.School.Round, "enrolled", TestSchool.School)).Select(p => p.Name).Should().Equal("学生丙", "学生乙");
        var print = await office.Prints.RenderAsync(
            Scope.Of(TestSchool.School), new PrintRequest(PrintForms.WithoutReceipt, AidOffice.Day) { Round = office.School.Round, Track = "enrolled" }, default);
        print.Html.Should().Contain("共 2 人").And.NotContain("学生甲");
        var letters = await office.Prints.RenderAsync(
            Scope.Of(TestSchool.School), new PrintRequest(PrintForms.Announcement, AidOffice.Day) { Round = office.School.Round, Track = "enrolled", Unit = TestSchool.ClassA }, default);
        letters.Html!.Split("<section ").Should().HaveCount(3);
    }

    [Fact]
    public async Task A_reconsideration_is_answered_by_the_schools_authority_and_printed_with_its_number()
    {
        await using var store = Open();
        var office = await EndedAsync(store, 2);
        Task<Casework.Steps.Answer> Ask(Principal by, string text) =>
            office.Reconsiderations.Handle(new RequestReconsideration(office.School.CaseOf(0), "letter", text) { Principal = by, Key = office.NextKey() }, default);
        Task<Casework.Steps.Answer> Answer(Principal by, Id id, string number) => office.Reconsiderations.Handle(
            new AnswerReconsideration(id, "maintained", "程序合规", number, AidOffice.Day) { Principal = by, Key = office.NextKey() }, default);

        (await Ask(Student(0), "请复核")).Rejected!.Code.Id.Should().Be("no-authority");
        (await new PutAuthorityHandler(office.Runner).Handle(
            new PutAuthority(TestSchool.School, new Authority(Bureau, "示例县教育局", "aid-officer")) { Principal = Principal.System, Key = office.NextKey() }, default)).Rejected.Should().BeNull();
        (await Ask(Student(1), "请复核")).Rejected!.Code.Id.Should().Be("not-found", "it is somebody else's case");
        (await Ask(Student(0), " ")).Rejected!.Code.Id.Should().Be("reconsideration-without-text");
        var asked = await Ask(Student(0), "请复核");
        asked.Rejected.Should().BeNull();
        (await Ask(Student(0), "再请复核")).Rejected!.Code.Id.Should().Be("reconsideration-open");
        (await Answer(Student(0), asked.Stream, "x")).Rejected!.Code.Id.Should().Be("not-found");
        (await Answer(Officer, asked.Stream, "")).Rejected!.Code.Id.Should().Be("reconsideration-without-answer");
        (await Answer(Officer, asked.Stream, "教资复〔2026〕3号")).Rejected.Should().BeNull();
        (await Answer(Officer, asked.Stream, "教资复〔2026〕4号")).Rejected!.Code.Id.Should().Be("reconsideration-answered");

        var request = new PrintRequest(PrintForms.ReconsiderationAnswer, AidOffice.Day) { Reconsideration = asked.Stream };
        (await office.Prints.RenderAsync(Scope.Of(Bureau), request, default)).Rejected!.Code.Id.Should().Be("not-found", "to stand at the authority's unit is not to answer for it");
        var print = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), request, default);
        print.Html.Should().Contain("教资复〔2026〕3号").And.Contain("示例县教育局").And.Contain("维持学校的认定结果").And.Contain("学生甲");
        (await Ask(Student(0), "再请复核")).Rejected.Should().BeNull("the first one is answered");
    }

    [Fact]
    public async Task Before_the_result_there_is_nothing_to_reconsider()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 1);
        await new PutAuthorityHandler(office.Runner).Handle(
            new PutAuthority(TestSchool.School, new Authority(Bureau, "示例县教育局", "aid-officer")) { Principal = Principal.System, Key = office.NextKey() }, default);

        (await office.Reconsiderations.Handle(new RequestReconsideration(office.School.CaseOf(0), "letter", "请复核") { Principal = Student(0), Key = office.NextKey() }, default))
            .Rejected!.Code.Id.Should().Be("reconsideration-too-early");
    }

    [Fact]
    public async Task A_letter_of_the_result_goes_to_those_who_have_one()
    {
        await using var store = Open();
        var office = await EndedAsync(store, 2);

        var letters = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), new PrintRequest(PrintForms.Determined, AidOffice.Day) { Round = office.School.Round }, default);
        var refusals = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), new PrintRequest(PrintForms.NotDetermined, AidOffice.Day) { Round = office.School.Round }, default);

        letters.Html!.Split("<section ").Should().HaveCount(3);
        letters.Html.Should().Contain("认定等级为：高").And.NotContain("申请认定复议");
        refusals.Rejected!.Code.Id.Should().Be("nothing-to-print");
    }
}

public sealed class SqliteArchives : ArchiveConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();
}

public sealed class MemoryArchives : ArchiveConformance
{
    protected override IStoreUnderTest Open() => new MemoryConformance.UnderTest();
}
