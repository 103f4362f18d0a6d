using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>A grant to be paid: whose, the amount in 分 (null where the aid has none in force), the account on the register, and since when a change of enrolment stopped it.</summary>
public sealed record Granted(Id Case, Id Person, string Name, string Place, string Number, long? Owed, string Card, DateOnly? StoppedOn);

/// <summary>A row of the files of payments as it stands on record; Person is None where the register knows nobody by it. Amount in 分.</summary>
public sealed record Payment(string Batch, int Row, Id Person, string Name, string Card, long Amount, string Result, string Reason, DateOnly Day)
{
    public bool IsPaid => Result == PaymentRow.Paid;
}

/// <summary>
/// What a student got of what was granted, in 分. State: "in-full" (足额), "short", "unpaid", "failed" (the last payment came back; <see cref="Reason"/> says why),
/// "over", "stopped" (not paid in full because a change of enrolment stopped the aid) or "no-amount".
/// </summary>
public sealed record PaymentLine(Id Case, Id Person, string Name, string Place, string Number, long Owed, long Paid, DateOnly? PaidOn, string State, string Reason);

/// <summary>
/// A payment that the list does not bear out. Kind: "not-on-list" (虚列), "name-differs", "other-card" (the money went to another account than the student's),
/// "shared-card" (one account for several students) or "after-stop". Nothing is proven by it: somebody has to look.
/// </summary>
public sealed record PaymentFinding(string Kind, string Batch, int Row, Id Person, string Name, long Amount);

/// <summary>
/// The published list of a round held against what was paid (第二十一条: no money on the list that was not paid in full, no payment that is not on the list). Derived
/// at reading from the grants and the files of payments; nothing of it is kept.
/// </summary>
public sealed record PaymentReconciliation(ImmutableArray<PaymentLine> Lines, ImmutableArray<PaymentFinding> Findings)
{
    public const string InFull = "in-full";
    public const string Short = "short";
    public const string Unpaid = "unpaid";
    public const string Failed = "failed";
    public const string Over = "over";
    public const string Stopped = "stopped";
    public const string NoAmount = "no-amount";

    /// <summary>分 that were granted.</summary>
    public long Owed => Lines.Sum(l => l.Owed);

    /// <summary>分 that students on the list got.</summary>
    public long Paid => Lines.Sum(l => l.Paid);

    /// <summary>分 that went to nobody on the list.</summary>
    public long Stray => Findings.Where(f => f.Kind == "not-on-list").Sum(f => f.Amount);

    /// <summary>Everybody on the list got what was granted, and nothing was paid that the list does not bear out.</summary>
    public bool Agrees => Lines.All(l => l.State is InFull or Stopped) && Findings.IsEmpty;

    public static PaymentReconciliation Of(IEnumerable<Granted> granted, IReadOnlyCollection<Payment> payments)
    {
        var list = granted.ToList();
        var byPerson = payments.Where(p => p.Person != default).ToLookup(p => p.Person);
        var known = list.ToDictionary(g => g.Person);
        var sharing = payments.Where(p => p.IsPaid && p.Card.Length > 0).GroupBy(p => p.Card, StringComparer.Ordinal)
            .Where(g => g.Select(p => p.Person).Distinct().Skip(1).Any()).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return new PaymentReconciliation(
            [.. list.Select(g => LineOf(g, [.. byPerson[g.Person]]))],
            [.. payments.Where(p => p.IsPaid).SelectMany(p => FindingsOf(p, known.GetValueOrDefault(p.Person), sharing))]);
    }

    private static PaymentLine LineOf(Granted granted, ImmutableArray<Payment> payments)
    {
        var paid = payments.Where(p => p.IsPaid).ToList();
        var sum = paid.Sum(p => p.Amount);
        var last = payments.OrderBy(p => p.Day).ThenBy(p => !p.IsPaid).LastOrDefault();
        var state = granted.Owed is not { } owed ? NoAmount
            : sum > owed ? Over
            : sum == owed ? InFull
            : granted.StoppedOn is not null ? Stopped
            : last is { IsPaid: false } ? Failed
            : sum > 0 ? Short : Unpaid;
        return new PaymentLine(
            granted.Case, granted.Person, granted.Name, granted.Place, granted.Number, granted.Owed ?? 0, sum, paid.Count == 0 ? null : paid.Max(p => p.Day), state,
            state == Failed ? last!.Reason : "");
    }

    private static IEnumerable<PaymentFinding> FindingsOf(Payment payment, Granted? granted, HashSet<string> sharing)
    {
        PaymentFinding Found(string kind) => new(kind, payment.Batch, payment.Row, payment.Person, payment.Name, payment.Amount);
        if (granted is null)
            yield return Found("not-on-list");
        else if (granted.Name != payment.Name && payment.Name.Length > 0)
            yield return Found("name-differs");
        if (granted is { Card.Length: > 0 } && payment.Card.Length > 0 && granted.Card != payment.Card)
            yield return Found("other-card");
        if (sharing.Contains(payment.Card))
            yield return Found("shared-card");
        if (granted?.StoppedOn is { } stopped && payment.Day >= stopped)
            yield return Found("after-stop");
    }
}
