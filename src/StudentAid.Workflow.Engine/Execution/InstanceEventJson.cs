using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Engine.Execution.Fields;
using static StudentAid.Workflow.Engine.Execution.InstanceEvent;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Events of an instance to and from their stored form.</summary>
public static class InstanceEventJson
{
    private const string Waits = "Waits";

    /// <summary>
    /// The step's <c>data</c>: an array of events. An activity that is entered and at once opens a bookmark, the commonest thing there is, is one
    /// row <c>["Waits", frame, parent, node, …bookmark without its frame]</c>.
    /// </summary>
    public static byte[] Write(IReadOnlyList<InstanceEvent> events)
    {
        var rows = new List<Value>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is Entered { Tag: 0, Backward: false, ReturnTo: "", Pin: "", Input: NullValue } entered
                && i + 1 < events.Count && events[i + 1] is Opened opened && opened.Bookmark.Frame == entered.Frame)
            {
                rows.Add(Row([Waits, entered.Frame, entered.Parent, entered.Node, .. opened.Bookmark.Fields(inEvent: true).RemoveAt(1)]));
                i++;
            }
            else
            {
                rows.Add(ToValue(events[i]));
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(Value.List(rows).ToJson());
    }

    public static ImmutableArray<InstanceEvent> Read(ReadOnlySpan<byte> data) => [.. Value.Parse(data).Items.SelectMany(ReadRow)];

    private static IEnumerable<InstanceEvent> ReadRow(Value row)
    {
        var f = row.Items;
        if (f.Text(0) != Waits)
            return [From(row)];
        return [new Entered(f.Int(1), f.Int(2), f.Text(3), 0, false, "", "", Value.Null), new Opened(Bookmark.From([f[4], f[1], .. f[5..]], 0))];
    }

    public static Value ToValue(InstanceEvent happened) => happened switch
    {
        Started e => Row("Started", e.Pin, e.Input, Opt(e.Correlation), Opt(e.Name), Opt(e.Parent), Opt(e.ParentBookmark)),
        Entered e => Row("Entered", e.Frame, e.Parent, e.Node, Opt(e.Tag), Opt(e.Backward), Opt(e.ReturnTo), Opt(e.Pin), e.Input),
        Ran e => Row("Ran", e.Parent, e.Node, Opt(e.Frame), Outcomes(e.Outcomes), Opt(e.Backward)),
        Skipped e => Row("Skipped", e.Parent, e.Node),
        Arrived e => Row("Arrived", e.Parent, e.Join, e.Connection, Opt(e.Followed)),
        Opened e => Row(["Opened", .. e.Bookmark.Fields(inEvent: true)]),
        Changed e => Row(["Changed", .. e.Bookmark.Fields(inEvent: true)]),
        Handed e => Row("Handed", e.Bookmark, e.Holding?.ToValue() ?? Value.Null),
        Reminded e => Row("Reminded", e.Bookmark, e.At.ToUnixTimeMilliseconds()),
        Closed e => Row("Closed", e.Bookmark, Opt(e.Verb)),
        Cancelled e => Row("Cancelled", e.Frame),
        VariableSet e => Row("Set", e.Frame, e.Name, e.Value),
        OutputSet e => Row("Output", e.Frame, e.Node, e.Name, e.Value),
        DataSet e => Row("Data", e.Frame, e.Data),
        Said e => Row("Said", e.Line),
        Named e => Row("Named", e.Name),
        Correlated e => Row("Correlated", e.Correlation),
        Rewound e => Row("Rewound", e.Frame, e.Source, e.Target, Texts(e.Reset), Opt(e.Reason), Opt(e.Alone)),
        Rested e => Row("Rested", e.Kind, e.Id, Opt(e.Source), Opt(e.Version)),
        Faulted e => Row("Faulted", e.Incident, e.Parent, e.Node, e.Code, e.Arguments, e.Pending),
        Retried e => Row("Retried", e.Incident),
        Noted e => Row("Noted", e.Node, e.Name, e.Content),
        Suspended e => Row("Suspended", Opt(e.Reason)),
        Continued => Row("Continued"),
        Adopted e => Row("Adopted", e.Pin, e.Mapping),
        InputChanged e => Row("Input", e.Members),
        Ended e => Row("Ended", e.Status, Outcomes(e.Outcomes)),
        _ => throw new ArgumentException($"{happened.GetType().Name} has no stored form.", nameof(happened)),
    };

    public static InstanceEvent From(Value row)
    {
        var f = row.Items;
        return f.Text(0) switch
        {
            "Started" => new Started(f.Text(1), f.At(2), f.Text(3), f.Text(4), f.Text(5), f.Int(6)),
            "Entered" => new Entered(f.Int(1), f.Int(2), f.Text(3), f.Int(4), f.Bool(5), f.Text(6), f.Text(7), f.At(8)),
            "Ran" => new Ran(f.Int(1), f.Text(2), f.Int(3), Outcomes(f.At(4)), f.Bool(5)),
            "Skipped" => new Skipped(f.Int(1), f.Text(2)),
            "Arrived" => new Arrived(f.Int(1), f.Text(2), f.Text(3), f.Bool(4)),
            "Opened" => new Opened(Bookmark.From(f, 1)),
            "Changed" => new Changed(Bookmark.From(f, 1)),
            "Handed" => new Handed(f.Int(1), Holding.From(f.At(2))),
            "Reminded" => new Reminded(f.Int(1), DateTimeOffset.FromUnixTimeMilliseconds(f.Long(2))),
            "Closed" => new Closed(f.Int(1), f.Text(2)),
            "Cancelled" => new Cancelled(f.Int(1)),
            "Set" => new VariableSet(f.Int(1), f.Text(2), f.At(3)),
            "Output" => new OutputSet(f.Int(1), f.Text(2), f.Text(3), f.At(4)),
            "Data" => new DataSet(f.Int(1), f.At(2)),
            "Said" => new Said(f.Text(1)),
            "Named" => new Named(f.Text(1)),
            "Correlated" => new Correlated(f.Text(1)),
            "Rewound" => new Rewound(f.Int(1), f.Text(2), f.Text(3), f.Texts(4), f.Text(5), f.Bool(6)),
            "Rested" => new Rested(f.Text(1), f.Text(2), f.Text(3), f.Long(4)),
            "Faulted" => new Faulted(f.Int(1), f.Int(2), f.Text(3), f.Text(4), f.At(5), f.At(6)),
            "Retried" => new Retried(f.Int(1)),
            "Noted" => new Noted(f.Text(1), f.Text(2), f.At(3)),
            "Suspended" => new Suspended(f.Text(1)),
            "Continued" => new Continued(),
            "Adopted" => new Adopted(f.Text(1), f.At(2)),
            "Input" => new InputChanged(f.At(1)),
            "Ended" => new Ended(f.Text(1), Outcomes(f.At(2))),
            var name => throw new FormatException($"No released version writes the event '{name}'."),
        };
    }

    private static ListValue Row(params ReadOnlySpan<Value> fields) => new ListValue([.. fields]).Trimmed();

    private static ListValue Texts(ImmutableArray<string> texts) => Value.List(texts.Select(Value.Of));

    // Most activities end with Done alone, so that one costs no byte.
    private static Value Outcomes(ImmutableArray<string> outcomes) =>
        outcomes is [Definitions.Connection.Done] ? Value.Null : outcomes is [var only] ? only : Texts(outcomes);

    private static ImmutableArray<string> Outcomes(Value value) =>
        value.IsNull ? [Definitions.Connection.Done] : value.AsText() is { } only ? [only] : [.. value.Items.Select(i => i.AsText()!)];
}
