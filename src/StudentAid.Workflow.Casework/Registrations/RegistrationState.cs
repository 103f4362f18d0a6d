using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Registrations;

/// <summary>What happened in a school's window of registration.</summary>
public abstract record RegistrationEvent
{
    private RegistrationEvent() { }

    /// <summary>These students were approved in the register system; Receipt is the hash of its answer.</summary>
    public sealed record Registered(string School, string Window, int Year, ImmutableArray<Id> People, string Receipt, DateOnly Day) : RegistrationEvent;
}

/// <summary>Registrations of one school, window ("spring") and year (学籍注册); the students' own rows are documents of this stream.</summary>
public sealed record RegistrationState(long Version, string School, string Window, int Year, ImmutableArray<Id> People) : IBesideState<RegistrationState, RegistrationEvent>
{
    public const string Kind = "registration";
    public const int Format = 1;

    /// <summary>The kind of document that holds a student's registration, by his id: <c>{ window, name, year, register, day }</c>.</summary>
    public const string Document = "registered";

    public static RegistrationState Empty { get; } = new(0, "", "", 0, []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(string school, string window, int year) => Id.Of(Kind, school, window, year.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public RegistrationState After(IEnumerable<RegistrationEvent> events) => events.OfType<RegistrationEvent.Registered>().Aggregate(this, (state, e) => state with
    {
        School = e.School, Window = e.Window, Year = e.Year, People = state.People.AddRange(e.People),
    }) with { Version = Version + 1 };
}
