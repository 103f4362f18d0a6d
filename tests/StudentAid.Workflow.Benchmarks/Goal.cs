using System.Globalization;

namespace StudentAid.Workflow.Benchmarks;

/// <summary>The least ratio that a run must reach: <c>--at-least 0.4</c>. Null asks for none.</summary>
internal sealed record Goal(double? Least)
{
    private const string Option = "at-least";

    /// <summary>Null where what the option says is no number above zero.</summary>
    public static Goal? Of(IReadOnlyDictionary<string, string> options) =>
        !options.TryGetValue(Option, out var text) ? new Goal(default(double?))
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var least) && least > 0 ? new Goal(least) : null;

    /// <summary>0 where the ratio reaches it, else 1.</summary>
    public int ExitCode(double ratio) => Least is null || ratio >= Least ? 0 : 1;
}
