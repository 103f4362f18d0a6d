using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>One run of a definition in memory, on a clock of its own, with the children that it starts.</summary>
internal sealed class DefinitionRun
{
    /// <summary>Deadlines that a fast-forward fires at most: a timer may start itself anew for ever.</summary>
    public const int MostFirings = 10_000;

    private const int MostMessages = 10_000;

    private readonly DefinitionLibrary library;
    private readonly World world;
    private readonly Action<string> write;
    private int written;
    private int firings;

    /// <param name="definition">What is run.</param>
    /// <param name="others">What it may use or start.</param>
    /// <param name="types">Activity types.</param>
    /// <param name="start">Where the virtual clock stands.</param>
    /// <param name="write">Takes each line as soon as it is written.</param>
    public DefinitionRun(Definition definition, IEnumerable<Definition> others, ActivityTypes types, DateTimeOffset start, Action<string> write)
    {
        Definition = definition;
        this.write = write;
        library = new DefinitionLibrary([.. others, definition]);
        world = new World(new Interpreter(types), library, start) { MostMessages = MostMessages };
    }

    public Definition Definition { get; }

    /// <summary>Signals for which nothing waited.</summary>
    public List<string> Unheard { get; } = [];

    /// <summary>True where the fast-forward stopped at its limit.</summary>
    public bool StoppedAtLimit { get; private set; }

    public IReadOnlyList<string> Lines => world.Lines;

    public DateTimeOffset Now => world.Now;

    /// <summary>
    /// Starts, then raises each signal once something waits for it (with <paramref name="fastForward"/> deadlines fire until something does),
    /// then fires what is left. The refusal, where it could not start.
    /// </summary>
    public Rejection? Run(RecordValue input, IReadOnlyList<string> signals, bool fastForward)
    {
        if (world.Start(DefinitionLibrary.PinFor(Definition), input).Refused is { } refused)
            return refused;
        Write();
        var left = signals.ToList();
        while (left.Count > 0 && (Raise(left) || (fastForward && Fire())))
            Write();
        Unheard.AddRange(left);
        while (fastForward && Fire())
            Write();
        return null;
    }

    public RunEnd End() => RunEnd.Of(world, library);

    private void Write()
    {
        for (; written < world.Lines.Count; written++)
            write(world.Lines[written]);
    }

    private bool Raise(List<string> signals)
    {
        var awaited = signals.FindIndex(s => world.Instances.Any(i => i.State.Bookmarks.Values.Any(b => b.Kind == BookmarkKind.Signal && string.Equals(b.Name, s, StringComparison.Ordinal))));
        if (awaited < 0)
            return false;
        world.Signal(signals[awaited]);
        signals.RemoveAt(awaited);
        return true;
    }

    private bool Fire()
    {
        if (firings >= MostFirings)
            StoppedAtLimit = true;
        else if (world.FireNext())
            firings++;
        else
            return false;
        return !StoppedAtLimit;
    }
}
