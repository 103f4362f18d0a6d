using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>A change of enrolment in lists. Register is "full-time" or "other": the two are kept apart (人社厅发〔2020〕20号 (三)).</summary>
public sealed record EnrolmentChangeRow(Id Id, Id Person, string School, string Register, string Change, string Effect, DateOnly OccurredOn, DateOnly Due, DateOnly? EnteredOn, bool Late)
{
    /// <summary>Why, in words, for who keeps the school's rounds; "" for others, and where none was given.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>The register of changes: of a school and those below, of one register or both, late ones among them.</summary>
public sealed class EnrolmentRegister(IStoreReader reader, SealedTexts texts)
{
    /// <param name="principal">Who reads: what lies in his scope, with reasons where he keeps the rounds.</param>
    /// <param name="below">The school, or the authority's unit.</param>
    /// <param name="register">"full-time", "other", or "" for both.</param>
    /// <param name="today">Not entered by this day and due before it is late.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ImmutableArray<EnrolmentChangeRow>> LoadAsync(Principal principal, string below, string register, DateOnly today, CancellationToken cancellation)
    {
        var rows = new List<EnrolmentChangeRow>();
        foreach (var row in await reader.DocumentsAsync(principal.Scope, new DocumentFilter(EnrolmentChangeState.Document) { Below = below }))
        {
            var change = RowOf(row, today);
            if (register.Length > 0 && change.Register != register)
                continue;
            var reads = Duties.Rounds(principal, row.OrgPath) is null;
            rows.Add(reads ? change with { Reason = await texts.TextAsync(row.Content["reason"].AsText() ?? "", cancellation) } : change);
        }

        return [.. rows.OrderBy(r => r.Due).ThenBy(r => r.Id)];
    }

    private static EnrolmentChangeRow RowOf(DocumentRow row, DateOnly today)
    {
        var (content, due, entered) = (row.Content, row.Content["due"].AsDay() ?? default, row.Content["enteredOn"].AsDay());
        return new EnrolmentChangeRow(
            row.Stream, Id.Parse(content["person"].AsText()!), row.OrgPath, content["register"].AsText() ?? "", content["change"].AsText() ?? "", content["effect"].AsText() ?? "",
            content["occurredOn"].AsDay() ?? default, due, entered, (entered ?? today) > due);
    }
}
