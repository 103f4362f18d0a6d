using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Where the value of a JSON pointer stands in a text.</summary>
public static class DocumentPlaces
{
    /// <summary>The diagnostics with a position each, taken from their argument <c>at</c>.</summary>
    public static ImmutableArray<Diagnostic> Place(this SourceTree tree, IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(d => d with { Position = tree.PlaceOf(d.Arguments.GetValueOrDefault("at", "/")) })];

    /// <summary>The value at a JSON pointer (<c>/items/0</c>), as deep as the text goes along with it.</summary>
    public static Position PlaceOf(this SourceTree tree, string pointer)
    {
        var found = tree.Root;
        foreach (var word in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var inner = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && found!.Items.Length > 0
                ? found.Items.ElementAtOrDefault(index)
                : found![word];
            if (inner is null)
                break;
            found = inner;
        }

        return found is null ? tree.PositionOf(0, 0) : tree.PositionOf(found.Start, found.Items.IsEmpty && found.Members.IsEmpty ? found.End : found.Start);
    }
}
