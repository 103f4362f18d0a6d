using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Applications;

public sealed class ApplicationTests
{
    private static readonly Value Signed = Value.Record(("name", "周雨禾"), ("signer", "student"));

    private static CaseWorld Apply(params (string, Value)[] options) =>
        Of([Node("apply", "StudentAid.Application", [("form", "determination-form"), .. options])], "apply.Waived -> end").Window();

    private static Value Submission(params (string, Value)[] more) => more.Aggregate(Value.Record(("answers", Answers()), ("commitment", Signed)), (all, m) => all.With(m.Item1, m.Item2));

    [Fact]
    public void An_application_is_submitted_and_its_answers_are_kept_sealed_only()
    {
        var world = Apply().Start();
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "applicant", Person, Unit = "/s/d/c/" });
        world.Do("submit", Submission()).Should().BeNull();

        world.Case.State.Outcomes.Should().Equal("Done");
        world.Variable("answers").AsText().Should().Be($"{world.Case.Id}/2/0");
        var noted = world.Notes("submitted").Single();
        noted["signer"].AsText().Should().Be("student");
        noted["commitment"].AsText().Should().HaveLength(64);
        world.Plain.Should().NotContain("周").And.NotContain("subsistence").And.NotContain("1380000");
    }

    [Fact]
    public void A_draft_is_saved_with_gaps_and_submitted_without_sending_it_again()
    {
        var world = Apply().Start();
        var shown = world.Open(BookmarkKind.Task).ShownAt;
        world.Do("save", Value.Record(("answers", Value.EmptyRecord)), shownAt: shown).Should().BeNull();
        world.Open(BookmarkKind.Task).ShownAt.Should().BeGreaterThan(shown);
        world.Do("save", Value.Record(("answers", Answers())), shownAt: shown)!.Code.Id.Should().Be("changed-since-shown");

        world.Do("submit", Value.Record(("commitment", Signed)))!.Code.Id.Should().Be("application-form-errors");
        world.Do("save", Value.Record(("answers", Answers())));
        world.Do("submit", Value.Record(("commitment", Signed))).Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void Errors_of_the_form_are_counted_and_placed()
    {
        var world = Apply().Start();
        var answers = Answers().With("family", ((RecordValue)Answers()["family"]).Without("address").Without("elders"));
        var refused = world.Do("submit", Value.Record(("answers", answers), ("commitment", Signed)))!;
        refused.Code.Id.Should().Be("application-form-errors");
        refused.Arguments["count"].Should().Be("2");
        refused.Arguments["pointers"].Should().Contain("/family/address form-field-missing").And.Contain("/family/elders");
        refused.In("zh-CN").Should().Contain("详细通讯地址");
    }

    [Fact]
    public void Nothing_is_taken_outside_the_window()
    {
        var early = Apply().Window(opens: "2026-09-08T00:00:00Z").Start();
        early.Do("submit", Submission())!.Code.Id.Should().Be("window-closed");
        early.Do("save", Value.Record(("answers", Answers())))!.Code.Id.Should().Be("window-closed");
    }

    [Theory]
    [InlineData("2026-08-31", "evidence-expired")]
    [InlineData("2099-08-31", null)]
    public void Evidence_that_has_run_out_is_refused_with_its_day(string until, string? code)
    {
        var world = Apply().Start();
        var evidence = Value.List(Value.Record(("type", "disability-certificate"), ("hash", new string('a', 64)), ("validUntil", until)));
        var refused = world.Do("submit", Submission(("evidence", evidence)));
        refused?.Code.Id.Should().Be(code);
        if (code is not null)
            refused!.In("zh-CN").Should().Contain(until[..4]);
        (refused is null).Should().Be(code is null);
    }

    [Theory]
    [InlineData("2026-09-07T15:59:59Z", null)]
    [InlineData("2026-09-07T16:00:00Z", "evidence-expired")]
    public void Evidence_holds_until_midnight_where_the_school_is(string now, string? code)
    {
        var world = Apply().Start();
        world.World.MoveTo(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var evidence = Value.List(Value.Record(("type", "disability-certificate"), ("hash", new string('a', 64)), ("validUntil", "2026-09-07")));
        world.Do("submit", Submission(("evidence", evidence)))?.Code.Id.Should().Be(code);
        world.Notes("submitted").Should().HaveCount(code is null ? 1 : 0);
    }

    [Fact]
    public void A_draft_that_is_not_submitted_ends_as_not_applied_when_the_window_closes()
    {
        var world = Apply().Start();
        world.Do("save", Value.Record(("answers", Answers())));
        world.World.FireNext().Should().BeTrue();
        world.World.Now.Should().Be(new DateTimeOffset(2026, 9, 10, 16, 0, 0, TimeSpan.Zero));
        world.Case.State.Outcomes.Should().Equal("NotApplied");
    }

    [Fact]
    public void A_moved_window_moves_the_deadline()
    {
        var world = Apply().Start();
        world.Window(closes: "2026-09-24T16:00:00Z").Do("window", kind: BookmarkKind.Deadline).Should().BeNull();
        world.Open(BookmarkKind.Deadline).Due.Should().Be(new DateTimeOffset(2026, 9, 24, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_deadline_that_fires_before_the_message_of_the_moved_window_ends_nothing()
    {
        var world = Apply().Start();
        world.Window(closes: "2026-09-24T16:00:00Z").World.FireNext();
        world.At.Should().Be("apply");
        world.World.FireNext();
        world.Case.State.Outcomes.Should().Equal("NotApplied");
    }

    [Fact]
    public void Without_a_window_nothing_is_taken_until_there_is_one()
    {
        var world = Of([Node("apply", "StudentAid.Application", ("form", "determination-form"))], "apply.Waived -> end").Start();
        world.Do("submit", Submission())!.Code.Id.Should().Be("window-closed");
        world.Window().Do("window").Should().BeNull();
        world.Open(BookmarkKind.Deadline).Due.Should().NotBeNull();
        world.Do("submit", Submission()).Should().BeNull();
    }

    [Fact]
    public void A_waiver_is_recorded_with_its_reason()
    {
        var world = Apply().Start();
        world.Do("waive")!.Code.Id.Should().Be("not-coded");
        world.Do("waive", Value.Record(("reason", "我家里的情况好转了")))!.Code.Id.Should().Be("not-coded");
        world.Do("waive", Value.Record(("reason", "improved"), ("signed", Hash))).Should().BeNull();
        world.Events.OfType<InstanceEvent.Ran>().Should().Contain(r => r.Node == "apply" && r.Outcomes.Single() == "Waived");
    }

    [Fact]
    public void A_commitment_must_be_signed_in_its_present_words_by_who_may()
    {
        var world = Apply().Start();
        world.Do("submit", Value.Record(("answers", Answers())))!.Code.Id.Should().Be("commitment-missing");
        world.Do("submit", Submission(("commitment", Value.Record(("name", "甲"), ("text", Hash)))))!.Code.Id.Should().Be("commitment-text-changed");
        world.Do("submit", Submission(("commitment", Value.Record(("name", "甲"), ("signer", "uncle")))))!.Code.Id.Should().Be("applicant-not-allowed");
        world.Do("submit", Submission(("applicant", "student"), ("commitment", Value.Record(("name", "甲"), ("signer", "uncle")))))!.Code.Id.Should().Be("commitment-wrong-signer");
    }

    [Fact]
    public void A_guardian_applies_where_the_option_says_so()
    {
        var world = Apply(("applicant", "guardian"), ("commitment", "not-asked")).Start();
        world.Do("submit", Value.Record(("answers", Answers()), ("applicant", "student")))!.Code.Id.Should().Be("applicant-not-allowed");
        world.Do("submit", Value.Record(("answers", Answers()), ("applicant", "guardian"))).Should().BeNull();
        world.Notes("submitted").Single()["applicant"].AsText().Should().Be("guardian");
    }

    [Theory]
    [InlineData("guardian", "guardian")]
    [InlineData("student", "student")]
    [InlineData("either", "student")]
    public void Whom_an_entry_of_the_staff_does_not_name_is_the_only_one_who_may_apply_and_no_guardian_where_both_may(string option, string applicant)
    {
        var world = Apply(("applicant", option), ("commitment", "not-asked")).Start();
        world.Do("submit", Value.Record(("answers", Answers()))).Should().BeNull();
        world.Notes("submitted").Single()["applicant"].AsText().Should().Be(applicant);
    }

    [Fact]
    public void A_students_own_account_neither_applies_nor_signs_as_his_guardian()
    {
        var world = Apply(("applicant", "guardian")).Start();
        world.World.Actor = FamilyAccount.StudentId(Person);
        world.Do("submit", Submission())!.Code.Id.Should().Be("applicant-not-allowed");
        world.Do("submit", Submission(("applicant", "guardian")))!.Code.Id.Should().Be("applicant-not-account");
        world.Do("submit", Submission(("commitment", Value.Record(("name", "周大山"), ("signer", "guardian")))))!.Code.Id.Should().Be("applicant-not-account");
        world.Do("submit", Submission(("applicant", "student"), ("commitment", Value.Record(("name", "周大山"), ("signer", "guardian")))))!.Code.Id.Should().Be("applicant-not-account");

        world.World.Actor = FamilyAccount.GuardianId(Person, 2);
        world.Do("submit", Submission(("applicant", "student")))!.Code.Id.Should().Be("applicant-not-account");
        var text = TextOf(Apply().Start());
        world.Do("submit", Submission(("commitment", Value.Record(("name", "周大山")))))!.Code.Id.Should().Be("commitment-not-shown", "nobody signs what he was not shown");
        world.Do("submit", Submission(("commitment", Value.Record(("name", "周大山"), ("text", text))))).Should().BeNull("a guardian's account need not say so");
        world.Notes("submitted").Single()["applicant"].AsText().Should().Be("guardian");
    }

    [Fact]
    public void A_students_own_account_gives_no_signature_of_his_guardian()
    {
        var world = Apply().Start();
        world.World.Actor = FamilyAccount.StudentId(Person);
        var signed = Value.Record(("name", "周雨禾"), ("text", TextOf(Apply().Start())));
        world.Do("submit", Submission(("commitment", signed.With("guardian", Value.Record(("name", "周大山"), ("relation", "father"))))))!.Code.Id.Should().Be("guardian-signs-himself");
        world.Do("submit", Submission(("commitment", signed))).Should().BeNull();
    }

    [Fact]
    public void A_draft_keeps_the_evidence_that_was_named_with_it_sealed_beside_the_answers()
    {
        var world = Apply().Start();
        world.Do("save", Value.Record(("answers", Answers()), ("evidence", Value.List(Value.Record(("type", "残疾证"), ("hash", "残疾"))))))!.Code.Id.Should().Be("evidence-unfit");
        world.Do("save", Value.Record(("answers", Answers()), ("evidence", Value.List(Value.Record(("type", "残疾证"), ("hash", Hash)))))).Should().BeNull();
        var data = world.Events.OfType<InstanceEvent.DataSet>().Last().Data;
        data["draft"].AsText().Should().NotBeNullOrEmpty();
        data["evidence"].AsText().Should().NotBeNullOrEmpty().And.NotBe(data["draft"].AsText());
        world.Plain.Should().NotContain("残疾");
    }

    [Fact]
    public void A_paper_takes_the_place_of_a_draft_of_the_family_only_where_that_is_asked_for_and_its_evidence_goes()
    {
        var world = Apply().Start();
        var paper = Value.Record(("answers", Answers()), ("onBehalf", Value.Record(("who", Id.Of("teacher").ToString()), ("why", "paper"))));
        world.Do("save", Value.Record(("answers", Answers()), ("evidence", Value.List(Value.Record(("type", "disability-certificate"), ("hash", Hash)))))).Should().BeNull();
        var own = Draft(world);

        world.Do("save", paper)!.Code.Id.Should().Be("draft-of-family");
        Draft(world).Should().Be(own, "what the family saved stands");
        world.Do("save", paper.With("replace", true)).Should().BeNull();
        Draft(world)["entered"].AsBool().Should().BeTrue();
        Draft(world)["evidence"].IsNull.Should().BeTrue("that was the family's");
        world.Do("save", paper).Should().BeNull("it is the paper's own draft now");
        world.Do("save", Value.Record(("answers", Answers()))).Should().BeNull("the family may always go on by itself");
        world.Do("save", paper)!.Code.Id.Should().Be("draft-of-family");
    }

    [Fact]
    public void A_form_that_was_sent_back_is_entered_from_paper_until_the_family_mends_it_itself()
    {
        var office = Node("office", "StudentAid.Approval", ("role", "aid-office"), ("scope", "school"), ("act", "endorse"), ("scale", "hardship-levels"));
        var world = Of([Node("apply", "StudentAid.Application", ("form", "determination-form")), office], "apply.Waived -> end", "office.Returned => apply").Window().Start();
        world.Do("submit", Submission()).Should().BeNull();
        world.Do("return", Value.Record(("opinion", "缺签字"))).Should().BeNull();
        var paper = Value.Record(("answers", Answers()), ("onBehalf", Value.Record(("who", Id.Of("teacher").ToString()), ("why", "paper"))));
        world.Do("save", paper).Should().BeNull("what was handed in is nobody's unsent draft");
        world.Do("save", Value.Record(("answers", Answers()))).Should().BeNull();
        world.Do("save", paper)!.Code.Id.Should().Be("draft-of-family");
    }

    private static Value Draft(CaseWorld world) => world.Events.OfType<InstanceEvent.DataSet>().Last().Data;

    /// <summary>The hash of the commitment that is pinned, as a signature names it.</summary>
    private static string TextOf(CaseWorld world)
    {
        world.Do("submit", Submission()).Should().BeNull();
        return world.Notes("submitted").Single()["commitment"].AsText()!;
    }

    [Theory]
    [InlineData("matched", false)]
    [InlineData("doubtful", false)]
    [InlineData("none", true)]
    public void Proof_is_asked_of_who_is_not_on_a_list(string state, bool asked)
    {
        var world = Apply(("proof", "unless-matched")).Matched(state).Start();
        (world.Do("submit", Submission())?.Code.Id == "proof-missing").Should().Be(asked);
    }

    [Fact]
    public void Proof_of_an_earlier_year_that_is_still_valid_is_kept()
    {
        var world = Apply(("proof", "required")).Start();
        world.Do("submit", Submission())!.Code.Id.Should().Be("proof-missing");
        world.Know("proofs", Person.ToString(), Value.List(Value.Record(("type", "disability-certificate"), ("hash", Hash), ("validUntil", "2026-08-31"))));
        world.Do("submit", Submission())!.Code.Id.Should().Be("proof-missing", "that one has expired");
        world.Know("proofs", Person.ToString(), Value.List(Value.Record(("type", "disability-certificate"), ("hash", Hash), ("validUntil", "2028-01-01"))));
        world.Do("submit", Submission()).Should().BeNull();
        world.Notes("submitted").Single()["kept"].Items.Single().AsText().Should().Be(Hash);
        world.Plain.Should().NotContain("disability");
    }

    [Fact]
    public void Evidence_must_be_addressed_by_its_hash()
    {
        var world = Apply().Start();
        world.Do("submit", Submission(("evidence", Value.List(Value.Record(("type", "残疾证"), ("hash", "身份证 4101"))))))!.Code.Id.Should().Be("evidence-unfit");
        world.Do("submit", Submission(("evidence", Value.List(Value.Record(("type", "残疾证"), ("hash", Hash)))))).Should().BeNull();
        world.Plain.Should().Contain(Hash).And.NotContain("残疾");
    }

    [Fact]
    public void An_entry_on_behalf_names_who_why_and_the_scan()
    {
        var world = Apply().Start();
        world.Do("submit", Submission(("onBehalf", Value.Record(("who", Id.Of("teacher").ToString()), ("why", "老人不会用手机")))))!.Code.Id.Should().Be("on-behalf-incomplete");
        world.Do("submit", Submission(("onBehalf", Value.Record(("who", Id.Of("teacher").ToString()), ("why", "paper-form"), ("scan", Hash))))).Should().BeNull();
        world.Notes("submitted").Single()["onBehalf"]["why"].AsText().Should().Be("paper-form");
    }

    [Fact]
    public void A_returned_applicant_may_correct_after_the_window_has_closed_and_begins_with_what_he_sent()
    {
        var world = Of([Node("apply", "StudentAid.Application", ("form", "determination-form")), Node("look", "Elsa.RunTask", ("taskName", "look"))],
            "apply.Waived -> end", "look.Returned => apply").Window().Start();
        world.Do("submit", Submission());
        world.World.MoveTo(new DateTimeOffset(2026, 9, 20, 2, 0, 0, TimeSpan.Zero));
        world.Do("complete", Value.Record(("outcome", "Returned")));

        world.At.Should().Be("apply");
        world.Open(BookmarkKind.Deadline).Due.Should().Be(new DateTimeOffset(2026, 9, 25, 2, 0, 0, TimeSpan.Zero));
        world.Do("submit", Value.Record(("commitment", Signed))).Should().BeNull();
        world.At.Should().Be("look");
    }

    [Fact]
    public void Who_is_excluded_by_the_rules_of_eligibility_cannot_apply()
    {
        var world = Apply(("eligibility", "full-time")).Pin("""
            { "kind": "eligibility", "id": "full-time", "article": "第二条", "from": "2020-01-01", "name": "全日制", "excluded": [
              { "id": "part-time", "name": "非全日制学生", "article": "第二条", "when": { "of": "applicant.studyMode", "equals": "part-time" } } ] }
            """).Know("applicant", Person.ToString(), Value.Record(("studyMode", "part-time"))).Start();
        var refused = world.Do("submit", Submission())!;
        refused.Code.Id.Should().Be("not-eligible");
        refused.In("zh-CN").Should().Contain("非全日制学生");
        world.Know("applicant", Person.ToString(), Value.Record(("studyMode", "full-time")));
        world.Do("submit", Submission()).Should().BeNull();
    }

    [Fact]
    public void Verbs_that_are_not_known_here_are_refused()
    {
        var world = Apply().Start();
        world.Do("release")!.Code.Id.Should().Be("unknown-verb");
        world.Do("submit", kind: BookmarkKind.Deadline)!.Code.Id.Should().Be("unknown-verb");
        world.Do("deadline")!.Code.Id.Should().Be("unknown-verb");
    }

    [Fact]
    public void A_form_that_the_round_does_not_pin_is_reported()
    {
        var world = Of([Node("apply", "StudentAid.Application", ("form", "another-form"))], "apply.Waived -> end").Window().Start();
        world.Do("submit", Submission())!.Code.Id.Should().Be("document-not-pinned");
    }
}
