using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A text that may be kept: a pack document of any kind or a workflow definition, checked by its own reader. The content's blob is canonical for
/// documents, so that its hash is the document's, and the text itself for definitions.
/// </summary>
public sealed record DocumentText(string Kind, string Id, string Procedure, string Unit, DateOnly From, Value Name, Blob Content, Blob Source)
{
    private const string Json = "application/json";

    /// <summary>Kinds that are read outside of <see cref="DocumentKinds"/>.</summary>
    private static readonly ImmutableDictionary<string, Func<Value, ImmutableArray<Rejection>>> Others =
        ImmutableDictionary<string, Func<Value, ImmutableArray<Rejection>>>.Empty
            .Add("calendar", v => WorkingDayCalendar.Read(v).Refusals)
            .Add("special-groups", v => SpecialGroups.Read(v).Refusals)
            .Add("matching-rules", v => MatchingRules.Read(v).Refusals)
            .Add("column-profile", v => ColumnProfile.Read(v).Refusals)
            .Add("round-plan", v => RoundPlanRules.Read(v).Refusals);

    /// <summary>The text, or the first reason why it cannot be published.</summary>
    public static (DocumentText? Text, Rejection? Refused) Read(string text, ActivityTypes types)
    {
        Value value;
        try
        {
            value = Value.Parse(text.TrimStart('\uFEFF'));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or OverflowException)
        {
            return (null, PackCodes.Malformed.With(("reason", e.Message.TrimEnd('.'))));
        }

        if (value["kind"].AsText() is not { } kind)
            return Definition(text, types);
        var reason = kind == Overlay.Kind ? OverlayReader.Read(text.TrimStart('\uFEFF'), types).Diagnostics.Where(d => d.Severity == Severity.Error).Select(Refusal).FirstOrDefault()
            : Others.TryGetValue(kind, out var check) ? check(value).FirstOrDefault()
            : PackReader.Read(text).Diagnostics.Where(d => d.Severity == Severity.Error).Select(Refusal).FirstOrDefault();
        return reason is null ? (Document(kind, (RecordValue)value, text), null) : (null, reason);
    }

    /// <summary>It as though it were published just now in a unit's stream.</summary>
    public StoredDocument Stored(string layer) =>
        new(Kind, Id, Procedure, Unit, From, int.MaxValue, StoredDocument.Published, Content.Hash, Source.Hash, Name, layer);

    private static DocumentText Document(string kind, RecordValue value, string text)
    {
        var canonical = CanonicalJson.Of(value.Without("$schema"));
        return new DocumentText(
            kind, value["id"].AsText()!, value["procedure"].AsText() ?? "", value["unit"].AsText() ?? "", DocumentFields.AsDay(value["from"]) ?? default,
            value["name"].IsNull ? value["title"] : value["name"], BlobOf(canonical), BlobOf(text));
    }

    private static (DocumentText? Text, Rejection? Refused) Definition(string text, ActivityTypes types)
    {
        var read = DefinitionReader.Read(text, types);
        if (read.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error)
            return (null, Refusal(error));
        return read.Definition is { } definition
            ? (new DocumentText(StoredDocument.Definition, definition.DefinitionId, "", "", default, definition.Name.ToValue(), BlobOf(text), BlobOf(text)), null)
            : (null, PackCodes.Malformed.With(("reason", "it is no definition")));
    }

    private static Rejection Refusal(Diagnostic diagnostic) => new(diagnostic.Code, diagnostic.Arguments);

    private static Blob BlobOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Blob(Convert.ToHexStringLower(SHA256.HashData(bytes)), Json, bytes);
    }
}
