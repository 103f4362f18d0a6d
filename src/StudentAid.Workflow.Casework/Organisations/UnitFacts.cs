using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>What is kept of units and people, under these kinds of document, and the facts that decisions on them ask for.</summary>
public static class UnitFacts
{
    public const string OrgUnit = "org-unit";
    public const string Person = "person";
    public const string Principal = "principal";
    public const string Committee = "committee";
    public const string Groups = "groups-of";
    public const string GroupsAroundKind = "groups-around";

    /// <summary>A unit's content by path; null where there is none.</summary>
    public static FactKey Unit(string path) => new("unit", path);

    /// <summary>Everyone of a school: a list of <c>{ id, place, content }</c>, the sealed part opened.</summary>
    public static FactKey People(string school) => new("people", school);

    /// <summary>One person: <c>{ id, place, stream, content, units }</c>, the sealed part opened, units by kind.</summary>
    public static FactKey PersonOf(Id person) => new(Person, person.ToString());

    /// <summary>The units of a place by kind: <c>{ "class": "/…/", "school": "/…/" }</c>.</summary>
    public static FactKey UnitsOf(string place) => new("units-of", place);

    /// <summary>The groups that take a person at a place, by kind: <c>{ "group": [{ unit, name }] }</c>.</summary>
    public static FactKey GroupsOf(Id person, string place) => new(Groups, $"{person}|{place}");

    /// <summary>The groups that reach people at or below a place: a list of <c>{ unit, content }</c>.</summary>
    public static FactKey GroupsAround(string place) => new(GroupsAroundKind, place);

    /// <summary>The ids of a person's open cases.</summary>
    public static FactKey OpenCases(Id person) => new("open-cases", person.ToString());
}
