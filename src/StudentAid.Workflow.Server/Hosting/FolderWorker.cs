using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Proposes the documents of a folder to a second person, or publishes them where nobody could approve or the settings say so, and again whenever the folder changes: all of
/// them or, where one is unfit, none; then the log says which file and why, and what was published before stays in force. A text that was turned down and lies as a
/// draft since is not proposed again. A file that is deleted retracts nothing.
/// </summary>
public sealed partial class FolderWorker(
    ServerSettings settings, IMediator mediator, IStepStore store, DocumentShelf shelf, ActivityTypes types, WorkSignal signal, TimeProvider time, ILogger<FolderWorker> logger)
    : Worker(signal, time, logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Files, with their texts, of which the log has said that they are not proposed again.</summary>
    private readonly HashSet<string> passedOver = new(StringComparer.Ordinal);

    private string? seen;
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        if (settings.Workflows is not { } folder || Time.GetUtcNow() < next)
            return false;
        next = Time.GetUtcNow() + Between;
        var files = System.IO.Directory.Exists(folder) ? DocumentFolder.Files(folder) : [];
        var now = string.Join('\n', files.Select(f => new FileInfo(f)).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName}|{f.Length}|{f.LastWriteTimeUtc.Ticks}")));
        if (now == seen)
            return false;
        // Before the reading: what is written meanwhile is seen as a change the next time.
        seen = now;
        if (files.IsEmpty)
            Empty(logger, folder);
        return await PublishAsync(files, cancellation);
    }

    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(settings.Workflows is null ? null : next);

    private async Task<bool> PublishAsync(ImmutableArray<string> files, CancellationToken cancellation)
    {
        var kept = await shelf.AllAsync(UnitState.IdOf(UnitPath.Root));
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file, cancellation);
            var read = DocumentText.Read(text, types);
            if (read.Refused is { } unreadable)
                return Say(file, unreadable);
            if (settings.PublishWorkflows || !kept.Any(d => d is { State: StoredDocument.Draft, DeclinedBy.IsNone: false } && d.Hash == read.Text!.Content.Hash))
                texts.Add(text);
            else if (passedOver.Add($"{file}@{read.Text!.Content.Hash}"))
                TurnedDown(logger, file);
        }

        if (texts.Count == 0)
            return false;
        var answer = await mediator.Send(
            new PublishDocuments(UnitPath.Root, texts.ToImmutable()) { Principal = Principal.System, Key = KeyOf(texts, kept.Length), ForReview = !settings.PublishWorkflows }, cancellation);
        if (answer.Rejected is { } refused)
            return refused.Code != ShelfCodes.NothingNew && Say(settings.Workflows!, refused);
        var happened = StreamData.Read<UnitEvent>((await store.EventsAsync(answer.Stream, answer.Version - 1, cancellation))[0].Data.Span);
        if (happened.Any(e => e is UnitEvent.DocumentProposed))
            Proposed(logger, settings.Workflows!);
        else
            Published(logger, settings.Workflows!);
        return true;
    }

    /// <summary>The same texts after other ones are another publication: the number of versions tells them apart.</summary>
    private static string KeyOf(IEnumerable<string> texts, int versions) =>
        $"folder-{versions.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))}";

    private bool Say(string path, Rejection refused)
    {
        Unfit(logger, path, refused.Code.Id, refused.In("zh-CN"), refused.In("en"));
        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "已发布 Published what changed in {Folder}.")]
    private static partial void Published(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "待复核 What changed in {Folder} waits for a second person.")]
    private static partial void Proposed(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "已退回，不再提交复核 {Path} was turned down and is not proposed again until it changes.")]
    private static partial void TurnedDown(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "文件夹中没有规则文件 There is no document in {Folder}.")]
    private static partial void Empty(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "未发布 Nothing was published, {Path} ({Code}): {Reason} {ReasonInEnglish}")]
    private static partial void Unfit(ILogger logger, string path, string code, string reason, string reasonInEnglish);
}
