using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>An upload as it may be kept: its type by content, cleaned of what a camera adds; or why not.</summary>
public sealed record CleanFile(string Type, ReadOnlyMemory<byte> Content)
{
    public static (CleanFile? File, Rejection? Refused) Of(ReadOnlyMemory<byte> upload) => FileType.Of(upload.Span) switch
    {
        FileType.Jpeg => Whole(FileType.Jpeg, JpegFile.Stripped(upload.Span), FileCodes.Broken),
        FileType.Png => Whole(FileType.Png, PngFile.Stripped(upload.Span), FileCodes.Broken),
        FileType.Heic => Whole(FileType.Heic, HeicFile.Stripped(upload.Span), FileCodes.Heic),
        // What a PDF carries cannot be told from its text by small means; it is kept as it is and only ever handed out as an attachment.
        FileType.Pdf => (new CleanFile(FileType.Pdf, upload), null),
        _ => (null, FileCodes.UnknownType),
    };

    private static (CleanFile? File, Rejection? Refused) Whole(string type, byte[]? content, Code broken) =>
        content is null ? (null, broken) : (new CleanFile(type, content), null);
}
