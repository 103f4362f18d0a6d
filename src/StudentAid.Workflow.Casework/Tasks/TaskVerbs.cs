using System.Collections.Frozen;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>What may be done with any post's task besides doing it. None of these is a verb of an activity.</summary>
public static class TaskVerbs
{
    /// <summary>认领: of all who hold the post, he has it in hand.</summary>
    public const string Claim = "claim";

    /// <summary>退回待领: it lies open for its post again.</summary>
    public const string Release = "release";

    /// <summary>转办: it goes to another of the same duty for good.</summary>
    public const string Transfer = "transfer";

    /// <summary>委派: another answers, and it comes back to who asked, who decides.</summary>
    public const string Delegate = "delegate";

    /// <summary>答复: the answer to a delegation.</summary>
    public const string Reply = "reply";

    /// <summary>收回: who asked takes it back unanswered.</summary>
    public const string Recall = "recall";

    /// <summary>加签: one more signs, before the act or after it.</summary>
    public const string AddSigner = "add-signer";

    /// <summary>减签: one who has not signed need not.</summary>
    public const string RemoveSigner = "remove-signer";

    /// <summary>会签: the signer agrees or does not, with his opinion.</summary>
    public const string Sign = "sign";

    /// <summary>催办: whoever waits reminds the one who has it.</summary>
    public const string Remind = "remind";

    /// <summary>抄送: another, or whoever holds a role, is shown the case.</summary>
    public const string Copy = "copy";

    private static readonly FrozenSet<string> All = new[] { Copy, Claim, Release, Transfer, Delegate, Reply, Recall, AddSigner, RemoveSigner, Sign, Remind }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Knows(string verb) => All.Contains(verb);
}
