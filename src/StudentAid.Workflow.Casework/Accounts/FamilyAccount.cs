using System.Globalization;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Whose account a family's principal is: the student's own, or one of his guardians'. Each has one of its own, told apart by its id alone.</summary>
public static class FamilyAccount
{
    public const string Student = "student";
    public const string Guardian = "guardian";

    /// <summary>A student has at most so many with an account.</summary>
    public const int MostGuardians = 4;

    /// <summary>The principal that a student's account is made for where he has no other.</summary>
    public static Id StudentId(Id person) => Id.Of("principal", Student, person.ToString());

    /// <summary>The account of a person's guardian, counted from 1.</summary>
    public static Id GuardianId(Id person, int n) => Id.Of("principal", Guardian, person.ToString(), n.ToString(CultureInfo.InvariantCulture));

    /// <summary>The accounts that may have been made for a person's guardians.</summary>
    public static IEnumerable<Id> GuardianIds(Id person) => Enumerable.Range(1, MostGuardians).Select(n => GuardianId(person, n));

    /// <summary>Whether the principal was made for a guardian of the person.</summary>
    public static bool IsGuardian(Id principal, Id person) => GuardianIds(person).Contains(principal);

    /// <summary>As what the principal acts for the person; null of a principal that was not made as a family's account.</summary>
    public static string? RoleOf(Id principal, Id person) =>
        principal == StudentId(person) ? Student : IsGuardian(principal, person) ? Guardian : null;
}
