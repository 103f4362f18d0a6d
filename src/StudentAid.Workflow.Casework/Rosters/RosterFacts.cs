namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Kinds of facts that decisions on rosters ask for.</summary>
public static class RosterFacts
{
    /// <summary>A round by id: { pin, repins, practice, scale … }.</summary>
    public const string Round = "round";

    /// <summary>"gate|unit": { entries, pins [of the entries' cases, and of those that still wait under an earlier name of the activity], missing, counters [[name, value]] }.</summary>
    public const string Waiting = "waiting";

    /// <summary>A roster by id: { left [case ids], counters [[name, value]] } of its entries.</summary>
    public const string Standing = "standing";

    /// <summary>"body|unit": { members [{ id, name, category, persons }], published }. Persons are those in whose cases the member must withdraw.</summary>
    public const string Committee = "committee";

    /// <summary>The activity of a member's task to vote.</summary>
    public const string VoteTask = "cast-vote";

    /// <summary>"id" of a principal or a student: { principal } as whom he signs in; null where he signs in nowhere.</summary>
    public const string Voter = "voter";

    /// <summary>"unit": { documents, hash, changes } of the working-day calendar that holds there.</summary>
    public const string Calendar = "calendar";
}
