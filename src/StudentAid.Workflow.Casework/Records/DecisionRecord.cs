using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Records;

/// <summary>A fact that the decision rests on: its kind and id, where it came from in which version, and when it was used.</summary>
public sealed record RecordedFact(string Kind, string Id, string Source, long Version, DateTimeOffset At);

/// <summary>One act of verification: method, day, and what was found.</summary>
public sealed record RecordedCheck(string Method, string Day, string Finding);

/// <summary>What one item of the table gave.</summary>
public sealed record RecordedPoint(string Item, Text Name, string Factor, decimal Points, string Detail);

/// <summary>The score by a table in the version of its hash (<c>kind/id@hash</c>), the level that it suggests, and its points item by item.</summary>
public sealed record RecordedScore(
    string Table, decimal Total, string Suggested, Text SuggestedName, DateTimeOffset At, ImmutableArray<RecordedPoint> Points, ImmutableArray<RecordedGround> Grounds);

/// <summary>A rule of the table beside its points that held: a veto, or the direct level on which the suggestion rests.</summary>
public sealed record RecordedGround(Text Name, string Article, bool Veto);

/// <summary>How a body met and voted: numbers and no names.</summary>
public sealed record RecordedVote(DateOnly Day, string Mode, int Seats, int Present, int Withdrawn, int Agree, int Disagree, int Abstain);

/// <summary>
/// What one body said: <see cref="Corrected"/> where the level is another than the one that stood before, with code and words; <see cref="Standing"/> false where a return
/// threw it back later.
/// </summary>
public sealed record RecordedStage(
    string Activity, Text Title, string Article, string Outcome, string Level, Text LevelName, bool Corrected, string Reason, string Opinion, DateTimeOffset At, RecordedVote? Vote, bool Standing);

/// <summary>A notice: from when to when it was shown, when it was taken down, and the hash of what was shown; outcome Passed or Upheld.</summary>
public sealed record RecordedNotice(string Activity, Id Roster, DateOnly Posted, DateOnly LastDay, DateTimeOffset? TakenDown, string ShownHash, string Outcome);

/// <summary>An objection to this student's entry, without who objected and what he said; result upheld, not-upheld, or empty while it is open.</summary>
public sealed record RecordedObjection(int Number, DateOnly Raised, DateOnly Due, string Result, DateOnly? AnsweredOn, string Answer);

/// <summary>A paragraph of law with what rests on it.</summary>
public sealed record RecordedBasis(string Activity, Text Title, string Article);

/// <summary>
/// The decision record of a student: everything that led to the level, out of the stored history alone. <see cref="Events"/> and <see cref="Head"/> (the hash of the last
/// event) say which history it was made of: whoever folds the same events gets the same record.
/// </summary>
public sealed record DecisionRecord(
    Id Case, string Number, Id Round, string SchoolYear, string Procedure, string Pin, Id Person, string Status, ImmutableArray<string> Outcomes, string Level, Text LevelName, string Reason,
    string Match, DateTimeOffset? SubmittedAt, ImmutableArray<RecordedFact> Facts, ImmutableArray<RecordedCheck> Checks, ImmutableArray<RecordedScore> Scores,
    ImmutableArray<RecordedStage> Stages, ImmutableArray<RecordedNotice> Notices, ImmutableArray<RecordedObjection> Objections, ImmutableArray<RecordedBasis> Basis, long Events, string Head);
