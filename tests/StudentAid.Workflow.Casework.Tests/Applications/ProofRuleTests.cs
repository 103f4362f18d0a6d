using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Applications;

public sealed class ProofRuleTests
{
    private const string Hash = "aa11bb22cc33dd44ee55ff6677889900";

    private static Evidence Piece(string type, params string[] stamps) => new(type, Hash, null) { Stamps = [.. stamps] };

    private static ProofRule Rule(string[] types, params string[] stamps) =>
        new("low-income", new Text("低收入证明", "Low income"), null, [new ProofWay([.. types], [.. stamps], null)], UnlessMatched: false, OrCommitment: false);

    [Fact]
    public void A_piece_of_another_type_does_not_count()
    {
        Rule(["certificate"]).Refuse([Piece("letter")], [])!.Code.Id.Should().Be("proof-of-category-missing");
        Rule(["certificate"]).Refuse([Piece("letter"), Piece("certificate")], []).Should().BeNull();
        Rule([]).Refuse([Piece("letter")], []).Should().BeNull();
    }

    [Fact]
    public void All_stamps_stand_on_one_and_the_same_piece()
    {
        var rule = Rule(["certificate"], "village", "township");
        rule.Refuse([Piece("certificate", "village"), Piece("certificate", "township")], [])!.Code.Id.Should().Be("proof-unstamped");
        rule.Refuse([Piece("certificate", "township", "village")], []).Should().BeNull();
    }

    [Theory]
    [InlineData(1, true, "county")]
    [InlineData(2, false, "county")]
    [InlineData(2, true, "village", "county")]
    [InlineData(1, false, "somebody")]
    public void As_many_stamps_are_enough_as_are_needed(int needed, bool enough, params string[] stamps)
    {
        var rule = Rule([]) with { Ways = [new ProofWay([], ["village", "township", "county"], needed)] };
        (rule.Refuse([Piece("letter", stamps)], []) is null).Should().Be(enough);
    }

    [Theory]
    [InlineData("2025-06-02", true)]
    [InlineData("2025-06-01", false)]
    [InlineData("2025-09-02", true)]
    [InlineData("2025-09-03", false)]
    [InlineData(null, false)]
    public void Proof_is_issued_so_many_months_before_the_application_at_most_and_says_when(string? issued, bool enough)
    {
        var rule = Rule([]) with { Ways = [new ProofWay([], [], null) { IssuedWithin = 3 }] };
        var piece = Piece("letter") with { Issued = issued?.AsDay() };
        rule.Refuse([piece], [], new DateOnly(2025, 9, 2))?.Code.Id.Should().Be("proof-too-old");
        (rule.Refuse([piece], [], new DateOnly(2025, 9, 2)) is null).Should().Be(enough);
        rule.Refuse([], [piece], new DateOnly(2025, 9, 2)).Should().NotBeNull("nobody saw now when an earlier piece was issued");
    }

    [Fact]
    public void One_of_several_ways_is_enough_and_the_one_begun_is_named()
    {
        var rule = Rule([]) with { Ways = [new ProofWay(["card"], [], null), new ProofWay(["letter"], ["village", "township"], 1)] };
        rule.Refuse([Piece("card")], []).Should().BeNull();
        rule.Refuse([], [Piece("card")]).Should().BeNull();
        rule.Refuse([Piece("letter", "township")], []).Should().BeNull();
        rule.Refuse([Piece("letter")], [])!.In("zh-CN").Should().Contain("village、township中任意 1 个单位");
        rule.Refuse([], [])!.In("zh-CN").Should().Contain("card、letter");
    }

    [Fact]
    public void What_is_missing_is_told_by_the_form_s_own_names_in_both_languages()
    {
        var rule = Rule(["letter", "card"], "village", "county") with
        {
            Papers = [new FormWord("letter", new Text("低收入家庭证明", "letter of low income"))],
            Stamps = [new FormWord("village", new Text("村（居）民委员会", "the village committee")), new FormWord("county", new Text("县级民政部门", "the county's civil affairs"))],
        };
        var missing = rule.Refuse([], [])!;
        missing.In("zh-CN").Should().Contain("（低收入家庭证明、card）");
        missing.In("en").Should().Contain("(letter of low income, card)");
        var unstamped = rule.Refuse([Piece("letter")], [])!;
        unstamped.In("zh-CN").Should().Contain("村（居）民委员会、县级民政部门 的章");
        unstamped.In("en").Should().Contain("of the village committee, the county's civil affairs");
    }

