using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Archiving;

public sealed class SettledRefusalTests
{
    private static readonly Id Student = Id.Of("case", "1");
    private static readonly ExportBatch Refusing = Batch("b-2", 10, null);

    private static ExportBatch Batch(string id, int day, int? confirmed, params Id[] refused) => new(
        id, "p", "entry", "h", new DateOnly(2026, 9, day), [Student],
        confirmed is { } on ? new EnteredConfirmation(Id.Of("principal", "1"), new DateOnly(2026, 9, on), "r", 1, [.. refused]) : null);

    [Fact]
    public void A_batch_confirmed_before_the_refusing_one_was_made_settles_nothing()
    {
        Batch("b-1", 1, 9).Settles(Refusing, Student).Should().BeFalse();
        Batch("b-1", 1, 10).Settles(Refusing, Student).Should().BeTrue();
        Batch("b-3", 12, 13).Settles(Refusing, Student).Should().BeTrue();
    }

    [Fact]
    public void Only_a_confirmed_batch_that_did_not_refuse_the_case_settles()
    {
        Refusing.Settles(Refusing, Student).Should().BeFalse();
        Batch("b-2", 10, 9).Settles(Refusing, Student).Should().BeTrue("it is the batch itself");
        Batch("b-3", 12, 13, Student).Settles(Refusing, Student).Should().BeFalse();
        Batch("b-3", 12, 13).Settles(Refusing, Id.Of("case", "2")).Should().BeFalse();
    }
}
