using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// A piece of evidence (证明材料): what it is, the hash that addresses the file, until when it is valid, when it was issued. The type tells of the family and is kept
/// sealed; only the hash stands in clear.
/// </summary>
public sealed record Evidence(string Type, string Hash, DateOnly? ValidUntil)
{
    /// <summary>Whose stamps the paper bears, as codes.</summary>
    public ImmutableArray<string> Stamps { get; init; } = [];

    /// <summary>The day on which the paper was issued; null where nobody said.</summary>
    public DateOnly? Issued { get; init; }

    /// <summary>Reads a list of <c>{ type, hash, validUntil?, issued?, stamps? }</c>; none is empty.</summary>
    public static (ImmutableArray<Evidence> Pieces, Rejection? Refused) Read(Value list)
    {
        var pieces = ImmutableArray.CreateBuilder<Evidence>();
        foreach (var item in list.Items)
        {
            var until = item["validUntil"];
            var (day, issued) = (Day(until), Day(item["issued"]));
            if (item["type"].AsText() is not { Length: > 0 } type || item["hash"].AsText() is not { } hash || !PlainText.IsHash(hash) || (!until.IsNull && day is null) || (!item["issued"].IsNull && issued is null)
                || item["stamps"].Items.Any(s => s.AsText() is not { } stamp || !PlainText.IsCode(stamp)))
                return ([], ApplicationCodes.BadEvidence.With(("number", pieces.Count + 1)));
            pieces.Add(new Evidence(type, hash, day) { Issued = issued, Stamps = [.. item["stamps"].Items.Select(s => s.AsText()!)] });
        }

        return (pieces.ToImmutable(), null);
    }

    public static Value Hashes(IEnumerable<Evidence> pieces) => Value.List(pieces.Select(p => Value.Of(p.Hash)));

    public Value ToValue() => PlainText.Record(
        ("type", Type), ("hash", Hash), ("validUntil", ValidUntil is { } until ? until.ToString("O", CultureInfo.InvariantCulture) : Value.Null),
        ("issued", Issued is { } issued ? issued.ToString("O", CultureInfo.InvariantCulture) : Value.Null),
        ("stamps", Stamps.IsEmpty ? Value.Null : Value.List(Stamps.Select(Value.Of))));

    private static DateOnly? Day(Value value) =>
        DateOnly.TryParseExact(value.AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
