using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>The documents of folders as though they were published at the root; what cannot be published is left out (lint says why).</summary>
internal sealed record FolderShelf(ImmutableArray<StoredDocument> Documents, ImmutableDictionary<string, string> Texts)
{
    public static FolderShelf Of(IEnumerable<string> texts, ActivityTypes types)
    {
        var documents = ImmutableArray.CreateBuilder<StoredDocument>();
        var bySource = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (DocumentText.Read(text, types).Text is not { } read)
                continue;
            documents.Add(read.Stored(UnitPath.Root));
            bySource[read.Source.Hash] = text;
        }

        return new FolderShelf(documents.ToImmutable(), bySource.ToImmutable());
    }

    public string TextOf(StoredDocument document) => Texts[document.Source];
}
