using System.Text;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>A file as text and as JSON that knows its places; faults are what is wrong with it as JSON.</summary>
public sealed record DocumentFile(string Path, SourceTree Tree, IReadOnlyList<Diagnostic> Faults)
{
    /// <summary>Bytes of a file that are read at all.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Text => Tree.Text;

    /// <summary>The file, or why it cannot be read. A byte-order mark is taken off.</summary>
    public static (DocumentFile? File, Rejection? Refused) Read(string path)
    {
        if (Directory.Exists(path))
            return (null, DocumentFileCodes.IsFolder.With(("path", path)));
        if (!File.Exists(path))
            return (null, DocumentFileCodes.NotFound.With(("path", path)));
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return (null, DocumentFileCodes.TooLarge.With(("path", path), ("most", LargestFile)));
            var text = Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            var (tree, faults) = SourceTree.Parse(text);
            return (new DocumentFile(path, tree, faults), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, DocumentFileCodes.NotUtf8.With(("path", path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, DocumentFileCodes.Unreadable.With(("path", path), ("reason", FailureText.Of(e))));
        }
    }
}
