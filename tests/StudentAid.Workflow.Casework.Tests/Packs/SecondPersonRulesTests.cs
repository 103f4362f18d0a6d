using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>When a second person is needed, and who it may be.</summary>
public sealed class SecondPersonRulesTests
{
    private const string Unit = "/410000/s/";
    private static readonly Principal Jia = new(Id.Of("jia"), "甲", []);
    private static readonly Principal Yi = new(Id.Of("yi"), "乙", []);

    [Fact]
    public void A_second_person_is_needed_where_there_is_one_or_a_layer_wants_one()
    {
        SecondPerson.IsNeeded(Holders(Jia, Yi), Jia).Should().BeTrue();
        SecondPerson.IsNeeded(Holders(Yi), Jia).Should().BeTrue();
        SecondPerson.IsNeeded(Holders(Jia), Jia).Should().BeFalse();
        SecondPerson.IsNeeded(Holders(), Jia).Should().BeFalse();
        SecondPerson.IsNeeded(Holders(Jia).With("required", Value.Of(true)), Jia).Should().BeTrue();
        SecondPerson.IsNeeded(Holders().With("required", Value.Of(true)), Principal.System).Should().BeFalse("nobody binds the product itself");
        SecondPerson.IsNeeded(Holders(Jia), Principal.System).Should().BeTrue("what is put before somebody waits for him");
        SecondPerson.IsNeeded(Holders(Jia), Yi with { IsMachine = true, KeyFrom = Jia.Id }).Should().BeFalse("a program with a key of hers is she");
        SecondPerson.IsNeeded(Holders(Jia, Yi), Principal.System with { Id = Id.Of("program"), IsMachine = true, KeyFrom = Jia.Id }).Should().BeTrue();
    }

    [Fact]
    public void What_one_began_oneself_is_approved_by_another_where_there_is_one()
    {
        var refusal = PackCodes.UnknownWord;
        StreamDecision? Asked(bool own, Facts facts) => SecondPerson.RefuseOwn(own, Unit, Duty.PublishDefinitions, Jia, facts, refusal);
        Asked(own: false, Facts.None).Should().BeNull();
        Asked(own: true, Facts.None).Should().BeOfType<StreamDecision.Needs>().Which.Facts.Should().Equal(DutyHolderSource.FactOf(Unit, Duty.PublishDefinitions));
        Asked(own: true, Known(Jia, Yi)).Should().BeOfType<StreamDecision.Refused>().Which.Reason.Code.Should().Be(refusal);
        Asked(own: true, Known(Jia)).Should().BeNull("nobody else could");
    }

    [Fact]
    public void What_the_product_publishes_holds_at_once_and_asks_for_nobody()
    {
        Passing.Of(Principal.System, Unit, forReview: false, Facts.None).Should().Be(new Passing(StoredDocument.Published, default, default, Alone: false));
        Passing.Of(Principal.System, Unit, forReview: true, Facts.None).Should().BeNull("who holds the duty is asked first");
        Passing.Of(Jia, Unit, forReview: false, Facts.None).Should().BeNull();
    }

    [Fact]
    public void What_a_person_publishes_is_proposed_or_holds_as_his_alone()
    {
        Passing.Of(Jia, Unit, forReview: false, Known(Jia, Yi)).Should().Be(new Passing(StoredDocument.Proposed, Jia.Id, default, Alone: false));
        Passing.Of(Yi with { IsMachine = true, KeyFrom = Jia.Id }, Unit, forReview: false, Known(Jia, Yi)).Should().Be(new Passing(StoredDocument.Proposed, Jia.Id, default, Alone: false));
        Passing.Of(Jia, Unit, forReview: false, Known(Jia)).Should().Be(new Passing(StoredDocument.Published, Jia.Id, default, Alone: true));
        Passing.Of(Principal.System, Unit, forReview: true, Known()).Should().Be(new Passing(StoredDocument.Published, Principal.System.Id, default, Alone: false));
        Passing.Of(Principal.System, Unit, forReview: true, Known(Yi)).Should().Be(new Passing(StoredDocument.Proposed, Principal.System.Id, default, Alone: false));
        Passing.Approved(Jia.Id, Yi.Id).Should().Be(new Passing(StoredDocument.Published, Jia.Id, Yi.Id, Alone: false));
    }

    [Fact]
    public void Each_way_is_told_in_the_history_in_its_own_words()
    {
        var kept = new Kept("form", "k", "h");
        new Passing(StoredDocument.Proposed, Jia.Id, default, Alone: false).Events(kept).Should().Equal(new UnitEvent.DocumentProposed(kept));
        Passing.Approved(Jia.Id, Yi.Id).Events(kept).Should().Equal(new UnitEvent.DocumentPublished(kept), new UnitEvent.DocumentApproved("k", Jia.Id));
        new Passing(StoredDocument.Published, Jia.Id, default, Alone: true).Events(kept).Should().Equal(new UnitEvent.DocumentPublished(kept), new UnitEvent.PublishedAlone("k"));
        new Passing(StoredDocument.Published, default, default, Alone: false).Events(kept).Should().Equal(new UnitEvent.DocumentPublished(kept));
        var marked = Passing.Approved(Jia.Id, Yi.Id).Mark(Document(StoredDocument.Draft) with { DeclinedBy = Yi.Id });
        (marked.State, marked.By, marked.ApprovedBy, marked.DeclinedBy).Should().Be((StoredDocument.Published, Jia.Id, Yi.Id, default(Id)));
    }

