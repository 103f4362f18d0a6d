using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>The rules of retention as a unit's line makes them: the topmost layer's, changed by each below within its bounds.</summary>
public sealed class RetentionShelf(DocumentShelf shelf, SchoolDays days, TimeProvider time)
{
    /// <summary>What holds at a unit on a day.</summary>
    public async Task<RetentionRules> OfAsync(string unit, DateOnly day, CancellationToken cancellation)
    {
        var layers = (await shelf.LineAsync(unit))
            .Where(d => d.Kind == RetentionRules.Kind.Name && d.Procedure.Length == 0 && d.State == StoredDocument.Published && d.From <= day)
            .Select(d => (Document: d, Place: d.PlaceFor(unit))).Where(d => d.Place is not null)
            .GroupBy(d => d.Place!, StringComparer.Ordinal).OrderBy(g => g.Key.Length)
            .Select(g => g.OrderByDescending(d => d.Document.From).ThenByDescending(d => d.Document.Version).First().Document);
        var rules = RetentionRules.None;
        foreach (var layer in layers)
        {
            // Nothing falls due by rules of which a layer cannot be read: it may have wanted longer terms.
            if (RetentionRules.Kind.Read(await shelf.ContentAsync(layer, cancellation)).Document is not { } own)
                return RetentionRules.None;
            rules = rules.Under(own);
        }

        return rules;
    }

    /// <summary>Why rules among these texts cannot be published for a unit: a term lies outside the bounds of the layers above; null where they can.</summary>
    public async Task<Rejection?> RefusalAsync(string unit, IEnumerable<string> texts, CancellationToken cancellation)
    {
        foreach (var text in texts.Where(t => t.Contains($"\"{RetentionRules.Kind.Name}\"", StringComparison.Ordinal)))
        {
            if (PackReader.Read(text).Document is not { } document || document.Kind != RetentionRules.Kind.Name || RetentionRules.Kind.Read(document).Document is not { } rules)
                continue;
            var today = await days.DayAsync(UnitPath.Root, time.GetUtcNow(), cancellation);
            foreach (var place in await shelf.PlacesAsync(unit, document.Unit))
            {
                // By what holds above when it begins to; the topmost layer is bound by nobody.
                if (UnitPath.Parent(place) is { } above
                    && (await OfAsync(above, document.From > today ? document.From : today, cancellation)).Refusals(rules).FirstOrDefault() is { } refused)
                    return refused;
            }
        }

        return null;
    }
}
