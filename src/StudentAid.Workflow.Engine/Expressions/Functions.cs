namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>A function by its full name; it may be called with so many arguments.</summary>
internal sealed record Function(string Name, int Least, int Most, Func<Call, Value> Body);

/// <summary>The functions that stand by themselves, in both spellings.</summary>
internal static class Functions
{
    private const int Many = 100;

    public static readonly Function Truncate = new("Math.trunc", 1, 1, c => Numbers.Map(c, decimal.Truncate));

    private static readonly Function Maximum = new("Math.max", 1, Many, c => Numbers.Best(c, Math.Max));
    private static readonly Function Minimum = new("Math.min", 1, Many, c => Numbers.Best(c, Math.Min));
    private static readonly Function Absolute = new("Math.abs", 1, 1, c => Numbers.Map(c, Math.Abs));
    private static readonly Function Floor = new("Math.floor", 1, 1, c => Numbers.Map(c, decimal.Floor));
    private static readonly Function Ceiling = new("Math.ceil", 1, 1, c => Numbers.Map(c, decimal.Ceiling));
    private static readonly Function ToNumber = new("Number", 1, 1, c => Numbers.From(c.At(0)));
    private static readonly Function ToText = new("String", 1, 1, c => c.Budget.Text(c.Shown(c.At(0))));
    private static readonly Function ToBool = new("Boolean", 1, 1, c => Operators.IsTrue(c.At(0)));
    private static readonly Function Whole = new("parseInt", 1, 2, Numbers.ParseWhole);
    private static readonly Function IsEmpty = new("isNullOrEmpty", 1, 1, c => Blank(c, s => s.Length == 0));
    private static readonly Function IsBlank = new("isNullOrWhiteSpace", 1, 1, c => Blank(c, string.IsNullOrWhiteSpace));
    private static readonly Function ToJson = new("JSON.stringify", 1, 3, Stringify);

    private static readonly Dictionary<string, Function> Script = new(StringComparer.Ordinal)
    {
        ["Math.max"] = Maximum, ["Math.min"] = Minimum, ["Math.abs"] = Absolute, ["Math.floor"] = Floor, ["Math.ceil"] = Ceiling,
        ["Math.trunc"] = Truncate,
        ["Math.round"] = new("Math.round", 1, 1, c => Numbers.Map(c, n => decimal.Floor(n) + (n - decimal.Floor(n) >= 0.5m ? 1 : 0))),
        ["Math.sign"] = new("Math.sign", 1, 1, c => Numbers.Map(c, n => Math.Sign(n))),
        ["Number"] = ToNumber, ["String"] = ToText, ["Boolean"] = ToBool,
        ["Number.isInteger"] = new("Number.isInteger", 1, 1, c => c.At(0).AsNumber() is { } n && decimal.Truncate(n) == n),
        ["parseInt"] = Whole, ["Number.parseInt"] = Whole,
        ["parseFloat"] = new("parseFloat", 1, 1, Numbers.ParsePrefix), ["Number.parseFloat"] = new("parseFloat", 1, 1, Numbers.ParsePrefix),
        ["isNaN"] = new("isNaN", 1, 1, c => Numbers.From(c.At(0)).IsNull),
        ["Array.isArray"] = new("Array.isArray", 1, 1, c => c.At(0) is ListValue),
        ["JSON.stringify"] = ToJson,
        ["JSON.parse"] = new("JSON.parse", 1, 1, c => c.Budget.Spend(c.Text(0).Length) ? JsonText.Parse(c.Text(0), c.Budget) : Value.Null),
        ["Object.keys"] = new("Object.keys", 1, 1, c => Members(c, m => Value.Of(m.Key))),
        ["Object.values"] = new("Object.values", 1, 1, c => Members(c, m => m.Value)),
        ["Object.entries"] = new("Object.entries", 1, 1, c => Members(c, m => Value.List(Value.Of(m.Key), m.Value))),
        ["isNullOrEmpty"] = IsEmpty, ["isNullOrWhiteSpace"] = IsBlank, ["toJson"] = new("toJson", 1, 1, Stringify),
    };

    private static readonly Dictionary<string, Function> Sharp = new(StringComparer.Ordinal)
    {
        ["Math.Max"] = Maximum, ["Math.Min"] = Minimum, ["Math.Abs"] = Absolute, ["Math.Floor"] = Floor, ["Math.Ceiling"] = Ceiling,
        ["Math.Truncate"] = Truncate,
        ["Math.Round"] = new("Math.Round", 1, 2, c => Numbers.RoundToEven(c)),
        ["string.IsNullOrEmpty"] = IsEmpty, ["String.IsNullOrEmpty"] = IsEmpty,
        ["string.IsNullOrWhiteSpace"] = IsBlank, ["String.IsNullOrWhiteSpace"] = IsBlank,
        ["string.Join"] = new("string.Join", 2, 2, Join), ["String.Join"] = new("String.Join", 2, 2, Join),
        ["string.Concat"] = new("string.Concat", 1, Many, Concat), ["String.Concat"] = new("String.Concat", 1, Many, Concat),
        ["Convert.ToString"] = ToText, ["Convert.ToBoolean"] = ToBool, ["Convert.ToDecimal"] = ToNumber, ["Convert.ToDouble"] = ToNumber,
        ["decimal.Parse"] = ToNumber, ["double.Parse"] = ToNumber,
        ["int.Parse"] = Whole with { Most = 1 }, ["long.Parse"] = Whole with { Most = 1 },
        ["Convert.ToInt32"] = new("Convert.ToInt32", 1, 1, c => Numbers.Rounded(Numbers.From(c.At(0)))),
        ["JsonSerializer.Serialize"] = ToJson with { Most = 1 },
    };

    public static Function? Find(ExpressionLanguage language, string name) => Table(language).GetValueOrDefault(name);

    public static IEnumerable<string> Names(ExpressionLanguage language) => Table(language).Keys;

    private static Dictionary<string, Function> Table(ExpressionLanguage language) => language == ExpressionLanguage.JavaScript ? Script : Sharp;

    private static Value Blank(Call call, Func<string, bool> isBlank) => call.Has(0) ? isBlank(call.Text(0)) : true;

    private static Value Stringify(Call call)
    {
        if (call.Has(1))
            return call.Wrong(1, "null");
        var indent = Math.Clamp(call.Index(2, 0), 0, 10);

        // Paid for before the text is made: an escape is up to six units, an indent is that of the deepest level.
        var weight = call.Budget.Weigh(call.At(0));
        return call.Budget.Spend(weight * (6 + (indent * Budget.DeepestResult))) ? call.Budget.Text(JsonText.Of(call.At(0), indent)) : Value.Null;
    }

    private static Value Members(Call call, Func<KeyValuePair<string, Value>, Value> choose) => call.At(0) is RecordValue record
        ? call.Budget.Checked(Value.List(record.Members.Select(choose)))
        : call.Wrong(0, "record");

    private static Value Join(Call call) => call.At(1) is ListValue
        ? ListMethods.Join(call with { Target = call.At(1), Arguments = [call.At(0)] })
        : call.Wrong(1, "list");

    private static Value Concat(Call call) => TextMethods.Concat(call with { Target = Value.Of("") });
}
