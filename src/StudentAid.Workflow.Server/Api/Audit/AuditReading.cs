using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Audit;

/// <summary>
/// One thing that was done: by whom, when, at which unit, in whose account or on which stream (about). Purpose is a code: what facts were shown for, the layout of
/// an export, the way of a sign-in; one in words is sealed and stays so. PurposeName says it in words where the code is one of a unit's own or a refusal's. Fields are those
/// of a reveal, or the keys of the documents that were changed; FieldNames what each is called, itself where it has no name.
/// </summary>
public sealed record AuditRow(Id Stream, long Seq, DateTimeOffset At, Id Actor, string Unit, string Kind, string What, Id About, string? Purpose, IReadOnlyList<string> Fields)
{
    /// <summary>Who did it, wherever he is kept; he himself where he signed in. Absent where nobody is known: the system's own acts, and a sign-in that was refused.</summary>
    public string? ActorName { get; init; }

    /// <summary>Whose account it is; absent where it is about no account.</summary>
    public string? AboutName { get; init; }

    public string? PurposeName { get; init; }

    public IReadOnlyList<string> FieldNames { get; init; } = [];
}

/// <summary>What the trail shows of the streams' events: who signed in or was refused, who was shown facts, what left the product, who was given which key.</summary>
public sealed class AuditReading(IStoreReader reader, Directory directory, TrailNames called)
{
    internal const string Exported = nameof(RoundEvent.Exported);
    internal const string Resent = nameof(UnitEvent.MessageResent);

    /// <summary>Changes of rules; a step may hold many, which are one row with the documents' keys as its fields.</summary>
    private static readonly ImmutableArray<string> OfDocuments =
    [
        nameof(UnitEvent.DocumentProposed), nameof(UnitEvent.DocumentPublished), nameof(UnitEvent.DocumentApproved), nameof(UnitEvent.ProposalDeclined),
        nameof(UnitEvent.PublishedAlone), nameof(UnitEvent.DocumentRetracted),
        nameof(UnitEvent.RetractionProposed), nameof(UnitEvent.RetractionApproved), nameof(UnitEvent.RetractionDeclined), nameof(UnitEvent.RetractedAlone),
    ];

    /// <summary>So many pages are looked through before one without a row is answered.</summary>
    private const int MostPages = 20;

    /// <summary>Kinds of streams, and of each the events that are shown; all where none are named.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Shown = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        [AccountState.Kind] = [],
        [AccessState.Kind] = [],
        [ErasureState.Kind] = [],
        [KeysState.Kind] = [],
        [RetentionState.Kind] = [],
        [TrailState.Kind] = [],
        [JobState.Kind] = [nameof(JobEvent.Started), nameof(JobEvent.FileMade)],
        [RoundState.Kind] = [nameof(RoundEvent.Exported), nameof(RoundEvent.Entered), nameof(RoundEvent.Archived)],
        [UnitState.Kind] = [nameof(UnitEvent.ApiKeyPut), nameof(UnitEvent.PrincipalPut), nameof(UnitEvent.MessageResent), .. OfDocuments],
        [WebhookState.Kind] = [nameof(WebhookEvent.Registered), nameof(WebhookEvent.SecretRotated), nameof(WebhookEvent.SwitchedOff), nameof(WebhookEvent.Deleted)],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Which member of an event says what it was for; of the others the last that is a code.</summary>
    private static readonly ImmutableDictionary<string, int> PurposeAt = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [nameof(AccountEvent.AccessIssued)] = 1, [nameof(AccountEvent.PasswordSet)] = 1, [nameof(AccountEvent.SignedIn)] = 2, [nameof(AccountEvent.SignInRefused)] = 2,
        [nameof(AccountEvent.SessionsEnded)] = 2, [nameof(JobEvent.Started)] = 1, [Exported] = 2, [nameof(AccessEvent.Given)] = 3, [Resent] = 4, [nameof(WebhookEvent.SwitchedOff)] = 1,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What those can say that speak in the product's own codes, as <c>event code</c>: a screen has a word for each.</summary>
    public static readonly ImmutableArray<string> Purposes =
    [
        .. Said(nameof(AccountEvent.AccessIssued), "code", "password"), .. Said(nameof(AccountEvent.PasswordSet), "activation", "change", "rehash"),
        .. Said(nameof(AccountEvent.SignedIn), Session.ByPassword, Session.ByKey, Session.ByDemo, Session.BySchool), .. Said(nameof(AccountEvent.SignInRefused), "password", "code", "second-factor"),
        .. Said(nameof(AccountEvent.SessionsEnded), [.. SessionEnd.All]),
        .. Said(nameof(AccessEvent.Searched), RecordSearch.LookUp), .. Said(nameof(AccessEvent.Given), [.. RecordReading.Purposes]), .. Said(nameof(JobEvent.Started), [.. StartJob.Works]),
        .. Said(nameof(WebhookEvent.SwitchedOff), "by-hand", WebhookState.Failing, "gone"),
    ];

