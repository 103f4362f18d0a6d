using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// A student who does not exist: one of twenty fates by his number, so that every school of twenty has them all, and facts drawn from it, the same ones every time.
/// What a season must come to is counted from these alone.
/// </summary>
internal sealed record SeasonStudent(int Number)
{
    public const int Fates = 20;
    private const int DaysOfYear = 365;
    private const int Serials = 998;

    /// <summary>Prime to the serials, so that no two of a day have the same.</summary>
    private const int Stride = 37;

    public string Name => $"学生{Number.ToString("D5", CultureInfo.InvariantCulture)}";

    public int Fate => Number % Fates;

    /// <summary>A whole number below, of this student and of what it is drawn for.</summary>
    public int Draw(string what, int below) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{Number}|{what}"))) % (uint)below);

    public T Draw<T>(string what, params T[] among) => among[Draw(what, among.Length)];

    /// <summary>Of nobody else, with its check digit, in an area that was never given.</summary>
    public string IdNumber(int bornIn) =>
        SyntheticPeople.IdNumberOf(new DateOnly(bornIn, 1, 1).AddDays(Number % DaysOfYear), 1 + (Number / DaysOfYear * Stride % Serials));

    /// <summary>What the register says of him beside what it says of everybody.</summary>
    public RecordValue Facts(int bornIn, params IEnumerable<(string Name, Value Value)> own) => Value.Record([("idNumber", IdNumber(bornIn)), .. own]);
}
