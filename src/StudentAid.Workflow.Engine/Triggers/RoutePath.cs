using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Triggers;

/// <summary>A path with parameters: <c>orders/{id}</c>. Fixed segments are compared without regard to case.</summary>
public static class RoutePath
{
    /// <summary>The parameters' values by name; null where the path is another one.</summary>
    public static RecordValue? Match(string template, string path)
    {
        var (wanted, given) = (Segments(template), Segments(path));
        if (wanted.Length != given.Length)
            return null;
        var values = Value.EmptyRecord;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (Parameter(wanted[i]) is { } name)
                values = values.With(name, given[i]);
            else if (!string.Equals(wanted[i], given[i], StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return values;
    }

    /// <summary>True where one request could mean both.</summary>
    public static bool Overlap(string one, string other)
    {
        var (a, b) = (Segments(one), Segments(other));
        return a.Length == b.Length
            && a.Zip(b).All(p => Parameter(p.First) is not null || Parameter(p.Second) is not null || string.Equals(p.First, p.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string? Parameter(string segment) => segment is ['{', .. { Length: > 0 } name, '}'] ? name : null;
}