    [Fact]
    public void The_product_s_own_proposal_waits_once_with_the_same_content()
    {
        var (way, document) = (new Passing(StoredDocument.Proposed, Principal.System.Id, default, Alone: false), Document(StoredDocument.Proposed));
        way.IsWaiting(document, [document]).Should().BeTrue();
        way.IsWaiting(document, []).Should().BeFalse();
        way.IsWaiting(document, [document with { State = StoredDocument.Draft }]).Should().BeFalse();
        way.IsWaiting(document, [document with { Hash = "other" }]).Should().BeFalse();
        way.IsWaiting(document, [document with { Version = 2 }]).Should().BeFalse();
        (way with { By = Jia.Id }).IsWaiting(document, [document]).Should().BeFalse("a person may propose the same again");
        (way with { State = StoredDocument.Published }).IsWaiting(document, [document]).Should().BeFalse();
        (way.Publishes, (way with { State = StoredDocument.Published }).Publishes).Should().Be((false, true));
    }

    [Fact]
    public void A_person_who_has_signed_in_approves_what_somebody_else_proposed_as_he_saw_it()
    {
        var proposed = Document(StoredDocument.Proposed) with { By = Jia.Id };
        var (found, refused) = Find(Yi, [proposed], proposed);
        (refused, found.Single()).Should().Be((null, proposed));
        Refused(Yi with { IsMachine = true }, [proposed], proposed).Should().Be(ShelfCodes.PersonApproves.Id);
        Refused(Principal.System, [proposed], proposed).Should().Be(ShelfCodes.PersonApproves.Id);
        Refused(Yi with { KeyFrom = Jia.Id }, [proposed], proposed).Should().Be($"{ShelfCodes.OwnProposal.Id} {proposed.Key}", "it is her key");
        Refused(Jia, [proposed], proposed).Should().Be($"{ShelfCodes.OwnProposal.Id} {proposed.Key}");
        Refused(Yi, [], proposed).Should().Be($"{ShelfCodes.NoSuchDocument.Id} {proposed.Key}");
        Refused(Yi, [proposed with { Hash = "other" }], proposed).Should().Be($"{ShelfCodes.ProposalChanged.Id} {proposed.Key}");
        Refused(Yi, [proposed with { State = StoredDocument.Draft }], proposed).Should().Be($"{ShelfCodes.NotProposed.Id} {proposed.Key} draft");
        Refused(Yi, [proposed with { State = StoredDocument.Published }], proposed).Should().Be($"{ShelfCodes.NotProposed.Id} {proposed.Key} published");
        Refused(Yi, [proposed]).Should().Be(ShelfCodes.NothingNew.Id);
    }

    [Fact]
    public void All_proposals_are_approved_or_none_and_a_retraction_by_itself_by_somebody_else_than_who_wants_it()
    {
        var (one, two) = (Document(StoredDocument.Proposed) with { By = Jia.Id }, Document(StoredDocument.Proposed) with { By = Jia.Id, Id = "other" });
        Find(Yi, [one, two], two, one).Found.Should().Equal(two, one);
        Refused(Yi, [one, two with { By = Yi.Id }], one, two).Should().Be($"{ShelfCodes.OwnProposal.Id} {two.Key}");
        Find(Yi, [one, two with { By = Yi.Id }], one, two).Found.Should().BeEmpty();
        var leaving = Document(StoredDocument.Published) with { By = Yi.Id, RetractBy = Jia.Id };
        Find(Yi, [leaving], leaving).Found.Should().Equal([leaving], "who published it may approve that it goes");
        Refused(Jia, [leaving], leaving).Should().Be($"{ShelfCodes.OwnProposal.Id} {leaving.Key}");
        Refused(Yi, [leaving, two], leaving, two).Should().Be(ShelfCodes.RetractionByItself.Id);
    }

    private static (ImmutableArray<StoredDocument> Found, Engine.Analysis.Rejection? Refused) Find(Principal by, ImmutableArray<StoredDocument> shelf, params StoredDocument[] seen) =>
        Proposals.Find(new ApproveDocuments(Unit, [.. seen.Select(d => new SeenProposal(d.Key, d.Pin))]) { Principal = by, Key = "k" }, shelf);

    private static string Refused(Principal by, ImmutableArray<StoredDocument> shelf, params StoredDocument[] seen)
    {
        var refused = Find(by, shelf, seen).Refused!;
        refused.Arguments.Keys.Should().BeSubsetOf(["key", "state"]);
        return string.Join(' ', [refused.Code.Id, .. refused.Arguments.Values]);
    }

    private static RecordValue Holders(params Principal[] people) =>
        Value.Record(("people", Value.List(people.Select(p => Value.Of(p.Id.ToString())))), ("required", Value.Of(false)));

    private static Facts Known(params Principal[] people) =>
        new([new Fact(DutyHolderSource.FactOf(Unit, Duty.PublishDefinitions), Holders(people))]);

    private static StoredDocument Document(string state) => new("form", "form", "", "", new DateOnly(2026, 1, 1), 1, state, "h", "s", Value.Null, Unit);
}
