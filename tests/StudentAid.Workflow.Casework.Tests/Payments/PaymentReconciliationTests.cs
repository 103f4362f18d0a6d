using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Payments;

public sealed class PaymentReconciliationTests
{
    private static readonly DateOnly Day = new(2025, 10, 20);

    [Theory]
    [InlineData(100_000, "in-full")]
    [InlineData(99_999, "short")]
    [InlineData(100_001, "over")]
    public void Paid_in_full_is_to_the_fen(long amount, string state)
    {
        var held = PaymentReconciliation.Of([Of("甲")], [Paid("甲", amount)]);
        held.Lines.Should().ContainSingle().Which.State.Should().Be(state);
        held.Agrees.Should().Be(state == "in-full");
    }

    [Fact]
    public void Instalments_add_up_and_a_payment_that_came_back_is_none()
    {
        var held = PaymentReconciliation.Of([Of("甲")], [Paid("甲", 60_000), Paid("甲", 40_000) with { Result = "failed", Reason = "户名不符" }]);
        held.Lines[0].Should().Match<PaymentLine>(l => l.State == "failed" && l.Reason == "户名不符" && l.Paid == 60_000);
        PaymentReconciliation.Of([Of("甲")], [Paid("甲", 60_000), Paid("甲", 40_000)]).Agrees.Should().BeTrue();
    }

    [Fact]
    public void Money_that_the_list_does_not_bear_out_is_found()
    {
        var stopped = Of("丁") with { StoppedOn = Day };
        var held = PaymentReconciliation.Of(
            [Of("甲"), Of("乙") with { Card = "1" }, Of("丙"), stopped],
            [Paid("甲", 100_000) with { Name = "贾" }, Paid("乙", 100_000) with { Card = "2" }, Paid("丙", 100_000) with { Card = "2" }, Paid("丁", 100_000), Paid("戊", 100_000)]);
        held.Findings.Select(f => (f.Name, f.Kind)).Should().BeEquivalentTo(
            [("贾", "name-differs"), ("乙", "other-card"), ("乙", "shared-card"), ("丙", "shared-card"), ("丁", "after-stop"), ("戊", "not-on-list")]);
        held.Stray.Should().Be(100_000);
        held.Lines.Should().OnlyContain(l => l.State == "in-full");
        held.Agrees.Should().BeFalse();
    }

    [Fact]
    public void Who_was_stopped_is_not_waited_for_and_without_an_amount_nothing_is_in_full()
    {
        PaymentReconciliation.Of([Of("甲") with { StoppedOn = Day }], []).Lines[0].State.Should().Be("stopped");
        PaymentReconciliation.Of([Of("甲") with { Owed = null }], [Paid("甲", 1)]).Should().Match<PaymentReconciliation>(h => h.Lines[0].State == "no-amount" && !h.Agrees);
    }

    [Fact]
    public void Every_fen_that_was_paid_stands_in_a_line_or_is_astray_in_whatever_order()
    {
        var names = Gen.Elements("甲", "乙", "丙", "外人");
        var payments = Gen.ListOf(Gen.Zip(names, Gen.Choose(1, 200_000)).SelectMany(p => Gen.Elements("paid", "failed").Select(r => Paid(p.Item1, p.Item2) with { Result = r }))).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(payments, rows =>
        {
            List<Granted> list = [Of("甲"), Of("乙"), Of("丙")];
            var held = PaymentReconciliation.Of(list, [.. rows]);
            return held.Paid + held.Stray == rows.Where(r => r.IsPaid).Sum(r => r.Amount) && held.Lines.Length == list.Count
                && held.Lines.Select(l => (l.Name, l.Paid)).SequenceEqual(PaymentReconciliation.Of(list, [.. Enumerable.Reverse(rows)]).Lines.Select(l => (l.Name, l.Paid)));
        }));
    }

    private static Granted Of(string name) => new(Id.Of("case", name), Id.Of("person", name), name, "/s/c/", name, 100_000, "", null);

    private static Payment Paid(string name, long amount) => new("1", 2, Id.Of("person", name), name, "", amount, "paid", "", Day);
}
