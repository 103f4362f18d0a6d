using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Applications.Forms;

public sealed class FormChangesTests
{
    [Fact]
    public void Changed_added_and_removed_places_are_listed_with_both_values()
    {
        var last = Value.Parse("""{ "a": 1, "b": { "c": "x", "d": "same" }, "rows": [{ "n": 1 }, { "n": 2 }] }""");
        var now = Value.Parse("""{ "a": 1.0, "b": { "c": "y", "d": "same" }, "rows": [{ "n": 1 }], "new": true }""");

        FormChanges.Between(last, now).Should().Equal(
            new FormChange("/b/c", "x", "y"), new FormChange("/rows/1", Value.Parse("""{ "n": 2 }"""), Value.Null), new FormChange("/new", Value.Null, true));
    }

    [Fact]
    public void Prefill_takes_what_this_years_form_still_asks_for_and_leaves_out_what_must_be_said_anew()
    {
        var form = FormValidatorTests.Shipped("national/higher-education-determination/determination-form.json");
        var last = FormValidatorTests.Answers("circumstances.debtAmount", 9).With("oldQuestion", "gone");
        last = new FactPath("family.perCapitaIncome").Write(last, 5);

        var prefilled = FormChanges.Prefill(form, last);

        prefilled["student"].Should().Be(last["student"]);
        prefilled["family"]["members"].Should().Be(last["family"]["members"]);
        prefilled.Has("oldQuestion").Should().BeFalse();
        prefilled["family"]["perCapitaIncome"].IsNull.Should().BeTrue();
        prefilled["circumstances"].Should().Be(Value.EmptyRecord);
    }

    [Fact]
    public void Brothers_and_sisters_begin_with_what_the_form_says_they_share_and_nothing_of_the_child_itself()
    {
        var form = FormValidatorTests.Shipped("national/higher-education-determination/determination-form.json");
        var theirs = FormValidatorTests.Answers("circumstances.debtAmount", 9);

        var begun = FormChanges.OfSibling(form, theirs);

        begun["family"]["members"].Should().Be(theirs["family"]["members"]);
        begun.Has("student").Should().BeFalse();
        begun.Has("specialGroups").Should().BeFalse();
    }

    [Fact]
    public void The_register_answers_what_the_form_names_in_words_that_the_form_knows()
    {
        var form = FormValidatorTests.Shipped("national/higher-education-determination/determination-form.json");

        var begun = FormChanges.OfRegister(form, Value.Parse("""{ "name": "王㛃", "sex": "female", "household": "rural-town", "birth": "2007-03-05", "bankCard": "6222", "phone": "" }"""));

        begun.Should().Be(Value.Parse("""{ "student": { "name": "王㛃", "gender": "female", "birthDate": "2007-03-05" } }"""));
    }

    [Fact]
    public void There_are_no_changes_exactly_between_equal_answers()
    {
        var leaf = Gen.Choose(0, 2).Select(i => Value.Of(i));
        var row = leaf.ListOf().Select(l => (Value)Value.List(l));
        var record = Gen.OneOf(leaf, row).ListOf().Select(l => (Value)Value.Record(l.Select((v, i) => ($"f{i}", v))));

        Check.QuickThrowOnFailure(Prop.ForAll(record.ToArbitrary(), record.ToArbitrary(), (a, b) =>
            FormChanges.Between(a, b).IsEmpty == a.Equals(b) && FormChanges.Between(a, a).IsEmpty));
    }
}
