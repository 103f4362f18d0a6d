using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Which tasks wait for somebody.</summary>
public static class Inbox
{
    /// <summary>Those of his posts that nobody has in hand, and those that he has in hand himself; narrowed as the filter is.</summary>
    public static TaskFilter For(this TaskFilter filter, Principal principal) => filter with { Posts = principal.Posts, Holders = [principal.Id] };
}
