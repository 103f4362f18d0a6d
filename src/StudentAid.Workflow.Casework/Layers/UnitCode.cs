using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>Codes of administrative divisions (GB/T 2260): six digits, two for each level.</summary>
public static class UnitCode
{
    /// <summary>The place that a division's code implies: <c>410402</c> is <c>/410000/410400/410402/</c>. Any other code stands right below the root.</summary>
    public static string Path(string code)
    {
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return $"{UnitPath.Root}{code}/";
        string[] line = [code[..2] + "0000", code[..4] + "00", code];
        return UnitPath.Root + string.Concat(line.Distinct(StringComparer.Ordinal).Select(c => c + "/"));
    }
}
