using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Desks;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// Which members of a kind of documents name or describe people, and whose they are: <see cref="Subject"/> of (stream, key, content), None where they are the stream's
/// own. <see cref="LookedUp"/> fields, inside the member "sealed", are found by equality.
/// </summary>
public sealed record SealedMembers(string Kind, ImmutableArray<string> Members, Func<string, Value, Id> Subject)
{
    public const string Sealed = "sealed";

    public ImmutableArray<string> LookedUp { get; init; } = [];

    /// <summary>Every kind of documents that holds personal content; of others nothing is sealed.</summary>
    public static readonly ImmutableArray<SealedMembers> All =
    [
        new(UnitFacts.Person, [Sealed], (key, _) => Id.TryParse(key) ?? default) { LookedUp = [.. PersonRow.KeyFields, "phone"] },
        new(PersonHistory.Kind, [Sealed], (_, content) => Id.TryParse(content["person"].AsText()) ?? default),
        new(UnitFacts.Principal, ["name"], (key, _) => Id.TryParse(key) ?? default),
        new(Account.Document, ["secret", "begun"], (key, _) => Id.TryParse(key) ?? default),
        new(UnitFacts.Committee, ["members", "substitutes"], (_, _) => default),
        new(LoadProviderListHandler.Document, ["rows"], (_, _) => default),
        new(WorksheetState.Row, [Sealed], (_, content) => Id.TryParse(content["about"].AsText()) ?? default),
        new(ViewsHandler.Document, ["name", Sealed, "filter"], (_, _) => default),
        new(PaymentFileState.Document, [Sealed], (_, content) => Id.TryParse(content["person"].AsText()) ?? default),
        new(RecordEntryErrorsHandler.Document, [Sealed], (_, content) => Id.TryParse(content["person"].AsText()) ?? default),
        new(Webhook.Document, ["secret", "previous"], (_, _) => default),
        new(KeepFileHandler.Document, [Sealed], (_, content) => Id.TryParse(content["person"].AsText()) ?? default),
    ];

    public static SealedMembers? Of(string kind) => All.FirstOrDefault(m => m.Kind == kind);

    /// <summary>The content without them: what an event may hold a hash of, for whoever can guess a name or a number knows it by its hash.</summary>
    public static Value Clear(string kind, Value content) =>
        Of(kind) is { } members && content is RecordValue record ? members.Members.Aggregate(record, (left, m) => left.Without(m)) : content;
}
