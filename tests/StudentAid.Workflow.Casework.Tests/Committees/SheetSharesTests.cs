using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Tests.Committees;

/// <summary>What a meeting scores together with the total of the score table.</summary>
public sealed class SheetSharesTests
{
    private static readonly ReviewSheet Sheet = new("sheet", [], 1, 1, Mean: true, new Rounding(1, RoundingMode.HalfUp), Ranks: false) { Shares = new SheetShares(0.6m, 0.4m) };

    [Fact]
    public void Each_counts_with_its_share_and_only_what_comes_of_them_is_rounded() =>
        Sheet.ResultOf([10, 70, 65, 80], 24.04m).Should().Be(41.4m, "24.04 × 0.6 + 67.5 × 0.4 = 41.424");

    [Fact]
    public void Without_a_total_or_without_sheets_there_is_no_result()
    {
        Sheet.ResultOf([10, 70, 65, 80]).Should().BeNull();
        Sheet.ResultOf([10, 70], 24).Should().BeNull("highest and lowest are left out");
    }
}