    /// <summary>At an account, by whoever stands before the door: nobody knows who that is.</summary>
    private static readonly ImmutableArray<string> ByAnybody = [nameof(AccountEvent.SignInRefused), nameof(AccountEvent.Locked)];

    /// <summary>Every event that stands in the trail.</summary>
    public static IEnumerable<string> Names => Shown.Values.SelectMany(n => n)
        .Concat(new[] { typeof(AccountEvent), typeof(AccessEvent), typeof(ErasureEvent), typeof(KeysEvent), typeof(RetentionEvent), typeof(TrailEvent) }.SelectMany(t => t.GetNestedTypes()).Select(t => t.Name));

    private static readonly ImmutableArray<string> Wanted = [.. Names.Distinct(StringComparer.Ordinal)];

    /// <summary>The latest first. What happened otherwise is read over, up to so many pages; one may be empty then and still name a next one.</summary>
    public async Task<Listing<AuditRow>> PageAsync(Scope scope, PageRequest page, string language, CancellationToken cancellation = default)
    {
        for (var looked = 1; ; looked++)
        {
            var found = await reader.RecordsAsync(scope, [.. Shown.Keys], page, Wanted);
            var holders = await HoldersAsync([.. found.Items.Select(r => r.Stream).Where(s => s.Kind == AccountState.Kind).Select(s => s.Id).Distinct()]);
            AuditRow[] rows = [.. found.Items.SelectMany(r => Rows(r, holders))];
            if (rows.Length == 0 && found.Next is { } next && looked < MostPages)
            {
                page = page with { Cursor = next };
                continue;
            }

            var names = await directory.NamesOfAsync(rows.Select(r => r.Actor).Concat(holders.Values));
            return new Listing<AuditRow>(await called.OfAsync([.. rows.Select(r => Named(r, names))], language, cancellation), found.Previous, found.Next, found.AtLeast);
        }
    }

    private static AuditRow Named(AuditRow row, PrincipalNames names)
    {
        var about = row.Kind == AccountState.Kind ? names.Find(row.About) : null;
        var himself = ByAnybody.Contains(row.What, StringComparer.Ordinal) ? null : about;
        return row with { AboutName = about, ActorName = names.Find(row.Actor) ?? himself };
    }

    private static IEnumerable<AuditRow> Rows(RecordRow row, IReadOnlyDictionary<Id, Id> holders)
    {
        var documents = new HashSet<string>(StringComparer.Ordinal);
        // What a step rests on is no act.
        var all = Value.Parse(row.Data.Span).Items.RemoveAll(h => WhatOf(h) == StreamData.Rested);
        // The latest first, also within a step.
        foreach (var happened in all.Reverse())
        {
            var what = WhatOf(happened);
            if (OfDocuments.Contains(what) && !documents.Add(what))
                continue;
            if (Shown[row.Stream.Kind] is { IsEmpty: false } names && !names.Contains(what, StringComparer.Ordinal))
                continue;
            IReadOnlyList<string> fields = what == nameof(AccessEvent.Revealed) ? [.. happened.Items[1].Items.Select(f => f.AsText() ?? "")]
                : documents.Contains(what) ? [.. all.Where(h => WhatOf(h) == what).Select(DocumentOf)] : [];
            yield return new AuditRow(
                row.Stream.Id, row.Seq, row.At, row.Actor, row.Stream.OrgPath, row.Stream.Kind, what,
                holders.GetValueOrDefault(row.Stream.Id, row.Stream.Subject), Purpose(happened), fields);
        }
    }

    private static string WhatOf(Value happened) => happened.Items is [var name, ..] ? name.AsText() ?? "" : "";

    /// <summary>The version's key, which such an event names or keeps.</summary>
    private static string DocumentOf(Value happened) => happened.Items[1].AsText() ?? happened.Items[1].Items.ElementAtOrDefault(1)?.AsText() ?? "";

    private static IEnumerable<string> Said(string what, params string[] codes) => codes.Select(c => $"{what} {c}");

    /// <summary>Ids, hashes and words are no codes.</summary>
    private static string? Purpose(Value happened) => PurposeAt.TryGetValue(WhatOf(happened), out var at)
        ? happened.Items.ElementAtOrDefault(at)?.AsText()
        : happened.Items.Skip(1).Select(v => v.AsText()).LastOrDefault(t => t is not null && PlainText.IsCode(t) && !t.Any(char.IsAsciiDigit));

    private async Task<IReadOnlyDictionary<Id, Id>> HoldersAsync(ImmutableArray<Id> accounts) => accounts.IsEmpty ? ImmutableDictionary<Id, Id>.Empty
        : (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Account.Document) { Streams = accounts })).ToDictionary(d => d.Stream, d => Id.TryParse(d.Key) ?? default);
}
