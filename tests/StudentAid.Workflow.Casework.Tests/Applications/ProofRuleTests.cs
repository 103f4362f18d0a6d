using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Applications;

public sealed class ProofRuleTests
{
    private const string Hash = "aa11bb22cc33dd44ee55ff6677889900";

    private static Evidence Piece(string type, params string[] stamps) => new(type, Hash, null) { Stamps = [.. stamps] };

    private static ProofRule Rule(string[] types, params string[] stamps) =>
        new("low-income", new Text("低收入证明", "Low income"), null, [.. types], [.. stamps], UnlessMatched: false, OrCommitment: false);

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
