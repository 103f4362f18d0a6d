using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// What somebody wrote in a step of a case. <see cref="What"/> is the act: "opinion", "match-resolved", "reference-level", one of <see cref="TaskVerbs"/>, or "rewind",
/// "suspend", "cancel" and "end", whose reason it is.
/// </summary>
public sealed record SaidWords(string What, string Text);

/// <summary>The one reader of what was written and sealed in the steps of a case: opinions, answers, signatures and reasons.</summary>
public sealed class StepWords(SealedTexts texts)
{
    /// <summary>The notes of which a text stands behind a member, beside those of the acts at a task.</summary>
    public static readonly ImmutableArray<(string Note, string Member)> Noted = [("opinion", "opinion"), ("match-resolved", "reason"), ("reference-level", "reason")];

    /// <summary>In the order of the step's events; what was erased is left out.</summary>
    public async Task<ImmutableArray<SaidWords>> OfAsync(StoredEvent step, CancellationToken cancellation)
    {
        var said = ImmutableArray.CreateBuilder<SaidWords>();
        foreach (var (what, address) in InstanceEventJson.Read(step.Data.Span).Select(e => AddressIn(e, step)).OfType<(string What, string Address)>())
        {
            if (await texts.TextAsync(address, cancellation) is { Length: > 0 } text)
                said.Add(new SaidWords(what, text));
        }

        return said.ToImmutable();
    }

    /// <summary>True of a step that sent the case back to the family, who has to mend what it says.</summary>
    public static bool IsForFamily(StoredEvent step)
    {
        var events = InstanceEventJson.Read(step.Data.Span);
        return events.OfType<InstanceEvent.Rewound>().Any() && events.OfType<InstanceEvent.Opened>().Any(o => !o.Bookmark.Person.IsNone);
    }

    private static (string What, string Address)? AddressIn(InstanceEvent happened, StoredEvent step) => happened switch
    {
        InstanceEvent.Noted { Content: RecordValue } n when TaskVerbs.Knows(n.Name) => Found(n.Name, n.Content["sealed"]),
        InstanceEvent.Noted { Content: RecordValue } n when Noted.FirstOrDefault(k => k.Note == n.Name) is { Member: { } member } => Found(n.Name, n.Content[member]),
        InstanceEvent.Noted { Name: "cancel" or "end" } n when n.Content.AsText() == CaseSteps.SealedReason => (n.Name, LastOf(step)),
        InstanceEvent.Rewound { Reason: CaseSteps.SealedReason } => ("rewind", LastOf(step)),
        InstanceEvent.Suspended { Reason: CaseSteps.SealedReason } => ("suspend", LastOf(step)),
        _ => null,
    };

    private static (string What, string Address)? Found(string what, Value address) => address.AsText() is { Length: > 0 } text ? (what, text) : null;

    /// <summary>A reason that is no code is the step's last sealed part.</summary>
    private static string LastOf(StoredEvent step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Stream}/{step.Seq}/{SealedFrame.Read(step.Sealed).Length - 1}");
}
