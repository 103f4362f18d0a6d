using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>A document that holds at a unit: where it holds from, what it says, and whose it is. A patched table says what it comes to.</summary>
internal sealed record HeldDocument(StoredDocument Stored, string Place, Value Content, Origin By)
{
    /// <summary>What documents and definitions name, or are read from, or are held against.</summary>
    public static readonly ImmutableArray<string> Kinds =
    [
        FormDocument.Kind.Name, CommitmentText.Kind.Name, Eligibility.Kind.Name, Body.Kind.Name, Scale.Kind.Name, ScoreTable.Kind.Name, ReviewSheet.Kind.Name,
        DatedValue.Kind.Name, AidRules.Kind.Name, ExportProfile.Kind.Name, RevocationRules.Kind.Name, SpecialGroups.Kind.Name, ColumnProfile.Kind.Name,
    ];

    private static readonly ConditionalWeakTable<string, Value> Parsed = [];

    /// <summary>The change of an overlay that touched it last; null where it stands as its author wrote it.</summary>
    public PatchedRow? Patch { get; init; }

    public string Kind => Stored.Kind;

    public string Id => Stored.Id;

    public bool Is(string kind, string id) => Kind == kind && Id == id;

    /// <summary>
    /// The stored documents that hold at a unit, of every procedure, one of each kind, id and procedure: on the day those that a round pins, whenever they begin those that are
    /// read as they stand.
    /// </summary>
    public static ImmutableArray<StoredDocument> Holding(IEnumerable<StoredDocument> all, string unit, DateOnly day) =>
    [
        .. all.Where(d => Kinds.Contains(d.Kind) && d.State == StoredDocument.Published && (d.From <= day || DocumentKinds.Find(d.Kind) is { IsPinned: false }))
            .Select(d => (Document: d, Place: d.PlaceFor(unit))).Where(d => d.Place is not null)
            .GroupBy(d => (d.Document.Kind, d.Document.Id, d.Document.Procedure))
            .Select(g => g.OrderByDescending(d => d.Place!.Length).ThenByDescending(d => d.Document.From).ThenByDescending(d => d.Document.Version).First().Document)
            .OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Procedure, StringComparer.Ordinal),
    ];

    /// <summary>The value of a text, parsed once for as long as somebody holds the text: one call looks at many places.</summary>
    public static Value Parse(string text) => Parsed.GetValue(text, t => Value.Parse(t));

    public static HeldDocument Of(StoredDocument stored, string unit, string text)
    {
        var (place, content) = (stored.PlaceFor(unit)!, Parse(text));
        var code = stored.Unit.Length > 0 ? stored.Unit : UnitPath.Code(place);
        return new HeldDocument(stored, place, content, new Origin(code, stored.Id, Text.From(stored.Name) ?? stored.Id, content["article"].AsText() ?? ""));
    }
}
