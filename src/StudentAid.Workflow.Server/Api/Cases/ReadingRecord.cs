using MediatR;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>Puts on record what is given to staff by a request that only reads; a family's own leaves no record.</summary>
public sealed class ReadingRecord(IMediator mediator, IHttpContextAccessor context, TimeProvider time)
{
    /// <summary>Why nothing may be given; null where it is on record.</summary>
    /// <param name="caller">Who is given it.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="about">The case or person whom it is about; None of many.</param>
    /// <param name="of">What it is: a hash, a form, a batch, an id.</param>
    /// <param name="purpose">One of <see cref="RecordReading.Purposes"/>.</param>
    public async Task<Rejection?> WriteAsync(Caller caller, string place, Id about, string of, string purpose) => (await mediator.Send(new RecordReading(place, about, of, purpose)
    {
        Principal = caller.Principal, Key = IsShown(purpose) ? $"{about} {of} {purpose} {time.GetUtcNow():yyyy-MM-ddTHH}" : $"{context.HttpContext?.Connection.Id} {context.HttpContext?.TraceIdentifier} {purpose}",
    })).Rejected;

    /// <summary>What a page shows is asked for again while it stays open: that is one look an hour, and not one for each time.</summary>
    private static bool IsShown(string purpose) => purpose is RecordReading.Score or RecordReading.Record or RecordReading.Told;
}
