using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Whom a group takes: those below its parent who are of its grade and of its major (of both where it says both), and those whom it lists. A grade or major is
/// the class's, or the person's own where the class's record does not say it.
/// </summary>
public sealed record GroupRule(string Unit, string Kind, Text Name, string Grade, string Major, ImmutableArray<Id> Members)
{
    /// <summary>A unit of this kind is a group; of another kind it says so by itself (<c>group</c>).</summary>
    public const string UsualKind = "group";

    /// <summary>The place below which its people are: a group has none of its own.</summary>
    public string Reach => UnitPath.Parent(Unit) ?? UnitPath.Root;

    private bool IsByFacts => Grade.Length > 0 || Major.Length > 0;

    public bool HasRule => IsByFacts || !Members.IsEmpty;

    public static bool IsGroup(Value unit) => unit["group"].AsBool() == true || unit["kind"].AsText() == UsualKind;

    /// <summary>Null where the unit is no group.</summary>
    public static GroupRule? Of(string path, Value unit) => !IsGroup(unit) ? null : new GroupRule(
        path, unit["kind"].AsText() ?? "", Text.From(unit["name"]) ?? path, unit["grade"].AsText() ?? "", unit["major"].AsText() ?? "",
        [.. unit["members"].Items.Select(m => Id.Parse(m.AsText()!))]);

    /// <summary>By what a class's record says, or null where it leaves it to each person. Who is listed is taken besides.</summary>
    public bool? TakesAllOf(string grade, string major)
    {
        var (byGrade, byMajor) = (Meets(Grade, grade), Meets(Major, major));
        return !IsByFacts || byGrade == false || byMajor == false ? false : byGrade is null || byMajor is null ? null : true;
    }

    /// <summary>Of somebody below its parent, of this grade and major.</summary>
    public bool Takes(Id person, string grade, string major) => TakesAllOf(grade, major) == true || Members.Contains(person);

    /// <summary>Of somebody whose class says this; where it is silent his own record does.</summary>
    public bool Takes(Id person, (string Grade, string Major) said, Value own) => Takes(person, OfClassOr(said.Grade, own["grade"]), OfClassOr(said.Major, own["major"]));

    /// <summary>True where somebody could be taken by both, as far as the rules alone tell.</summary>
    public bool MayShare(GroupRule other) => Kind == other.Kind && (UnitPath.IsBelow(Reach, other.Reach) || UnitPath.IsBelow(other.Reach, Reach))
        && ((IsByFacts && other.IsByFacts && !Differ(Grade, other.Grade) && !Differ(Major, other.Major)) || Members.Intersect(other.Members).Any());

    /// <summary>The grade or major of somebody: what his class says, so that who changes class changes it too; where it is silent, what his own row does.</summary>
    public static string OfClassOr(string said, Value own) => said.Length > 0 ? said : own.AsText() ?? "";

    private static bool? Meets(string asked, string found) => asked.Length == 0 ? true : found.Length == 0 ? null : asked == found;

    private static bool Differ(string one, string other) => one.Length > 0 && other.Length > 0 && one != other;
}

/// <summary>Why a group cannot be kept as given.</summary>
public static class GroupCodes
{
    public static readonly Code WithoutRule = Code.Input("group-without-rule", "组“{path}”应写明由哪些学生组成（年级、专业或者成员名单），但一项也没有写。", "Expected the group '{path}' to say whom it takes by grade, major or members, but it says nothing.", "实施办法 第十二条");
    public static readonly Code WithoutParent = Code.Input("group-without-parent", "组应设在一个单位之下，从该单位的学生中组成，但给出的是最上级单位，其上没有单位。", "Expected a group to stand below the unit from which it takes its students, but the topmost unit stands below none.");
    public static readonly Code MembersOfNoGroup = Code.Input("members-of-no-group", "只有组可以有成员名单，但“{path}”不是组：请将其类别写为 group，或写明 group 为 true。", "Expected only a group to list members, but '{path}' is none: give it the kind 'group' or say that it is one.");
    public static readonly Code BelowGroup = Code.Input("unit-below-group", "“{path}”应设在普通单位之下，但上级是组，组之下不能再设单位。", "Expected the unit '{path}' to stand below a unit, but it stands below a group.");
    public static readonly Code PlaceIsGroup = Code.Input("place-is-group", "学生应归入班级等单位，但“{path}”是组；组按规则自动包括学生。", "Expected people to be placed in a class, but '{path}' is a group, which takes them by its rule.");
    public static readonly Code UnknownMember = Code.Input("group-member-unknown", "组“{path}”的成员应是“{reach}”的在册学生，但有 {count} 人不是。", "Expected the members of the group '{path}' to be registered at or below '{reach}', but {count} are not.");
    public static readonly Code WasNone = Code.Input("unit-becomes-group", "组应新设，但“{path}”已经登记为普通单位，其下可能有学生或单位：请另设一个组。", "Expected a group to be a new unit, but '{path}' is on record as one that is none and may have people or units below it: put another.");
    public static readonly Code Overlap = Code.Input("groups-overlap", "同一类别的组应互不重复，但“{path}”与“{other}”会包括同一名学生：请修改规则，或者给其中一个另取类别。", "Expected groups of one kind to share nobody, but '{path}' and '{other}' could take the same student: change a rule, or give one of them another kind.");
}
