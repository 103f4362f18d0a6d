using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Hosting;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Files;

/// <summary>A file to come: how large it is, and the person or the unit it belongs to; of a proof what it is and until when it is valid.</summary>
public sealed record UploadInput(long Size, Id? Person = null, string Unit = "", string Category = "", DateOnly? ValidUntil = null);

/// <summary>How much of an upload has arrived. Once all has, the hash that addresses the file.</summary>
public sealed record UploadView(Id Id, long Offset, long Size, string? Hash = null, string? Type = null);

/// <summary>A kept file. <see cref="Valid"/> is false once its proof has run out; while it is valid it need not be asked for again.</summary>
public sealed record FileView(string Hash, string Type, long Size, DateTimeOffset At, string Category, DateOnly? ValidUntil, bool Valid);

/// <summary>The hash of an uploaded scan.</summary>
public sealed record MinutesInput(string Hash);

public sealed record MinutesView(int Decision, string Hash);

public static class FilesApi
{
    public static void MapFiles(this RouteGroupBuilder api)
    {
        api.MapPost("/uploads", Begin).WithMetadata(new WithoutKey()).WithSummary("Announce a file; one that is too large is refused before a byte of it is read");
        api.MapGet("/uploads/{id}", Standing).WithSummary("How much of an upload has arrived, to go on from there");
        api.MapPost("/uploads/{id}/append", Append).WithMetadata(new WithoutKey(), new RequestSizeLimitAttribute(ServerSettings.MaxUpload))
            .Accepts<IFormFile>("application/octet-stream").WithSummary("The next bytes, from an offset on; with the last one the file is checked, cleaned, sealed and kept");
        api.MapGet("/rosters/{id}/minutes", Minutes).WithSummary("The signed minutes of a list, by decision");
        api.MapPost("/rosters/{id}/minutes", (Id id, MinutesInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AttachMinutes(id, i.Hash) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Put the scan of the signed minutes to a list's last decision");
        api.MapGet("/cases/{id}/files", CaseFilesReading.ListAsync).WithSummary("A case's files: what is kept of its person, and what the case's application and records name");
        api.MapGet("/files", List).WithSummary("Kept files of a person or a unit; of a unit an authority is listed the evidence on its findings");
        api.MapGet("/files/{hash}", Download).Produces<Stream>(StatusCodes.Status200OK, FileType.Jpeg, FileType.Png, FileType.Heic, FileType.Pdf).WithSummary("A kept file, as an attachment");
    }

    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> Begin(
        UploadInput input, Caller caller, Directory directory, PartialUploads uploads, FileReaders readers, CancellationToken cancellation)
    {
        if (input.Size is <= 0 or > ServerSettings.MaxUpload)
            return Refuse(FileCodes.Size.With(("limit", ServerSettings.MaxUpload), ("size", input.Size)), caller, input.Size > 0 ? StatusCodes.Status413PayloadTooLarge : null);
        if (input.Person is null == (input.Unit.Length == 0))
            return Refuse(FileCodes.Owner.With(), caller);
        var person = input.Person is { } id ? await directory.PersonAsync(id) : null;
        if (person is null && input.Person is not null)
            return Refuse(StepCodes.NotFound.With(), caller);
        if (await readers.RefuseAsync(caller.Principal, person, input.Unit, cancellation) is { } refused)
            return Refuse(refused, caller);
        var begun = uploads.Begin(new PartialUpload(default, caller.Principal.Id, input.Person ?? default, input.Unit, input.Category, input.ValidUntil, input.Size));
        return begun is null ? Refuse(FileCodes.TooMany.With(("most", PartialUploads.MostOpen)), caller) : TypedResults.Ok(new UploadView(begun.Id, 0, begun.Size));
    }

    private static Results<Ok<UploadView>, ProblemHttpResult> Standing(Id id, Caller caller, PartialUploads uploads) =>
        uploads.Find(id, caller.Principal.Id) is { } upload ? TypedResults.Ok(new UploadView(id, upload.Offset, upload.Size)) : Ended(id, caller, uploads);

    /// <summary>What was answered when the last byte had come, for who did not hear it.</summary>
    private static Results<Ok<UploadView>, ProblemHttpResult> Ended(Id id, Caller caller, PartialUploads uploads) => uploads.Done(id, caller.Principal.Id) is { } done
        ? TypedResults.Ok(new UploadView(id, done.Size, done.Size, done.Hash, done.Type))
        : Refuse(StepCodes.NotFound.With(), caller);

    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> Append(
        Id id, long offset, Caller caller, HttpRequest request, PartialUploads uploads, VirusScanner scanner, IStepStore store, IMediator mediator, CancellationToken cancellation)
    {
        if (uploads.Find(id, caller.Principal.Id) is null)
            return Ended(id, caller, uploads);
        var gate = uploads.LockOf(id);
        await gate.WaitAsync(cancellation);
        try
        {
            if (uploads.Find(id, caller.Principal.Id) is not { } upload)
                return Ended(id, caller, uploads);
            if (offset != upload.Offset)
                return Refuse(FileCodes.Offset.With(("offset", upload.Offset)), caller);
            if (await uploads.AppendAsync(upload, request.Body, cancellation))
                return Refuse(FileCodes.Size.With(("limit", upload.Size), ("size", $">{upload.Size}")), caller);
            var now = uploads.Find(id, caller.Principal.Id)!;
            return now.Offset < now.Size ? TypedResults.Ok(new UploadView(id, now.Offset, now.Size)) : await KeepAsync(now, caller, uploads, scanner, store, mediator, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> KeepAsync(
        PartialUpload upload, Caller caller, PartialUploads uploads, VirusScanner scanner, IStepStore store, IMediator mediator, CancellationToken cancellation)
    {
        var content = uploads.Content(upload.Id);
        var condemned = await scanner.RefuseAsync(content, cancellation);
        // What arrived stays for a scanner that answers later: the last bytes need not come again.
        if (condemned?.Code == FileCodes.ScannerSilent)
            return Refuse(condemned, caller);
        var (file, unfit) = condemned is null ? CleanFile.Of(content) : (null, condemned);
        if (file is null)
        {
            uploads.Forget(upload.Id);
            return Refuse(unfit!, caller);
        }

        var command = new KeepFile(upload.Person, upload.Unit, file.Type, file.Content, upload.Category, upload.ValidUntil) { Principal = caller.Principal, Key = $"upload:{upload.Id}" };
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is { } reason)
            return Refuse(reason, caller);
        var kept = StreamData.Read<FileEvent>((await store.EventsAsync(answer.Stream, answer.Version - 1, cancellation))[0].Data.Span).OfType<FileEvent.Kept>().Single();
        uploads.End(upload, kept.Hash, kept.Type);
        return TypedResults.Ok(new UploadView(upload.Id, upload.Size, upload.Size, kept.Hash, kept.Type));
    }

    private static async Task<Results<Ok<Listing<MinutesView>>, ProblemHttpResult>> Minutes(Id id, Caller caller, RosterReading rosters, IStoreReader reader) =>
        await rosters.StateAsync(id, caller) is null
            ? Refuse(StepCodes.NotFound.With(), caller)
            : TypedResults.Ok(Listing.All((await reader.DocumentsAsync(Scope.All, new DocumentFilter(AttachMinutesHandler.Document) { Stream = id }))
                .Select(d => new MinutesView((int)(d.Content["decision"].AsNumber() ?? 0), d.Content["hash"].AsText() ?? ""))));

    private static async Task<Results<Ok<Listing<FileView>>, ProblemHttpResult>> List(
        Id? person, string? unit, Caller caller, Directory directory, IStoreReader reader, Cipher cipher, SchoolDays days, StepRunner runner, FileReaders readers, CancellationToken cancellation)
    {
        var owner = person is { } id ? await directory.PersonAsync(id) : null;
        if ((owner is null) == (unit is null))
            return Refuse(person is null ? FileCodes.Owner.With() : StepCodes.NotFound.With(), caller);
        var place = owner?.Place ?? unit!;
        var (refused, judge) = await readers.JudgeAsync(caller.Principal, owner, unit ?? "", cancellation);
        var rows = (await RowsAsync(owner?.Id ?? default, place, reader)).Where(r => judge(r) is null).ToList();
        if (rows.Count == 0 && refused is not null)
            return Refuse(refused, caller);
        var today = await days.DayAsync(place, runner.Now(), cancellation);
        return TypedResults.Ok(Listing.All(rows.Select(r => ViewOf(r, owner?.Id ?? default, cipher, today)).OrderByDescending(f => f.At)));
    }

    /// <summary>A person's wherever he stood when they were kept; a unit's own, and not those below it.</summary>
    internal static async Task<List<DocumentRow>> RowsAsync(Id person, string unit, IStoreReader reader)
    {
        var filter = new StreamFilter { Kind = FileState.Kind };
        var files = await reader.StreamsAsync(Scope.All, person.IsNone ? filter with { Places = [unit] } : filter with { Subject = person }, PageRequest.Everything);
        var rows = new List<DocumentRow>();
        foreach (var file in files.Items.Where(f => f.Subject == person))
            rows.AddRange(await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = file.Id }));
        return rows;
    }

    internal static FileView ViewOf(DocumentRow row, Id person, Cipher cipher, DateOnly today)
    {
        var told = row.Content["sealed"];
        var until = told["validUntil"].AsDay();
        return new FileView(
            row.Key, row.Content["type"].AsText() ?? "", (long)(row.Content["size"].AsNumber() ?? 0),
            DateTimeOffset.FromUnixTimeMilliseconds((long)(row.Content["at"].AsNumber() ?? 0)), told["category"].AsText() ?? "", until, until is null || until >= today);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        string hash, Caller caller, Directory directory, IStoreReader reader, IStepStore store, Cipher cipher, FileReaders readers, ReadingRecord readings, HttpResponse response,
        CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        Rejection reason = StepCodes.NotFound;
        foreach (var row in await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Key = hash }))
        {
            var person = Id.TryParse(row.Content["person"].AsText()) is { } id ? await directory.PersonAsync(id) : null;
            if ((await readers.JudgeAsync(caller.Principal, person, row.OrgPath, cancellation)).Of(row) is { } refused)
                reason = refused;
            else if (await store.BlobAsync(hash, cancellation) is { } blob)
            {
                if (cipher.OpenContent(blob.Content) is not { IsEmpty: false } content)
                    return Refuse(FileCodes.Erased, caller);
                if (person is not null && !caller.Principal.Persons.Contains(person.Id)
                    && await readings.WriteAsync(caller, person.Place, person.Id, hash, RecordReading.Proof) is { } unrecorded)
                    return Refuse(unrecorded, caller);
                return Attachment(blob, content);
            }
        }

        return Refuse(reason, caller);
    }

    private static FileContentHttpResult Attachment(Blob blob, ReadOnlyMemory<byte> content) =>
        TypedResults.Bytes(content, blob.ContentType, $"{blob.Hash[..16]}.{blob.ContentType[(blob.ContentType.IndexOf('/', StringComparison.Ordinal) + 1)..]}");

    private static ProblemHttpResult Refuse(Rejection reason, Caller caller, int? status = null) => Problems.Of(reason, caller.Language, status);
}
