using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>
/// The roles of all units as they hold today. They are read with the grants of whoever acts, so what was read is taken as it is for a second; what this
/// process publishes is seen at once.
/// </summary>
public sealed class RoleShelf(DocumentShelf shelf, SchoolDays days, TimeProvider time)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private Held? held;
    private int changes;

    public async Task<RoleBook> BookAsync(CancellationToken cancellation = default)
    {
        var (now, before, known) = (time.GetUtcNow(), Volatile.Read(ref changes), held);
        if (known is not null && known.Changes == before && (now - known.Read).Duration() < Lately)
            return known.Book;
        var day = await days.DayAsync(UnitPath.Root, now, cancellation);
        var book = await OfAsync(await shelf.AllAsync(), day, known?.Book, cancellation);
        held = new Held(book, day, now, before);
        return book;
    }

    /// <summary>The same with the day that they were read on, by which a role that is held for a time is held.</summary>
    public async Task<(RoleBook Book, DateOnly Day)> TodayAsync(CancellationToken cancellation = default)
    {
        var book = await BookAsync(cancellation);
        return (book, held!.Day);
    }

    /// <summary>The roles as they hold on a day by these documents.</summary>
    public Task<RoleBook> OfAsync(IEnumerable<StoredDocument> all, DateOnly day, CancellationToken cancellation) => OfAsync(all, day, null, cancellation);

    /// <summary>To be called after documents were published or retracted.</summary>
    public void Forget() => Interlocked.Increment(ref changes);

    /// <summary>Why lists among these texts cannot be published for a unit; null where they can.</summary>
    public async Task<Rejection?> RefusalAsync(string unit, IEnumerable<string> texts, CancellationToken cancellation)
    {
        RoleBook? book = null;
        foreach (var text in texts.Where(t => t.Contains($"\"{RoleList.Kind.Name}\"", StringComparison.Ordinal)))
        {
            if (PackReader.Read(text).Document is not { } document || document.Kind != RoleList.Kind.Name || RoleList.Kind.Read(document).Document is not { } list)
                continue;
            book ??= await BookAsync(cancellation);
            foreach (var place in await shelf.PlacesAsync(unit, document.Unit))
            {
                if (book.Above(place).Refusals(list).FirstOrDefault() is { } lost)
                    return lost;
            }
        }

        return null;
    }

    private async Task<RoleBook> OfAsync(IEnumerable<StoredDocument> all, DateOnly day, RoleBook? known, CancellationToken cancellation)
    {
        ImmutableArray<StoredDocument> lists =
        [
            .. all.Where(d => d.Kind == RoleList.Kind.Name && d.Procedure.Length == 0 && d.State == StoredDocument.Published && d.From <= day)
                .OrderBy(d => d.Layer, StringComparer.Ordinal).ThenBy(d => d.Key, StringComparer.Ordinal),
        ];
        if (known is not null && known.Has(lists))
            return known;
        var layers = ImmutableArray.CreateBuilder<RoleLayer>();
        foreach (var list in lists)
        {
            if (RoleList.Kind.Read(await shelf.ContentAsync(list, cancellation)).Document is { } roles)
                layers.Add(new RoleLayer(list, roles));
        }

        return new RoleBook(layers.ToImmutable());
    }

    private sealed record Held(RoleBook Book, DateOnly Day, DateTimeOffset Read, int Changes);
}
