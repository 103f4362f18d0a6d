using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Somebody whose signature was asked for besides the act itself, before it or after it.</summary>
public readonly record struct Signer(Id Person, bool After, bool Signed = false);

/// <summary>
/// Which one person has a task in hand, of all who may do it. There is one bookmark and one holder at every moment: whatever is handed round, no task is
/// added and none is lost. Who may hand it to whom is not the engine's to know.
/// </summary>
public sealed record Holding(Id Holder)
{
    public const string Answer = "answer";
    public const string Sign = "sign";

    /// <summary>Whose act it is while another has it in hand to answer or to sign; None where it is the holder's own.</summary>
    public Id Owner { get; init; }

    /// <summary>What the holder is to do for the owner: <see cref="Answer"/>, <see cref="Sign"/>, or nothing.</summary>
    public string For { get; init; } = "";

    public ImmutableArray<Signer> Signers { get; init; } = [];

    /// <summary>The owner's act, kept until all have signed who sign after it: its verb, and the address of its sealed input.</summary>
    public string Verb { get; init; } = "";

    public string Act { get; init; } = "";

    /// <summary>Whose decision the task is at last: the owner while another answers or signs, else the holder.</summary>
    public Id Decider => Owner.IsNone ? Holder : Owner;

    /// <summary>Another has it from now on for good; what was asked of anybody before is asked no more.</summary>
    public static Holding Given(Id to) => new(to);

    /// <summary>The decider asks another, who gives it back with his answer.</summary>
    public Holding Asked(Id other) => this with { Owner = Decider, Holder = other, For = Answer };

    /// <summary>Back to whose act it is, unless one who signs before it has not signed yet.</summary>
    public Holding Back()
    {
        var next = Signers.FirstOrDefault(s => s is { After: false, Signed: false });
        var owner = Decider;
        return next.Person.IsNone
            ? this with { Holder = owner, Owner = default, For = "", Verb = "", Act = "", Signers = [.. Signers.Select(s => s.After ? s with { Signed = false } : s)] }
            : this with { Holder = next.Person, Owner = owner, For = Sign };
    }

    /// <summary>One more signer; before the act it is his turn as soon as nobody else's is.</summary>
    public Holding With(Signer signer)
    {
        var more = this with { Signers = Signers.Add(signer) };
        return For.Length > 0 ? more : more.Back();
    }

    /// <summary>
    /// Without a signer who has not signed; where it was his turn it goes on to the next one or back. An act that waits for him goes on to the next who signs after
    /// it; where he was the last it is the decider's to do again.
    /// </summary>
    public Holding Without(Id signer)
    {
        var left = this with { Signers = Signers.RemoveAll(s => s.Person == signer && !s.Signed) };
        return For != Sign || Holder != signer ? left
            : Verb.Length > 0 && left.NextAfter is { IsNone: false } next ? left with { Holder = next }
            : left.Back();
    }

    /// <summary>The act is done but for those who sign after it; the first of them has it in hand.</summary>
    public Holding Done(string verb) => this with
    {
        Owner = Decider, Holder = Signers.First(s => s.After).Person, For = Sign, Verb = verb, Signers = [.. Signers.Select(s => s.After ? s with { Signed = false } : s)],
    };

    /// <summary>The holder signs: it goes on to the next one, or back. Of those after the act the last one's leaves nobody in <see cref="NextAfter"/>.</summary>
    public Holding Signed()
    {
        var holder = Holder;
        var signed = this with { Signers = [.. Signers.Select(s => s.Person == holder && !s.Signed ? s with { Signed = true } : s)] };
        if (Verb.Length == 0)
            return signed.Back();
        return signed.NextAfter is { IsNone: false } next ? signed with { Holder = next } : signed with { Holder = Owner, Owner = default, For = "" };
    }

    /// <summary>Who signs next after the act; None where all have.</summary>
    public Id NextAfter => Signers.FirstOrDefault(s => s is { After: true, Signed: false }).Person;

    public bool Equals(Holding? other) =>
        other is not null && (Holder, Owner, For, Verb, Act) == (other.Holder, other.Owner, other.For, other.Verb, other.Act) && Signers.SequenceEqual(other.Signers);

    public override int GetHashCode() => HashCode.Combine(Holder, Owner, For, Verb, Act, Signers.Length);

    internal Value ToValue() => Value.List(
        Holder.ToString(), Owner.IsNone ? Value.Null : Owner.ToString(), Fields.Opt(For),
        Fields.Opt(Value.List(Signers.Select(s => (Value)Value.List(s.Person.ToString(), s.After ? 1 : 0, s.Signed ? 1 : 0)))), Fields.Opt(Verb), Fields.Opt(Act)).Trimmed();

    internal static Holding? From(Value value)
    {
        var f = value.Items;
        return f.IsEmpty ? null : new Holding(Id.TryParse(f.Text(0)) ?? default)
        {
            Owner = Id.TryParse(f.Text(1)) ?? default, For = f.Text(2), Verb = f.Text(4), Act = f.Text(5),
            Signers = [.. f.At(3).Items.Select(s => new Signer(Id.Parse(s.Items.Text(0)), s.Items.Bool(1), s.Items.Bool(2)))],
        };
    }
}
