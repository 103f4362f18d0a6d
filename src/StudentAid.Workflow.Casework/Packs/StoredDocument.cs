using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A version of a document or definition that a unit keeps: a draft, proposed (waiting for a second person), published (it never changes again), or retracted. <see cref="Hash"/> addresses
/// the content as a blob, <see cref="Source"/> the author's text byte for byte. <see cref="Layer"/> is the place of the unit whose stream holds it.
/// </summary>
public sealed record StoredDocument(
    string Kind, string Id, string Procedure, string Unit, DateOnly From, int Version, string State, string Hash, string Source, Value Name, string Layer)
{
    public const string Row = "document";
    public const string Draft = "draft";
    public const string Proposed = "proposed";
    public const string Published = "published";
    public const string Retracted = "retracted";
    public const string Definition = "definition";

    /// <summary>Why it was published, in the words of who did; of nobody's affairs, so that it may stand here.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who proposed or published it; none of what nobody in particular did.</summary>
    public Id By { get; init; }

    /// <summary>The second person, who approved it; none where there was no need of one.</summary>
    public Id ApprovedBy { get; init; }

    /// <summary>Of a draft: who turned it down while it was a proposal; none of one that was merely saved.</summary>
    public Id DeclinedBy { get; init; }

    /// <summary>Who proposed to retract this published version, while that waits for a second person; it holds until then. None where nobody did.</summary>
    public Id RetractBy { get; init; }

    /// <summary>Why it is to be retracted.</summary>
    public string RetractReason { get; init; } = "";

    /// <summary>It holds, and somebody has proposed that it should not.</summary>
    public bool IsLeaving => State == Published && !RetractBy.IsNone;

    /// <summary>Who made what waits for a second person; none where nothing does.</summary>
    public Id WaitsBy => State == Proposed ? By : IsLeaving ? RetractBy : default;

    /// <summary>One key for each version: procedure (a hyphen for every one), kind, id, version.</summary>
    public string Key => $"{Of(Procedure)}/{Kind}/{Id}/{Version.ToString("D4", CultureInfo.InvariantCulture)}";

    /// <summary>What all versions of a document share.</summary>
    public string Title => $"{Of(Procedure)}/{Unit}/{Kind}/{Id}";

    public string Pin => $"{Kind}/{Id}@{Hash}";

    /// <summary>
    /// The place from which on it holds for a school: the layer's, or, where it names a unit by its code, that unit's, but never above
    /// the layer; null where it does not hold there.
    /// </summary>
    public string? PlaceFor(string school)
    {
        if (!UnitPath.IsBelow(school, Layer))
            return null;
        var named = Unit.Length == 0 ? Layer : UnitPath.Line(school).FirstOrDefault(p => UnitPath.Code(p) == Unit);
        return named?.Length < Layer.Length ? Layer : named;
    }

    /// <summary>Whether the newest published version from the same day on has this very content, so that publishing it would change nothing.</summary>
    public bool IsInForce(IEnumerable<StoredDocument> shelf) =>
        shelf.Where(d => d.Title == Title && d.From == From && d.State == Published).MaxBy(d => d.Version)?.Hash == Hash;

    public Value ToValue() => Value.Record(
    [
        ("kind", Kind), ("id", Id), ("procedure", Procedure), ("unit", Unit), ("from", Day(From)), ("version", Version), ("state", State), ("hash", Hash),
        ("source", Source), ("name", Name), .. Said("reason", Reason), .. Said("by", By), .. Said("approvedBy", ApprovedBy), .. Said("retractBy", RetractBy),
        .. Said("retractReason", RetractReason), .. Said("declinedBy", DeclinedBy),
    ]);

    public static StoredDocument Read(Value content, string layer) => new(
        content["kind"].AsText()!, content["id"].AsText()!, content["procedure"].AsText() ?? "", content["unit"].AsText() ?? "",
        content["from"].AsDay() ?? default, (int)(content["version"].AsNumber() ?? 0), content["state"].AsText()!, content["hash"].AsText()!,
        content["source"].AsText()!, content["name"], layer)
    {
        Reason = content["reason"].AsText() ?? "",
        By = Engine.Streams.Id.TryParse(content["by"].AsText()) ?? default,
        ApprovedBy = Engine.Streams.Id.TryParse(content["approvedBy"].AsText()) ?? default,
        RetractBy = Engine.Streams.Id.TryParse(content["retractBy"].AsText()) ?? default,
        RetractReason = content["retractReason"].AsText() ?? "",
        DeclinedBy = Engine.Streams.Id.TryParse(content["declinedBy"].AsText()) ?? default,
    };

    private static (string, Value)[] Said(string name, string text) => text.Length == 0 ? [] : [(name, text)];

    private static (string, Value)[] Said(string name, Id who) => who.IsNone ? [] : [(name, who.ToString())];

    private static string Of(string procedure) => procedure.Length == 0 ? "-" : procedure;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
