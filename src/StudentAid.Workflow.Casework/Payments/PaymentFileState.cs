using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>What happened to a file of payments. Amounts in 分; Paper is the file's hash, Reason the address of a sealed text.</summary>
public abstract record PaymentFileEvent
{
    private PaymentFileEvent() { }

    /// <summary>The bank's or finance office's result came back; its rows are documents of this stream.</summary>
    public sealed record Recorded(Id Round, string School, string Batch, DateOnly PaidOn, string Paper, int Rows, long Paid, int Failed) : PaymentFileEvent;

    /// <summary>The file was the wrong one; it stays on record and counts no more.</summary>
    public sealed record Withdrawn(string Reason, DateOnly Day) : PaymentFileEvent;
}

/// <summary>A file of payments (发放结果): "recorded" or "withdrawn".</summary>
public sealed record PaymentFileState(
    long Version, Id Round, string School, string Batch, DateOnly PaidOn, string Paper, int Rows, long Paid, int Failed, DateOnly? WithdrawnOn) : IBesideState<PaymentFileState, PaymentFileEvent>
{
    public const string Kind = "payment-file";
    public const int Format = 1;

    /// <summary>The kind of document that holds a row: <c>{ person, amount, result, day, sealed }</c>.</summary>
    public const string Document = "payment";

    public static PaymentFileState Empty { get; } = new(0, default, "", "", default, "", 0, 0, 0, null);

    public string Status => WithdrawnOn is null ? "recorded" : "withdrawn";

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id round, string batch) => Id.Of(Kind, round.ToString(), batch);

    public PaymentFileState After(IEnumerable<PaymentFileEvent> events) => events.Aggregate(this, (state, happened) => happened switch
    {
        PaymentFileEvent.Recorded e => state with
        {
            Round = e.Round, School = e.School, Batch = e.Batch, PaidOn = e.PaidOn, Paper = e.Paper, Rows = e.Rows, Paid = e.Paid, Failed = e.Failed,
        },
        PaymentFileEvent.Withdrawn e => state with { WithdrawnOn = e.Day },
        _ => state,
    }) with { Version = Version + 1 };
}
