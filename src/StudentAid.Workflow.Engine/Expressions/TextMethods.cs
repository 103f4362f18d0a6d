using System.Text;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Methods of texts. Places and lengths are UTF-16 units, comparison is by unit, and there are no regular expressions.</summary>
internal static class TextMethods
{
    public static Value Includes(Call call) => Found(call, c => Search(c) >= 0);

    public static Value IndexOf(Call call) => Found(call, c => Value.Of((decimal)Search(c)));

    public static Value LastIndexOf(Call call) => Found(call, c =>
        Value.Of((decimal)TextSearch.LastIn(c.Self, c.Text(0), Math.Clamp(c.Index(1, int.MaxValue), 0, c.Self.Length))));

    public static Value StartsWith(Call call) => Found(call, c =>
    {
        var from = Math.Clamp(c.Index(1, 0), 0, c.Self.Length);
        return c.Self.AsSpan(from).StartsWith(c.Text(0), StringComparison.Ordinal);
    });

    public static Value EndsWith(Call call) => Found(call, c => c.Self.EndsWith(c.Text(0), StringComparison.Ordinal));

    public static Value Substring(Call call)
    {
        var from = Math.Clamp(call.Index(0, 0), 0, call.Self.Length);
        var to = Math.Clamp(call.Index(1, call.Self.Length), 0, call.Self.Length);
        return call.Budget.Text(call.Self[Math.Min(from, to)..Math.Max(from, to)]);
    }

    /// <summary>From a place, so many units; less where the text ends.</summary>
    public static Value Part(Call call)
    {
        var from = call.Relative(0, call.Self.Length, 0);
        var length = Math.Clamp(call.Index(1, call.Self.Length), 0, call.Self.Length - from);
        return call.Budget.Text(call.Self.Substring(from, length));
    }

    public static Value Slice(Call call)
    {
        var from = call.Relative(0, call.Self.Length, 0);
        var to = call.Relative(1, call.Self.Length, call.Self.Length);
        return call.Budget.Text(to > from ? call.Self[from..to] : "");
    }

    public static Value Split(Call call)
    {
        if (!call.Has(0))
            return Value.List(call.Target);
        var (text, separator) = (call.Self, call.Text(0));
        var most = call.Has(1) ? Math.Max(call.Index(1, 0), 0) : int.MaxValue;
        if (!call.Budget.Spend(text.Length + separator.Length))
            return Value.Null;
        var parts = separator.Length == 0 ? text.Select(c => c.ToString()) : PartsOf(text, separator);
        return call.Budget.Checked(Value.List(parts.Take(most).Select(Value.Of)));
    }

    public static Value ReplaceFirst(Call call)
    {
        var (text, old, with) = (call.Self, call.Text(0), call.Text(1));
        if (!call.Budget.Spend(text.Length + old.Length))
            return Value.Null;
        var at = new TextSearch(old).In(text, 0);
        return at < 0 ? call.Target : Joined(call, [text[..at], with, text[(at + old.Length)..]]);
    }

    public static Value ReplaceAll(Call call)
    {
        var (text, old, with) = (call.Self, call.Text(0), call.Text(1));
        if (!call.Budget.Spend(text.Length + old.Length))
            return Value.Null;
        return old.Length == 0
            ? Joined(call, [with, .. text.SelectMany(c => (string[])[c.ToString(), with])])
            : Joined(call, Between(PartsOf(text, old), with));
    }

    public static Value Concat(Call call) => Joined(call, [call.Self, .. call.Arguments.Select(call.Shown)]);

    public static Value At(Call call)
    {
        var at = call.Index(0, 0);
        at = at < 0 ? at + call.Self.Length : at;
        return at >= 0 && at < call.Self.Length ? call.Self[at].ToString() : Value.Null;
    }

    public static Value CharAt(Call call)
    {
        var at = call.Index(0, 0);
        return at >= 0 && at < call.Self.Length ? call.Self[at].ToString() : "";
    }

    public static Value Pad(Call call, bool atStart)
    {
        var (text, filler) = (call.Self, call.Has(1) ? call.Text(1) : " ");
        var missing = (long)call.Index(0, 0) - text.Length;
        if (missing <= 0 || filler.Length == 0 || !call.Budget.Make(missing + text.Length))
            return call.Target;
        var filling = Repeated(filler, (missing / filler.Length) + 1)[..(int)missing];
        return atStart ? filling + text : text + filling;
    }

    public static Value Repeat(Call call)
    {
        var times = call.Index(0, 0);
        if (times < 0)
            return call.Wrong(0, "number ≥ 0");
        return call.Budget.Make((long)times * call.Self.Length) ? Repeated(call.Self, call.Self.Length == 0 ? 0 : times) : Value.Null;
    }

    private static Value Found(Call call, Func<Call, Value> find) =>
        call.Budget.Spend(call.Self.Length + (call.At(0).AsText()?.Length ?? 0)) ? find(call) : Value.Null;

    private static int Search(Call call) => new TextSearch(call.Text(0)).In(call.Self, Math.Clamp(call.Index(1, 0), 0, call.Self.Length));

    private static string Repeated(string text, long times) => new StringBuilder().Insert(0, text, (int)times).ToString();

    private static IEnumerable<string> PartsOf(string text, string separator)
    {
        var search = new TextSearch(separator);
        var from = 0;
        for (var at = search.In(text, 0); at >= 0; at = search.In(text, from))
        {
            yield return text[from..at];
            from = at + separator.Length;
        }

        yield return text[from..];
    }

    private static IEnumerable<string> Between(IEnumerable<string> parts, string with)
    {
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                yield return with;
            first = false;
            yield return part;
        }
    }

    private static Value Joined(Call call, IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!call.Budget.Spend(part.Length + 1) || text.Length + part.Length > Budget.LargestResult)
                return call.Budget.Fail(ExpressionCodes.ResultTooLarge.With(("most", Budget.LargestResult)));
            text.Append(part);
        }

        return Value.Of(text.ToString());
    }
}
