namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Full-width forms (Ａ０＝) and the ideographic space as their half-width characters.</summary>
public static class Width
{
    private const char First = '！';
    private const char Last = '～';
    private const int Distance = '！' - '!';

    public static char Half(char c) => c switch
    {
        '\u3000' => ' ',
        >= First and <= Last => (char)(c - Distance),
        _ => c,
    };

    public static string Half(string text) => text.AsSpan().ContainsAnyInRange('\u3000', Last) ? string.Create(text.Length, text, Fill) : text;

    private static void Fill(Span<char> span, string text)
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = Half(text[i]);
    }
}
