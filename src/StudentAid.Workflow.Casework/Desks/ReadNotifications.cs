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

    internal const string Key = "notifications";

    public static readonly ReadMarks None = new(DateTimeOffset.UnixEpoch, []);

    public bool Has(string id, DateTimeOffset at) => at <= UpTo || Ids.Contains(id, StringComparer.Ordinal);

    public static async Task<ReadMarks> OfAsync(IStoreReader reader, Id principal) =>
        await reader.DocumentAsync(Scope.All, DeskState.IdOf(principal), Document, Key) is { } row ? Of(row.Content) : None;

    internal static ReadMarks Of(Value kept) => kept.IsNull
        ? None
        : new ReadMarks(DateTimeOffset.FromUnixTimeMilliseconds((long)(kept["upTo"].AsNumber() ?? 0)), [.. kept["ids"].Items.Select(i => i.AsText()!)]);

    internal DocumentPut Put() => new(Document, Key, Value.Record(("upTo", UpTo.ToUnixTimeMilliseconds()), ("ids", Value.List(Ids.Select(Value.Of)))));
}

public sealed class ReadNotificationsHandler(StepRunner runner) : IRequestHandler<ReadNotifications, Answer>
{
    private const int MostKept = 500;

    public Task<Answer> Handle(ReadNotifications request, CancellationToken cancellationToken) =>
        runner.RunAsync<DeskState>(request, DeskState.IdOf(request.Principal.Id), (state, _, act, facts) => Read(request, state, act, facts), cancellationToken);

    private static StreamDecision Read(ReadNotifications request, DeskState? state, Act act, Facts facts)
    {
        var key = ReadMarksSource.Of(request.Principal.Id);
        if (facts.Find(key) is not { } known)
            return new StreamDecision.Needs([key]);
        var before = ReadMarks.Of(known.Value);
        var upTo = request.UpTo is { } given && given > before.UpTo ? given <= act.Now ? given : act.Now : before.UpTo;
        var marks = new ReadMarks(upTo, [.. before.Ids.Concat(request.Ids).Distinct(StringComparer.Ordinal).TakeLast(MostKept)]);
        var desk = new DeskSteps(state, request.Principal, "", act);
        desk.Parts.Row(marks.Put());
        return desk.Of(new DeskEvent.NotificationsRead(request.Ids.Length, request.UpTo));
    }
}

/// <summary>"read-marks" by principal: what of his notifications he has read, as it stands when the step is decided: the desk's own, whose version the step guards.</summary>
public sealed class ReadMarksSource(IStoreReader reader) : FactSource(Kinds)
{
    private const string Kinds = "read-marks";

    public static FactKey Of(Id principal) => new(Kinds, principal.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        Id.TryParse(key.Id) is { } principal && await reader.DocumentAsync(Scope.All, DeskState.IdOf(principal), ReadMarks.Document, ReadMarks.Key) is { } row
            ? new Fact(key, row.Content)
            : None(key);
}
