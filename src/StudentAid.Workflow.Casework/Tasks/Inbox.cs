using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Which tasks wait for somebody.</summary>
public static class Inbox
{
    /// <summary>
    /// Those of his posts that nobody has in hand, and those that he has in hand himself; the same of those for whom he stands in. Besides those that are for
    /// him alone, whom nobody stands in for. Narrowed as the filter is.
    /// </summary>
    public static TaskFilter For(this TaskFilter filter, Principal principal) => filter with
    {
        Posts = [.. principal.Posts.Concat(principal.StandsFor.SelectMany(s => s.As(principal).Grants).Where(g => principal.Roles.At(g.Unit).Find(g.Role) is not { Personal: true })
            .Select(g => new Post(g.Role, g.Unit))).Distinct()],
        Holders = [principal.Id, .. principal.StandsFor.Select(s => s.Of)],
        Own = [principal.Id],
    };

    /// <summary>True of a task that is for him alone.</summary>
    public static bool IsOwn(this TaskRow task, Principal principal) => !task.Person.IsNone && new TaskFilter().For(principal).Own.Contains(task.Person);
}
