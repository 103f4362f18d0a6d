using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// A red flag (重点审查) that a list is looked through for, with its parameters. <see cref="Of"/> is the register's field of a shared value, <see cref="Name"/> what
/// people call it; <see cref="Maximum"/> and <see cref="Share"/> (0 to 1) are what is still usual. No rule publishes thresholds: they are the pack's.
/// </summary>
public sealed record RedFlagRule(string Id, string Of, Text Name, decimal Maximum, decimal Share)
{
    internal static RedFlagRule Read(DocumentNode node)
    {
        var id = node.RequiredText("id");
        var of = node.OptionalText("of") ?? "";
        if (!RedFlagKinds.All.Contains(id, StringComparer.Ordinal))
            node.Error(PackCodes.UnknownWord, "id", ("word", id), ("known", string.Join(", ", RedFlagKinds.All)));
        var rule = new RedFlagRule(id, of, node.OptionalLabel("name") ?? of, node.OptionalNumber("maximum", 0) ?? 0, node.OptionalNumber("share", 0, 1) ?? 1);
        node.Close();
        return rule;
    }
}
