using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>Where the thing that a finding names stands in a text.</summary>
internal static class Place
{
    /// <summary>
    /// The value at a JSON pointer (<c>/items/0</c>) or a field path (<c>stages[0].unit</c>), as deep as the text goes along with it.
    /// </summary>
    public static Position Of(SourceTree tree, string path)
    {
        var node = tree.Root;
        var found = node;
        foreach (var word in Words(path))
        {
            node = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && node!.Items.Length > 0
                ? node.Items.ElementAtOrDefault(index)
                : node![word];
            if (node is null)
                break;
            found = node;
        }

        return found is null ? tree.PositionOf(0, 0) : tree.PositionOf(found.Start, found.Items.IsEmpty && found.Members.IsEmpty ? found.End : found.Start);
    }

    private static string[] Words(string path) => path.StartsWith('/')
        ? [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
        : path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
}
