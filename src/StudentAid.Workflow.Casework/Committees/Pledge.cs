using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Text = StudentAid.Workflow.Engine.Definitions.Text;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>保密承诺: what a student of a review group signs for each list before he is shown it, and only while the body deals with it.</summary>
public static class Pledge
{
    /// <summary>Where the body's document has no words of its own.</summary>
    private static readonly Text Usual = new(
        "本人作为评议成员，承诺对评议中知悉的同学姓名、得分、等级和讨论内容严格保密，不拍照、不截屏、不外传，不在任何场合议论，并按事实独立发表意见。",
        "As a member of the review group I keep to myself the names, scores and levels that I am shown and what is said of them, take no picture, tell nobody, and vote on the facts alone.");

    public static Text TextOf(Body body) => body.Pledge ?? Usual;

    /// <summary>Goes into the signature, so that nobody signs what he was not shown.</summary>
    public static string HashOf(Body body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(body).ZhCn)));

    /// <summary>The body in which the principal has a student's seat for this list; null where he has none. The list's pin is loaded.</summary>
    public static Body? SeatOf(Principal principal, RosterState state, IPins pins) =>
        state.Body.Length > 0 && Body.Kind.Find(pins, state.Pin, state.Body) is { } body
        && principal.Seats.Any(g => g.Unit == state.Unit && body.StudentRoles.Contains(g.Role, StringComparer.Ordinal)) ? body : null;

    /// <summary>A list is dealt with from its closing to its decision: as long it is signed for.</summary>
    public static bool IsOpen(RosterState state) => state.Status == "frozen";

    /// <summary>
    /// The meeting is open from the hour when those present are put down until it has decided; below the quorum it does not open. Only so long is a student shown the list.
    /// </summary>
    public static bool IsMeeting(RosterState state, Body body) =>
        IsOpen(state) && state.Meeting is { Decision: 0 } meeting && MeetRosterHandler.Count(body, meeting).Outcome != BallotOutcome.Postponed;
}

public static class PledgeCodes
{
    public static readonly Code Missing = Code.Forbidden("pledge-missing", "参加评议的学生应先签署保密承诺，再查看名单，但还没有签署。", "Expected a student of the group to sign the pledge of secrecy before seeing the list, but it is not signed.", "实施办法 第八条、第二十条");
    public static readonly Code MeetingOver = Code.Forbidden("meeting-over", "参加评议的学生只在评议期间查看名单，但评议已经结束。", "Expected the body to deal with the list now, but its meeting is over.", "实施办法 第二十条");
    public static readonly Code NotMeeting = Code.Forbidden("meeting-not-open", "参加评议的学生只在评议期间查看名单，会议开始、登记到会之后才能查看，但现在还没有开始。", "Expected the body's meeting to have begun and those present to be put down before a student sees the list, but it has not.", "实施办法 第二十条");
    public static readonly Code WrongName = Code.Input("pledge-wrong-name", "应签署本人姓名，但签的不是。", "Expected one's own name under the pledge, but it is another.");
    public static readonly Code TextChanged = Code.Stale("pledge-text-changed", "应签署现行的保密承诺，但文本已变更，请重新阅读。", "Expected the present text of the pledge to be signed, but it was another.");
    public static readonly Code Signed = Code.State("pledge-signed", "保密承诺应签署一次，但您已经签过。", "Expected the pledge to be signed once, but you have signed it.");
}
