using System.Security.Cryptography;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>
/// Keeps an uploaded file, cleaned and sealed, of a person or of a unit (a photo of the notice board, signed minutes). Its address is the hash of what is
/// kept. <paramref name="Category"/> and <paramref name="ValidUntil"/> tell of the family and are sealed too.
/// </summary>
public sealed record KeepFile(Id Person, string Unit, string Type, ReadOnlyMemory<byte> Content, string Category, DateOnly? ValidUntil) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(
        Person.ToString(), Unit, Type, Convert.ToHexStringLower(SHA256.HashData(Content.Span)), Category, ValidUntil?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "");
}

/// <summary>What happened to a file: it was kept. The owner stands in the stream.</summary>
public abstract record FileEvent
{
    private FileEvent() { }

    public sealed record Kept(string Hash, string Type, long Size) : FileEvent;
}

/// <summary>A kept file; it never changes.</summary>
public sealed record FileState(long Version) : IStreamState<FileState>
{
    public const string Kind = "file";
    public const int Format = 1;

    public static FileState Empty { get; } = new(0);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(string hash, Id person, string unit) => Id.Of(Kind, hash, person.ToString(), unit);

    public static FileState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<FileState>(Format, snapshot);

    public FileState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };
}

public sealed class KeepFileHandler(StepRunner runner, Organisations.Directory directory, Cipher cipher, FileReaders readers) : IRequestHandler<KeepFile, Answer>
{
    /// <summary>Documents of this kind, by hash: <c>{ person, type, size, at, sealed: { category, validUntil } }</c>.</summary>
    public const string Document = "file";

    public async Task<Answer> Handle(KeepFile request, CancellationToken cancellationToken)
    {
        if (request.Person.IsNone == (request.Unit.Length == 0))
            return FileCodes.Owner;
        var person = request.Person.IsNone ? null : await directory.PersonAsync(request.Person);
        if (person is null && !request.Person.IsNone)
            return StepCodes.NotFound;
        if (await readers.RefuseAsync(request.Principal, person, request.Unit, cancellationToken) is { } refused)
            return refused;
        var kept = cipher.SealContent(person?.Id ?? UnitState.IdOf(request.Unit), person?.Place ?? request.Unit, request.Content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(kept.Span));
        var stream = FileState.IdOf(hash, request.Person, request.Unit);
        return await runner.RunAsync<FileState>(
            request, stream, (state, _, act, _) => Kept(request, state, new Blob(hash, request.Type, kept, request.Person), person?.Place ?? request.Unit, act), cancellationToken);
    }

    private static StreamDecision Kept(KeepFile request, FileState? before, Blob blob, string place, Act act)
    {
        var parts = new StepParts(act, before?.Version ?? 0);
        parts.Keep(blob);
        parts.Row(new DocumentPut(Document, blob.Hash, Content(request, act), place));
        var step = parts.Of(
            FileState.Kind, place, "open", StreamData.Write<FileEvent>([new FileEvent.Kept(blob.Hash, request.Type, request.Content.Length)]),
            StreamData.Snapshot(FileState.Format, new FileState((before?.Version ?? 0) + 1)));
        return step with { Subject = request.Person };
    }

    private static RecordValue Content(KeepFile request, Act act)
    {
        var told = Value.Record(("category", request.Category));
        if (request.ValidUntil is { } until)
            told = told.With("validUntil", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return Value.Record(
            ("person", request.Person.IsNone ? "" : request.Person.ToString()), ("type", request.Type), ("size", request.Content.Length),
            ("at", act.Now.ToUnixTimeMilliseconds()), ("sealed", told));
    }
}
