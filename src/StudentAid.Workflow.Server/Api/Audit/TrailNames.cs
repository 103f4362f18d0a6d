using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api.Audit;

/// <summary>
/// What rows of the trail name by an id that units give: versions of documents, fields of forms, layouts of exports, and why a message had been refused. Of what has no name
/// any more the id stays.
/// </summary>
public sealed class TrailNames(DocumentShelf shelf)
{
    private const string Answers = "answers.";

    /// <summary>The rows, named in this language.</summary>
    public async Task<IReadOnlyList<AuditRow>> OfAsync(IReadOnlyList<AuditRow> rows, string language, CancellationToken cancellation = default)
    {
        if (!rows.Any(r => r.Fields.Count > 0 || r.What is AuditReading.Exported))
            return [.. rows.Select(r => r with { PurposeName = WhyRefused(r)?.In(language) })];
        var all = await shelf.AllAsync();
        var forms = rows.SelectMany(r => r.Fields).Any(IsAnswer) ? await FormsAsync(all, cancellation) : [];
        return [.. rows.Select(r => r with
        {
            PurposeName = (WhyRefused(r) ?? LayoutOf(r, all))?.In(language),
            FieldNames = [.. r.Fields.Select(f => (IsAnswer(f) ? TitleOf(f, r.Unit, forms) : VersionOf(f, r.Unit, all))?.In(language) ?? f)],
        })];
    }

    private static bool IsAnswer(string field) => field.StartsWith(Answers, StringComparison.Ordinal);

    private static Text? WhyRefused(AuditRow row) => row is { What: AuditReading.Resent, Purpose: { } code } ? RefusedMessage.WhyOf(code) : null;

    private static Text? LayoutOf(AuditRow row, ImmutableArray<StoredDocument> all) => row is { What: AuditReading.Exported, Purpose: { } layout }
        ? Nearest(all.Where(d => d.Kind == ExportProfile.Kind.Name && d.Id == layout), row.Unit) is { } found ? Text.From(found.Name) : null
        : null;

    private static Text? VersionOf(string key, string unit, ImmutableArray<StoredDocument> all) => all.FirstOrDefault(d => d.Layer == unit && d.Key == key) is { } version ? Text.From(version.Name) : null;

    /// <summary>By the form that is nearest to where it was shown, of those that have the field.</summary>
    private static Text? TitleOf(string field, string unit, ImmutableArray<AskedForm> forms)
    {
        var name = field[Answers.Length..];
        var nearest = Nearest(forms.Where(f => f.Titles.ContainsKey(name)).Select(f => f.Form), unit);
        return forms.FirstOrDefault(f => ReferenceEquals(f.Form, nearest))?.Titles[name];
    }

    private static StoredDocument? Nearest(IEnumerable<StoredDocument> documents, string unit) =>
        documents.Select(d => (Document: d, Place: d.PlaceFor(unit))).Where(d => d.Place is not null).OrderByDescending(d => d.Place!.Length).ThenByDescending(d => d.Document.From)
            .ThenByDescending(d => d.Document.Version).Select(d => d.Document).FirstOrDefault();

    private async Task<ImmutableArray<AskedForm>> FormsAsync(ImmutableArray<StoredDocument> all, CancellationToken cancellation)
    {
        var forms = ImmutableArray.CreateBuilder<AskedForm>();
        foreach (var form in all.Where(d => d.Kind == FormDocument.Kind.Name && d.State is StoredDocument.Published or StoredDocument.Retracted))
        {
            var asked = (await shelf.ContentAsync(form, cancellation))["schema"]["properties"] as RecordValue;
            var titles = (asked?.Members ?? []).Select(m => (m.Key, Title: Text.From(m.Value["title"]))).Where(m => m.Title is not null);
            forms.Add(new AskedForm(form, titles.ToImmutableDictionary(m => m.Key, m => m.Title!, StringComparer.Ordinal)));
        }

        return forms.ToImmutable();
    }

    /// <summary>A version of a form, and what its fields are called.</summary>
    private sealed record AskedForm(StoredDocument Form, ImmutableDictionary<string, Text> Titles);
}
