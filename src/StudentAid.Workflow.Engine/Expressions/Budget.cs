using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>What one evaluation may still spend, and the first fault. After a fault everything is null and costs nothing.</summary>
internal sealed class Budget
{
    /// <summary>Units (characters, items, members) of one text, list or record.</summary>
    public const int LargestResult = 1_000_000;

    /// <summary>Units handled by one evaluation in all.</summary>
    public const long AllWork = 20_000_000;

    public const int DeepestResult = 64;

    private long left = AllWork;

    public Rejection? Fault { get; private set; }

    public bool Faulted => Fault is not null;

    public Value Fail(Rejection fault)
    {
        Fault ??= fault;
        return Value.Null;
    }

    /// <summary>Takes units of work; false where the evaluation has stopped.</summary>
    public bool Spend(long units)
    {
        left -= units;
        if (left < 0)
            Fail(ExpressionCodes.TooMuchWork.With(("most", AllWork)));
        return !Faulted;
    }

    /// <summary>Takes the units of something to be made; false where it is too large.</summary>
    public bool Make(long units)
    {
        if (units > LargestResult)
            Fail(ExpressionCodes.ResultTooLarge.With(("most", LargestResult)));
        return Spend(units);
    }

    public Value Text(string text) => Make(text.Length) ? Value.Of(text) : Value.Null;

    /// <summary>The value, once it is known to be neither too large nor too deep, counting what it shares as often as it occurs.</summary>
    public Value Checked(Value value)
    {
        Weigh(value);
        return Faulted ? Value.Null : value;
    }

    /// <summary>The units of a value, at most one more than allowed.</summary>
    public long Weigh(Value value)
    {
        var weight = Weigh(value, 0, 0);
        Make(weight);
        return weight;
    }

    private long Weigh(Value value, long before, int depth)
    {
        var weight = before + 1;
        if (weight > LargestResult || Faulted)
            return weight;
        if (depth > DeepestResult)
        {
            Fail(ExpressionCodes.ResultTooDeep.With(("most", DeepestResult)));
            return weight;
        }

        switch (value)
        {
            case TextValue text:
                return weight + text.Value.Length;
            case ListValue list:
                foreach (var item in list.Values)
                    weight = Weigh(item, weight, depth + 1);
                break;
            case RecordValue record:
                foreach (var (name, member) in record.Members)
                    weight = Weigh(member, weight + name.Length, depth + 1);
                break;
        }

        return weight;
    }
}
