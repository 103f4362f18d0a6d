using System.Globalization;
using System.Text;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Names in the order of their pinyin, and their initials for searching (李向南 is lxn). Both follow the platform's zh-CN collation.</summary>
public static class Pinyin
{
    private static readonly CompareInfo Chinese = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;

    // The first character of each letter in that collation.
    private const string First = "阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀";
    private const string Letters = "abcdefghjklmnopqrstwxyz";

    /// <summary>Names sort by pinyin, whatever the machine's language.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create((left, right) =>
        Chinese.Compare(left, right) is var order and not 0 ? order : string.CompareOrdinal(left, right));

    /// <summary>One lower-case letter a character; what is neither Chinese, letter nor digit is left out.</summary>
    public static string Initials(string name)
    {
        var initials = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsHan(rune))
                initials.Append(Initial(rune.ToString()));
            else if (Rune.IsLetterOrDigit(rune))
                initials.Append(Rune.ToLowerInvariant(rune));
        }

        return initials.ToString();
    }

    /// <summary>Whether a name is meant by what somebody typed: part of the name, or the beginning of its initials.</summary>
    public static bool Matches(string name, string typed) =>
        PersonName.Normalise(name).Contains(PersonName.Normalise(typed), StringComparison.Ordinal)
        || (typed.Length > 0 && typed.All(char.IsAsciiLetter) && Initials(name).StartsWith(typed.ToLowerInvariant(), StringComparison.Ordinal));

    private static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF);

    private static string Initial(string character)
    {
        var letter = "";
        for (var i = 0; i < First.Length && Chinese.Compare(character, First[i].ToString()) >= 0; i++)
            letter = Letters[i].ToString();
        return letter;
    }
}
