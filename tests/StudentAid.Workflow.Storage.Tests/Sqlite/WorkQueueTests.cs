using FluentAssertions;
using StudentAid.Workflow.Storage.Sqlite;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

public sealed class WorkQueueTests
{
    private readonly List<Work> _batch = [];

    [Fact]
    public void A_long_list_goes_behind_short_ones_in_pieces()
    {
        using var queue = new WorkQueue(new SqliteOptions());
        _ = queue.Add(Steps(150));
        _ = queue.Add(Steps(16));
        _ = queue.Add(Steps(1));

        Sizes(queue).Should().Equal(16, 1, 64);
        _ = queue.Add(Steps(2));
        Sizes(queue).Should().Equal(2, 64);
        Sizes(queue).Should().Equal(22);
        Sizes(queue).Should().BeEmpty();
    }

    [Fact]
    public void A_batch_is_capped_by_steps_and_by_bytes()
    {
        using var few = new WorkQueue(new SqliteOptions { BatchSteps = 3 });
        using var small = new WorkQueue(new SqliteOptions { BatchBytes = 10 });
        for (var i = 0; i < 4; i++)
        {
            _ = few.Add(Steps(1));
            _ = small.Add(Steps(1));
        }

        Sizes(few).Should().Equal(1, 1, 1);
        Sizes(few).Should().Equal(1);
        Sizes(small).Should().Equal([1], "one piece of work is taken however large it is");
    }

    [Fact]
    public void A_closed_queue_gives_out_what_it_holds_and_takes_nothing()
    {
        using var queue = new WorkQueue(new SqliteOptions());
        _ = queue.Add(Steps(1));
        queue.Close(new StoreException("closed"));

        FluentActions.Invoking(() => { _ = queue.Add(Steps(1)); }).Should().Throw<StoreException>().WithMessage("closed");
        queue.Take(_batch).Should().BeTrue();
        _batch.Should().HaveCount(1);
        queue.Take(_batch).Should().BeFalse();
    }

    private static PreparedStep[] Steps(int count) => [.. Enumerable.Range(1, count).Select(n => PreparedStep.Of(Step(Case(n), 0)))];

    private IEnumerable<int> Sizes(WorkQueue queue)
    {
        queue.Take(_batch).Should().BeTrue();
        return _batch.Select(work => work.Count);
    }
}
