using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>证明材料 of the archive: a table of who gave what, valid until when, and the files themselves; what was taken over from an earlier year says so.</summary>
internal static class ArchiveProofs
{
    public static async Task<ArchiveSection> SectionAsync(DecidedList list, IStepStore store, SealedTexts texts, Cipher cipher, CancellationToken cancellation)
    {
        var files = new ArchiveEvidence(store, cipher);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in list.Rows)
        {
            foreach (var piece in await row.History.EvidenceAsync(texts, cancellation))
            {
                rows.Add([row.Name, row.History.Number, FormDocument.NameOf(piece.Type, list.Form?.Papers ?? []).ZhCn, piece.From, piece.ValidUntil, piece.Hash]);
                await files.TakeAsync(piece.Hash, $"{row.History.Number}-{row.Name}", cancellation);
            }
        }

        var table = ArchiveTable.File("证明材料清单", ["姓名", "编号", "类型", "来源", "有效期至", "校验值"], rows);
        return new ArchiveSection("证明材料", [table, .. files.Files.DistinctBy(f => f.Name)], [.. files.Missing.Distinct(StringComparer.Ordinal)]);
    }
}