    [Theory]
    [InlineData("""{ "id": "low-income", "name": "甲", "any": [{ "types": ["card"] }], "types": ["letter"] }""", "proof-beside-any")]
    [InlineData("""{ "id": "low-income", "name": "甲", "stamps": ["village"], "stampsNeeded": 2 }""", "proof-stamps-too-few")]
    [InlineData("""{ "id": "low-income", "name": "甲", "any": [{ "stamps": ["village"], "stampsNeeded": 2 }] }""", "proof-stamps-too-few")]
    [InlineData("""{ "id": "low-income", "name": "甲", "types": ["card", "lettre"], "stamps": ["village"] }""", "proof-word-unknown")]
    [InlineData("""{ "id": "low-income", "name": "甲", "any": [{ "types": ["card"] }, { "stamps": ["village", "county"] }] }""", "proof-word-unknown")]
    public void A_rule_that_cannot_be_meant_is_refused(string rule, string code)
    {
        var findings = new Findings();
        ProofRule.Read(new DocumentNode(Value.Parse(rule), "", findings), null!, [new FormWord("card", "证件"), new FormWord("letter", "证明信")], [new FormWord("village", "村（居）民委员会")]);
        findings.All.Select(f => f.Code.Id).Should().Equal(code);
    }

    [Fact]
    public void Who_fills_a_form_in_is_told_a_name_for_every_code_of_its_proofs_and_of_one_that_asks_for_none_nothing_is_added()
    {
        var form = (RecordValue)Value.Parse("""
            { "kind": "form", "id": "determination-form", "article": "t", "from": "2025-01-01", "name": "表", "schema": { "type": "object", "properties": {} },
              "papers": [ { "id": "card", "name": "低保证" } ],
              "proofs": [ { "id": "low-income", "name": "低收入", "any": [ { "types": ["card"] }, { "types": ["card"], "stamps": ["village"] } ] } ] }
            """);
        FormDocument.Kind.Read(form).Diagnostics.Should().BeEmpty();
        var worded = FormDocument.Worded(form);
        worded["papers"].ToJson().Should().Be("""[{"id":"card","name":"低保证"}]""");
        worded["stamps"].ToJson().Should().Be("""[{"id":"village","name":"village"}]""");
        var bare = FormDocument.Worded(form.With("papers", Value.EmptyList).With("proofs", Value.Parse("""[ { "id": "low-income", "name": "诊断证明", "types": ["diagnosis"] }, { "id": "other", "name": "其他", "types": ["letter", "photo"] } ]""")));
        bare["papers"].ToJson().Should().Be("""[{"id":"diagnosis","name":"诊断证明"},{"id":"letter","name":"letter"},{"id":"photo","name":"photo"}]""");
        var none = form.With("proofs", Value.EmptyList);
        FormDocument.Worded(none).Should().BeSameAs(none);
    }

    [Fact]
    public void A_form_without_names_for_papers_and_stamps_asks_for_any_code()
    {
        var findings = new Findings();
        ProofRule.Read(new DocumentNode(Value.Parse("""{ "id": "low-income", "name": "甲", "types": ["card"], "stamps": ["village"] }"""), "", findings), null!, [], []);
        findings.All.Should().BeEmpty();
    }

    [Fact]
    public void Earlier_proof_counts_only_where_no_stamp_is_asked_for()
    {
        ImmutableArray<Evidence> earlier = [Piece("certificate")];
        Rule(["certificate"]).Refuse([], earlier).Should().BeNull();
        Rule(["certificate"], "village").Refuse([], earlier).Should().NotBeNull();
    }

    [Fact]
    public void Stamps_are_kept_with_the_piece_and_must_be_codes()
    {
        var piece = Value.Record(("type", "certificate"), ("hash", Hash), ("stamps", Value.List("village")));
        var (pieces, refused) = Evidence.Read(Value.List(piece));
        refused.Should().BeNull();
        pieces.Single().ToValue().Should().Be(piece);
        Evidence.Read(Value.List(piece.With("stamps", Value.List("某村 委会")))).Refused!.Code.Id.Should().Be("evidence-unfit");
    }

    [Theory]
    [InlineData("matched", "orphan", true)]
    [InlineData("matched", "subsistence-allowance", false)]
    [InlineData("doubtful", "orphan", true)]
    [InlineData("doubtful", "disabled", false)]
    [InlineData("none", "orphan", false)]
    public void Only_who_is_matched_in_the_category_is_free_of_its_proof(string state, string category, bool free)
    {
        var rule = Rule(["orphan-certificate"]) with { UnlessMatched = true, MatchedIn = ["orphan"] };

        rule.IsFree(state, Value.List(category)).Should().Be(free);
        (rule with { MatchedIn = [] }).IsFree(state, Value.List(category)).Should().Be(state is "matched" or "doubtful");
        (rule with { UnlessMatched = false, MatchedIn = [] }).IsFree(state, Value.List(category)).Should().BeFalse();
    }
}
