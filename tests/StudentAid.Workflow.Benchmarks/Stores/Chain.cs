using System.Globalization;
using StudentAid.Workflow.Benchmarks.Limit;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Benchmarks.Stores;

/// <summary>The workload of store and yardstick: a case begins, is approved at six wait points, each with its task, and is finished.</summary>
internal static class Chain
{
    public const int Approvals = 6;
    private const string Class = "/henan/zhengzhou/school-0371/department-03/class-";
    private static readonly DateTimeOffset Start = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);
    private static readonly Id Round = Id.Of("round");
    private static readonly byte[] Data = "[[\"Ran\",\"department\",\"Reviewed\",3],[\"Opened\",4,\"office\",\"aid-office\",1,0],[\"Level\",\"class\",2]]"u8.ToArray();
    private static readonly byte[] Snapshot = System.Text.Encoding.UTF8.GetBytes("{\"format\":1,\"state\":\"" + new string('x', 280) + "\"}");

    /// <summary>The n-th step (0 begins) of a case.</summary>
    public static Step Step(int number, int n)
    {
        var stream = Id.Of(Round, number, 0);
        var unit = Class + (number % 40).ToString(CultureInfo.InvariantCulture) + "/";
        var last = n == Approvals;
        var at = Start.AddSeconds(number).AddHours(n);
        RowChange closed = new TaskClosed(n);
        RowChange opened = new TaskOpened(n + 1, "office", "aid-office", unit, at.AddDays(5), n + 1);
        return new Step
        {
            Stream = stream, Kind = "instance", Expected = n, OrgPath = unit, Group = Round, Subject = Id.Of(Round, number, 1),
            Status = last ? "finished" : "open", At = last ? "" : "class", Operation = Id.Of(stream, n, 7), BodyHash = stream.GetHashCode() * 4_000_000_007L,
            Actor = Id.Of(Round, n == 0 ? number : number % 40, 1), Now = at, Data = Data, Snapshot = last ? default(ReadOnlyMemory<byte>) : Snapshot,
            Rows = n == 0 ? [opened] : last ? [closed] : [closed, opened],
        };
    }

    /// <summary>The same for the yardstick.</summary>
    public static LimitStep LimitStep(int number, int n)
    {
        var stream = Id.Of(Round, number, 0);
        return new LimitStep
        {
            Key = number + 1, Id = stream.ToBytes(), Expected = n, Last = n == Approvals, Operation = Id.Of(stream, n, 7).ToBytes(), Previous = new byte[32],
            Now = Start.AddSeconds(number).AddHours(n).ToUnixTimeMilliseconds(), Data = Data,
        };
    }
}
