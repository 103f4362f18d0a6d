using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Reconsiderations;

/// <summary>What happened to a reconsideration (认定复议). Request and answer are addresses of sealed texts.</summary>
public abstract record ReconsiderationEvent
{
    private ReconsiderationEvent() { }

    public sealed record Requested(Id Round, Id Case, Id Person, string School, Authority Authority, string Channel, string Content, DateOnly? Due) : ReconsiderationEvent;

    public sealed record Answered(string Result, string Content, string DocumentNumber, DateOnly Day) : ReconsiderationEvent;
}

/// <summary>Where a reconsideration stands: open while <see cref="Result"/> is empty, else "maintained" or "changed".</summary>
public sealed record ReconsiderationState(
    long Version, Id Round, Id Case, Id Person, string School, Authority Authority, string Channel, string Content, string Result, string Answer,
    string DocumentNumber, DateOnly? AnsweredOn, DateOnly? Due) : IBesideState<ReconsiderationState, ReconsiderationEvent>
{
    public const string Kind = "reconsideration";
    public const int Format = 2;
    public const string Maintained = "maintained";
    public const string Changed = "changed";

    public static ReconsiderationState Empty { get; } = new(0, default, default, default, "", new Authority("", "", ""), "", "", "", "", "", null, null);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>"open" or "answered".</summary>
    public string Status => Result.Length > 0 ? "answered" : "open";

    public static Id IdOf(Id @case, int ordinal) => Id.Of(Kind, @case.ToString(), ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public ReconsiderationState After(IEnumerable<ReconsiderationEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private ReconsiderationState With(ReconsiderationEvent happened) => happened switch
    {
        ReconsiderationEvent.Requested e => this with
        {
            Round = e.Round, Case = e.Case, Person = e.Person, School = e.School, Authority = e.Authority, Channel = e.Channel, Content = e.Content, Due = e.Due,
        },
        ReconsiderationEvent.Answered e => this with { Result = e.Result, Answer = e.Content, DocumentNumber = e.DocumentNumber, AnsweredOn = e.Day },
        _ => this,
    };
}
