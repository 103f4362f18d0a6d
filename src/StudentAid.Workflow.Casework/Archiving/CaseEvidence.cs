using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>One piece of evidence of a case: what it is, where it came from in words, until when it is valid (empty: not said), and the file's hash.</summary>
public sealed record CaseEvidence(string Type, string From, string ValidUntil, string Hash)
{
    /// <summary>The day of issue, as it was said; empty where it was not.</summary>
    public string Issued { get; init; } = "";

    /// <summary>Whose stamps it bears, as codes.</summary>
    public ImmutableArray<string> Stamps { get; init; } = [];
}

public static class CaseEvidenceReading
{
    /// <summary>What the application brought, what it took over from an earlier year, its scans, and what the records of verification name.</summary>
    public static async Task<IReadOnlyList<CaseEvidence>> EvidenceAsync(this CaseHistory history, SealedTexts texts, CancellationToken cancellation)
    {
        var attachments = await texts.OpenAsync(history.Attachments, cancellation);
        var found = attachments["evidence"].Items.Select(e => Of(e, "申请")).Concat(attachments["kept"].Items.Select(e => Of(e, "沿用旧证明"))).ToList();
        if (attachments["signature"]["scan"].AsText() is { } scan)
            found.Add(new CaseEvidence("", "承诺书扫描件", "", scan));
        found.AddRange(history.Verifications.SelectMany(v => v.Evidence.Select(hash => new CaseEvidence("", $"核实 {v.Day}", "", hash))));
        found.AddRange(history.Attached.Select(hash => new CaseEvidence("", "审批附件", "", hash)));
        return found;
    }

    private static CaseEvidence Of(Value piece, string from) =>
        new(piece["type"].AsText() ?? "", from, piece["validUntil"].AsText() ?? "", piece["hash"].AsText() ?? "")
        {
            Issued = piece["issued"].AsText() ?? "", Stamps = [.. piece["stamps"].Items.Select(s => s.AsText()).OfType<string>()],
        };
}
