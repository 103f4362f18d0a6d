using System.Collections.Frozen;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>Loads one kind of fact by its id; a null value says that there is none.</summary>
public abstract class FactSource(string kind)
{
    public string Kind { get; } = kind;

    public abstract Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation);

    protected static Fact None(FactKey key) => new(key, Value.Null);
}

/// <summary>Loads the facts that decisions ask for.</summary>
public sealed class FactLoader(Func<IEnumerable<FactSource>> sources)
{
    // Sources themselves may need the runner that needs this loader, so they are asked for when the first fact is.
    private readonly Lazy<FrozenDictionary<string, FactSource>> byKind = new(() => sources().ToFrozenDictionary(s => s.Kind, StringComparer.Ordinal));

    public FactLoader(IEnumerable<FactSource> sources)
        : this(() => sources)
    {
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a kind that no source loads: a defect, not a state.</summary>
    public async Task<IReadOnlyList<Fact>> LoadAsync(IEnumerable<FactKey> keys, CancellationToken cancellation)
    {
        var facts = new List<Fact>();
        foreach (var key in keys)
        {
            var source = byKind.Value.GetValueOrDefault(key.Kind) ?? throw new InvalidOperationException($"No source loads facts of kind '{key.Kind}'.");
            facts.Add(await source.LoadAsync(key, cancellation));
        }

        return facts;
    }
}
