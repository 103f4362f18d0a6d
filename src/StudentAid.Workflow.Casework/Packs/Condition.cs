using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A test of facts as data: <c>{ "of": "answers.orphan" }</c> is true for <c>true</c>; with <c>equals</c>, <c>in</c> (one of these texts), <c>notIn</c> (none of them),
/// <c>has</c> (a list holds one of these), <c>minimum</c>/<c>maximum</c> and their <c>exclusive</c> twins (a number, or a dated value times a factor; with <c>ageOn</c> the
/// full years from a date of birth to that day) or
/// <c>answered</c> it asks for that instead; another fact stands in the place of a bound or of what it equals as <c>{ "of": path }</c>, a bound's by a factor <c>times</c>;
/// <c>{ "all": […] }</c> and <c>{ "some": […] }</c> join tests, <c>{ "not": … }</c> turns one round. A path that leads through a list (<c>answers.family.members.health</c>) asks whether it holds in some
/// row. Where a fact is missing the answer is unknown, which is null.
/// </summary>
public abstract record Condition
{
    /// <summary>True, false, or null where a fact that decides is missing or unreadable.</summary>
    public abstract bool? Holds(Value facts);

    /// <summary>Every path that is read.</summary>
    public abstract IEnumerable<FactPath> Paths { get; }

    /// <summary>The dated values that bounds refer to.</summary>
    public virtual IEnumerable<string> References => [];

    /// <summary>The same with its dated values as they are on a day; a bound whose value is not known leaves the answer unknown.</summary>
    public virtual Condition At(ReferenceValues references) => this;

    /// <summary>Some path asks for the level that the person holds.</summary>
    public bool ReadsHeld() => Paths.Any(p => p.Text.StartsWith("held.", StringComparison.Ordinal));

    /// <summary>Reads a condition from the members of this node.</summary>
    /// <param name="node">The record whose members are the condition.</param>
    /// <param name="dated">Whether a bound may be a dated value: who judges the condition knows the day.</param>
    internal static Condition Read(DocumentNode node, bool dated = false)
    {
        foreach (var (name, every) in (ReadOnlySpan<(string, bool)>)[("all", true), ("some", false)])
        {
            if (node.Has(name))
                return new Joined(every, [.. node.RequiredChildren(name).Select(c => ReadClosed(c, dated))]);
        }

        if (node.Has("not"))
            return node.Child("not") is { } denied ? new Denied(ReadClosed(denied, dated)) : Nobody;
        var of = new FactPath(node.RequiredText("of"));
        return ReadTest(node, dated) is { } test ? new Tested(of, test) : new Tested(of, new IsTrue());
    }

    private static Condition ReadClosed(DocumentNode node, bool dated)
    {
        var condition = Read(node, dated);
        node.Close();
        return condition;
    }

    private static FactTest? ReadTest(DocumentNode node, bool dated)
    {
        FactTest? test = node.Any("equals") is { } equal ? Equal(equal.Value) : null;
        test = node.Has("in") ? new OneOf([.. node.Texts("in")]) : test;
        test = node.Has("notIn") ? new NoneOf([.. node.Texts("notIn")]) : test;
        test = node.Has("has") ? new HoldsAny([.. node.Texts("has")]) : test;
        test = node.Has("answered") ? new Answered(node.Flag("answered")) : test;
        var isAge = node.Has("ageOn");
        var (minimum, maximum) = (
            BandEdge.Read(node, "minimum", "exclusiveMinimum", dated && !isAge, ofFacts: !isAge), BandEdge.Read(node, "maximum", "exclusiveMaximum", dated && !isAge, ofFacts: !isAge));
        var isBound = minimum is not null || maximum is not null;
        if (!isAge)
            return isBound ? new Between(minimum, maximum) : test;
        var day = node.Day("ageOn");
        if (!isBound)
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "minimum / maximum"));
        return new AgedOn(day, new Between(minimum, maximum));
    }

    private static FactTest Equal(Value expected) =>
        expected is RecordValue && expected["of"].AsText() is { } other ? new EqualsFact(new FactPath(other)) : new EqualsTo(expected);

    /// <summary>Holds for nobody: what an unreadable condition is read as.</summary>
    internal static Condition Nobody { get; } = new Never();

    private sealed record Never : Condition
    {
        public override IEnumerable<FactPath> Paths => [];

        public override bool? Holds(Value facts) => false;
    }

    private sealed record Joined(bool Every, ImmutableArray<Condition> Parts) : Condition
    {
        public override IEnumerable<FactPath> Paths => Parts.SelectMany(p => p.Paths);

        public override IEnumerable<string> References => Parts.SelectMany(p => p.References);

        public override Condition At(ReferenceValues references) => References.Any() ? this with { Parts = [.. Parts.Select(p => p.At(references))] } : this;

        public override bool? Holds(Value facts)
        {
            var answers = Parts.Select(p => p.Holds(facts)).ToList();
            if (answers.Contains(!Every))
                return !Every;
            return answers.Contains(null) ? null : Every;
        }
    }

    private sealed record Denied(Condition Of) : Condition
    {
        public override IEnumerable<FactPath> Paths => Of.Paths;

        public override IEnumerable<string> References => Of.References;

        public override Condition At(ReferenceValues references) => new Denied(Of.At(references));

        public override bool? Holds(Value facts) => !Of.Holds(facts);
    }

    private sealed record Tested(FactPath Of, FactTest Test) : Condition
    {
        public override IEnumerable<FactPath> Paths => Test.Paths.Prepend(Of);

        public override IEnumerable<string> References => Test is Between between ? between.References : [];

        public override Condition At(ReferenceValues references) => Test is Between between ? this with { Test = between.At(references) } : this;

        public override bool? Holds(Value facts)
        {
            var test = Test.With(facts);
            if (!Of.LeadsThroughRows(facts, out var rows))
                return test.Of(Of.Read(facts));
            var answers = rows.Select(test.InRow).ToList();
            return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
        }
    }
}

