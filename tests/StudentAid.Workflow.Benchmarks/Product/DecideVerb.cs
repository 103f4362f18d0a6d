using System.Diagnostics;
using StudentAid.Workflow.Benchmarks.Stores;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Benchmarks.Product;

/// <summary>The core alone: read the snapshot, decide, build the step. No store, no mediator.</summary>
internal sealed class DecideVerb : Verb
{
    public override string Name => "decide";

    public override string Usage => "--cases 20000: microseconds of the core for each approval, by part";

    public override Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var cases = Number(options, "cases", 20_000);
        var pins = Approvals.Pins();
        var interpreter = new Interpreter(new ActivityTypes([.. GeneralActivities.All, .. CaseworkActivities.All]));
        var act = new Act(Id.Of("case"), new DateTimeOffset(2026, 9, 21, 2, 0, 0, TimeSpan.Zero), Id.Of("clerk"));
        var begun = (InstanceDecision.Decided)interpreter.Decide(pins, null, Approvals.Begin(1), act, Facts.None);
        var snapshot = begun.State.ToSnapshot();
        var approve = new InstanceCommand.Resume(1, "endorse", Value.Record(("level", "low")), 1);
        double read = 0, decide = 0, build = 0;
        for (var round = 0; round < 2; round++)
        {
            (read, decide, build) = (0, 0, 0);
            for (var i = 0; i < cases; i++)
            {
                var t0 = Stopwatch.GetTimestamp();
                var state = InstanceState.FromSnapshot(snapshot);
                var t1 = Stopwatch.GetTimestamp();
                var decided = (InstanceDecision.Decided)interpreter.Decide(pins, state, approve, act, Facts.None);
                var t2 = Stopwatch.GetTimestamp();
                _ = InstanceSteps.Of(decided, state, act, new StreamPlace("/p/"), default, 0);
                var t3 = Stopwatch.GetTimestamp();
                read += t1 - t0;
                decide += t2 - t1;
                build += t3 - t2;
            }
        }

        var unit = Stopwatch.Frequency / 1e6 * cases;
        Console.WriteLine(FormattableString.Invariant($"read={read / unit:F1} decide={decide / unit:F1} build={build / unit:F1} us/step snapshot={snapshot.Length}"));
        return Task.FromResult(0);
    }
}
