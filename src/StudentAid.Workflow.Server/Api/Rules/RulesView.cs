using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api.Rules;

/// <summary>
/// What a round is pinned to, as a screen needs it: the picture of its definition, its levels with the reasons of 不予认定, and (of a case) the
/// forms that are filled in. It never changes under the same pin.
/// </summary>
public sealed record RulesView(
    string Pin, Text Name, IReadOnlyList<RuleActivity> Activities, IReadOnlyList<RuleEdge> Edges, IReadOnlyList<NamedId> Levels, RuleRefusal? NotDetermined,
    IReadOnlyList<BodyName> Bodies, IReadOnlyList<Value> Forms)
{
    /// <summary>Of each commitment among the forms the hash of its text: what is signed names it (<c>commitment.text</c>).</summary>
    public IReadOnlyList<CommitmentHash> Commitments { get; init; } = [];
}

/// <summary>A commitment by its document's id, and the SHA-256 of its text in hexadecimal.</summary>
public sealed record CommitmentHash(string Id, string Hash);

/// <summary>An activity on the picture. Act, body and role are empty where it has none.</summary>
public sealed record RuleActivity(string Id, string Type, Text Title, string? Article, string? Note, string? Parent, string Act, string Body, string Role, string Scope, bool Roster);

public sealed record RuleEdge(string From, string Port, string To, bool Rewind);

public sealed record NamedId(string Id, Text Name);

/// <summary>The value 不予认定 and the reasons that may be given; with <c>explain</c> words are asked too.</summary>
public sealed record RuleRefusal(string Id, Text Name, IReadOnlyList<RefusalReason> Reasons);

public sealed record RefusalReason(string Id, Text Name, string Article, bool Explain);

/// <summary>A body by its own name, and what its members are named by.</summary>
public sealed record BodyName(string Id, Text Name)
{
    /// <summary>The kinds of unit for which it may stand.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whom it is made of, and who is invited beside them.</summary>
    public IReadOnlyList<BodyCategory> Categories { get; init; } = [];

    public IReadOnlyList<BodyCategory> Invited { get; init; } = [];

    /// <summary>Categories of which the chair is one; empty where anybody chairs.</summary>
    public IReadOnlyList<string> ChairOf { get; init; } = [];

    /// <summary>In what members must differ, or should (gender, dormitory).</summary>
    public IReadOnlyList<NamedId> Traits { get; init; } = [];

    /// <summary>Whether the members elect their chair, on a day that is put down with them.</summary>
    public bool ChairElected { get; init; }

    /// <summary>Whether the list of members is published before they first meet.</summary>
    public bool PublishList { get; init; }
}

/// <summary>A category of members; Share is the part of all who vote that they make up at least (2/3), with &gt; where it is to be exceeded.</summary>
public sealed record BodyCategory(string Id, Text Name, int Minimum, int? Maximum, bool Student, bool Votes, string? Share);

/// <summary>A member of the body that decides a list, and whether he must withdraw because he, or a relative, stands on it.</summary>
public sealed record Seat(string Id, string Name, string Category, bool Chair, bool Concerned)
{
    /// <summary>True where he sits there without a vote.</summary>
    public bool Observes { get; init; }

    /// <summary>False where he signs in nowhere: his vote is put down with the meeting, or by whoever keeps the record, and a paper of a secret ballot only there.</summary>
    public bool SignsIn { get; init; }
}