internal abstract record FactTest
{
    /// <summary>The other facts that it is held against.</summary>
    public virtual IEnumerable<FactPath> Paths => [];

    /// <summary>The same with the other facts as they are; one that is missing leaves the answer unknown.</summary>
    public virtual FactTest With(Value facts) => this;

    public abstract bool? Of(Value fact);

    /// <summary>The same of one row of a list that the path leads through.</summary>
    public virtual bool? InRow(Value fact) => Of(fact);
}

internal sealed record IsTrue : FactTest
{
    public override bool? Of(Value fact) => fact.AsBool();
}

internal sealed record EqualsTo(Value Expected) : FactTest
{
    public override bool? Of(Value fact) => fact.IsNull ? null : fact.Equals(Expected);
}

internal sealed record EqualsFact(FactPath Other) : FactTest
{
    public override IEnumerable<FactPath> Paths => [Other];

    public override FactTest With(Value facts) => Other.Read(facts) is { IsNull: false } other ? new EqualsTo(other) : this;

    public override bool? Of(Value fact) => null;
}

internal sealed record OneOf(ImmutableHashSet<string> Words) : FactTest
{
    public override bool? Of(Value fact) => fact.AsText() is { } text ? Words.Contains(text) : null;
}

internal sealed record NoneOf(ImmutableHashSet<string> Words) : FactTest
{
    public override bool? Of(Value fact) => fact.AsText() is { } text ? !Words.Contains(text) : null;
}

internal sealed record HoldsAny(ImmutableHashSet<string> Words) : FactTest
{
    /// <summary>The rows together are the list: one of them that is such a word is enough.</summary>
    public override bool? InRow(Value fact) => fact.AsText() is { } text ? Words.Contains(text) : Of(fact);

    public override bool? Of(Value fact) =>
        fact.Kind == ValueKind.List ? fact.Items.Any(i => i.AsText() is { } text && Words.Contains(text)) : null;
}

internal sealed record Between(BandEdge? Minimum, BandEdge? Maximum) : FactTest
{
    public IEnumerable<string> References => new[] { Minimum?.Reference, Maximum?.Reference }.OfType<string>();

    public override IEnumerable<FactPath> Paths => new[] { Minimum?.Of, Maximum?.Of }.OfType<FactPath>();

    public override FactTest With(Value facts) => Paths.Any() ? new Between(Minimum?.With(facts), Maximum?.With(facts)) : this;

    public override bool? Of(Value fact)
    {
        if (fact.AsNumber() is not { } number || References.Any() || Paths.Any())
            return null;
        var place = Cut.Before(number);
        return (Minimum is null || place >= new Cut(Minimum.Number, After: !Minimum.Inclusive)) && (Maximum is null || place < new Cut(Maximum.Number, After: Maximum.Inclusive));
    }

    public Between At(ReferenceValues references) => new(Minimum?.On(references), Maximum?.On(references));
}

/// <summary>How old somebody who was born on the fact's day is on another, in full years (周岁).</summary>
internal sealed record AgedOn(DateOnly Day, Between Years) : FactTest
{
    public override bool? Of(Value fact) => fact.AsDay() is { } birth ? Years.Of(Age.On(birth, Day)) : null;
}

internal sealed record Answered(bool Expected) : FactTest
{
    /// <summary>An empty text and an empty list are no answer.</summary>
    public override bool? Of(Value fact)
    {
        var answered = fact switch
        {
            TextValue text => !string.IsNullOrWhiteSpace(text.Value),
            ListValue list => list.Values.Length > 0,
            _ => !fact.IsNull,
        };
        return answered == Expected;
    }
}
