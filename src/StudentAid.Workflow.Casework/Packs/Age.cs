namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Age in full years (周岁).</summary>
internal static class Age
{
    /// <summary>The birthdays passed by a day; who was born on 29 February has his on the 28th where there is no 29th.</summary>
    public static int On(DateOnly birth, DateOnly day) => day.Year - birth.Year - (day < birth.AddYears(day.Year - birth.Year) ? 1 : 0);
}
