using System.Text;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Methods of lists. Items are found by equality of content; nothing changes a list in place.</summary>
internal static class ListMethods
{
    public static Value Includes(Call call) => Place(call, call.Index(1, 0)) >= 0;

    public static Value IndexOf(Call call) => Value.Of((decimal)Place(call, call.Index(1, 0)));

    public static Value LastIndexOf(Call call)
    {
        if (!Weighed(call))
            return Value.Null;
        var last = Math.Min(call.Index(1, int.MaxValue), call.Items.Length - 1);
        for (var i = last < 0 && call.Has(1) ? last + call.Items.Length : last; i >= 0; i--)
        {
            if (call.Items[i] == call.At(0))
                return Value.Of((decimal)i);
        }

        return Value.Of(-1m);
    }

    public static Value Slice(Call call)
    {
        var from = call.Relative(0, call.Items.Length, 0);
        var to = call.Relative(1, call.Items.Length, call.Items.Length);
        return call.Budget.Make(Math.Max(to - from, 0)) ? Value.List(call.Items.Skip(from).Take(to - from)) : Value.Null;
    }

    public static Value Join(Call call)
    {
        var separator = call.Has(0) ? call.Text(0) : ",";
        var weight = call.Budget.Weigh(call.Target);
        if (call.Budget.Faulted || !call.Budget.Make(weight + ((long)separator.Length * call.Items.Length)))
            return Value.Null;
        var text = new StringBuilder();
        ValueText.AppendItems(text, (ListValue)call.Target, separator);
        return call.Budget.Text(text.ToString());
    }

    public static Value Concat(Call call) =>
        call.Budget.Checked(Value.List([.. call.Items, .. call.Arguments.SelectMany(a => a is ListValue list ? list.Values : [a])]));

    public static Value At(Call call)
    {
        var at = call.Index(0, 0);
        at = at < 0 ? at + call.Items.Length : at;
        return at >= 0 && at < call.Items.Length ? call.Items[at] : Value.Null;
    }

    private static int Place(Call call, int from)
    {
        if (!Weighed(call))
            return -1;
        for (var i = from < 0 ? Math.Max(from + call.Items.Length, 0) : from; i < call.Items.Length; i++)
        {
            if (call.Items[i] == call.At(0))
                return i;
        }

        return -1;
    }

    // Comparing never takes more than what the list holds, counted with what it shares.
    private static bool Weighed(Call call)
    {
        call.Budget.Weigh(call.Target);
        return !call.Budget.Faulted;
    }
}
