using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Desks;

/// <summary>Marks one's own notifications as read: these, or all up to an instant.</summary>
public sealed record ReadNotifications(ImmutableArray<string> Ids, DateTimeOffset? UpTo) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Value.List(Ids.Select(Value.Of)), UpTo?.ToUnixTimeMilliseconds() ?? 0);
}

/// <summary>What of his notifications somebody has read.</summary>
public sealed record ReadMarks(DateTimeOffset UpTo, ImmutableArray<string> Ids)
{
    public const string Document = "read";

    private const string Key = "notifications";

    public static readonly ReadMarks None = new(DateTimeOffset.UnixEpoch, []);

    public bool Has(string id, DateTimeOffset at) => at <= UpTo || Ids.Contains(id, StringComparer.Ordinal);

    public static async Task<ReadMarks> OfAsync(IStoreReader reader, Id principal) =>
        await reader.DocumentAsync(Scope.All, DeskState.IdOf(principal), Document, Key) is { } row
            ? new ReadMarks(DateTimeOffset.FromUnixTimeMilliseconds((long)(row.Content["upTo"].AsNumber() ?? 0)), [.. row.Content["ids"].Items.Select(i => i.AsText()!)])
            : None;

    internal DocumentPut Put() => new(Document, Key, Value.Record(("upTo", UpTo.ToUnixTimeMilliseconds()), ("ids", Value.List(Ids.Select(Value.Of)))));
}

public sealed class ReadNotificationsHandler(StepRunner runner, IStoreReader reader) : IRequestHandler<ReadNotifications, Answer>
{
    private const int MostKept = 500;

    public async Task<Answer> Handle(ReadNotifications request, CancellationToken cancellationToken)
    {
        var before = await ReadMarks.OfAsync(reader, request.Principal.Id);
        return await runner.RunAsync<DeskState>(request, DeskState.IdOf(request.Principal.Id), (state, _, act, _) =>
        {
            var upTo = request.UpTo is { } given && given > before.UpTo ? given <= act.Now ? given : act.Now : before.UpTo;
            var marks = new ReadMarks(upTo, [.. before.Ids.Concat(request.Ids).Distinct(StringComparer.Ordinal).TakeLast(MostKept)]);
            var desk = new DeskSteps(state, request.Principal, "", act);
            desk.Parts.Row(marks.Put());
            return desk.Of(new DeskEvent.NotificationsRead(request.Ids.Length, request.UpTo));
        }, cancellationToken);
    }
}
