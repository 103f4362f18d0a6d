namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>A method by name: what it does for each kind of value that has it.</summary>
internal sealed record Method(string Name, int Least, int Most)
{
    public Func<Call, Value>? Text { get; init; }

    public Func<Call, Value>? List { get; init; }

    public Func<Call, Value>? Number { get; init; }

    public Func<Call, Value>? Record { get; init; }

    public Func<Call, Value>? Any { get; init; }

    public Func<Call, Value>? For(ValueKind kind) => kind switch
    {
        ValueKind.Text => Text,
        ValueKind.List => List,
        ValueKind.Number => Number,
        ValueKind.Record => Record,
        _ => null,
    } ?? Any;
}

/// <summary>The methods of values, in both spellings.</summary>
internal static class Methods
{
    private static readonly Dictionary<string, Method> Script = new Method[]
    {
        new("includes", 1, 2) { Text = TextMethods.Includes, List = ListMethods.Includes },
        new("indexOf", 1, 2) { Text = TextMethods.IndexOf, List = ListMethods.IndexOf },
        new("lastIndexOf", 1, 2) { Text = TextMethods.LastIndexOf, List = ListMethods.LastIndexOf },
        new("startsWith", 1, 2) { Text = TextMethods.StartsWith },
        new("endsWith", 1, 1) { Text = TextMethods.EndsWith },
        new("toUpperCase", 0, 0) { Text = c => c.Budget.Text(c.Self.ToUpperInvariant()) },
        new("toLowerCase", 0, 0) { Text = c => c.Budget.Text(c.Self.ToLowerInvariant()) },
        new("trim", 0, 0) { Text = c => c.Budget.Text(c.Self.Trim()) },
        new("trimStart", 0, 0) { Text = c => c.Budget.Text(c.Self.TrimStart()) },
        new("trimEnd", 0, 0) { Text = c => c.Budget.Text(c.Self.TrimEnd()) },
        new("substring", 1, 2) { Text = TextMethods.Substring },
        new("substr", 1, 2) { Text = TextMethods.Part },
        new("slice", 0, 2) { Text = TextMethods.Slice, List = ListMethods.Slice },
        new("split", 0, 2) { Text = TextMethods.Split },
        new("join", 0, 1) { List = ListMethods.Join },
        new("replace", 2, 2) { Text = TextMethods.ReplaceFirst },
        new("replaceAll", 2, 2) { Text = TextMethods.ReplaceAll },
        new("concat", 0, 100) { Text = TextMethods.Concat, List = ListMethods.Concat },
        new("at", 1, 1) { Text = TextMethods.At, List = ListMethods.At },
        new("charAt", 0, 1) { Text = TextMethods.CharAt },
        new("padStart", 1, 2) { Text = c => TextMethods.Pad(c, atStart: true) },
        new("padEnd", 1, 2) { Text = c => TextMethods.Pad(c, atStart: false) },
        new("repeat", 1, 1) { Text = TextMethods.Repeat },
        new("toString", 0, 0) { Any = c => c.Budget.Text(c.Shown(c.Target)) },
        new("toFixed", 0, 1) { Number = Numbers.ToFixed },
        new("hasOwnProperty", 1, 1) { Record = c => ((RecordValue)c.Target).Has(c.Text(0)) },
    }.ToDictionary(m => m.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, Method> Sharp = new Method[]
    {
        Script["includes"] with { Name = "Contains", Most = 1 },
        Script["indexOf"] with { Name = "IndexOf" },
        Script["lastIndexOf"] with { Name = "LastIndexOf" },
        Script["startsWith"] with { Name = "StartsWith", Most = 1 },
        Script["endsWith"] with { Name = "EndsWith" },
        Script["toUpperCase"] with { Name = "ToUpper" },
        Script["toUpperCase"] with { Name = "ToUpperInvariant" },
        Script["toLowerCase"] with { Name = "ToLower" },
        Script["toLowerCase"] with { Name = "ToLowerInvariant" },
        Script["trim"] with { Name = "Trim" },
        Script["trimStart"] with { Name = "TrimStart" },
        Script["trimEnd"] with { Name = "TrimEnd" },
        Script["substr"] with { Name = "Substring" },
        Script["split"] with { Name = "Split", Least = 1, Most = 1 },
        Script["replaceAll"] with { Name = "Replace" },
        Script["padStart"] with { Name = "PadLeft" },
        Script["padEnd"] with { Name = "PadRight" },
        Script["toString"] with { Name = "ToString" },
        Script["hasOwnProperty"] with { Name = "ContainsKey" },
        new("Equals", 1, 1) { Any = c => c.Budget.Spend(c.Budget.Weigh(c.Target)) && c.Target == c.At(0) },
        new("Count", 0, 0) { Text = c => c.Self.Length, List = c => c.Items.Length, Record = c => ((RecordValue)c.Target).Count },
        new("First", 0, 0) { List = c => ListMethods.At(c with { Arguments = [0] }) },
        new("Last", 0, 0) { List = c => ListMethods.At(c with { Arguments = [-1] }) },
    }.ToDictionary(m => m.Name, StringComparer.Ordinal);

    public static Method? Find(ExpressionLanguage language, string name) => Table(language).GetValueOrDefault(name);

    public static IEnumerable<string> Names(ExpressionLanguage language) => Table(language).Keys;

    private static Dictionary<string, Method> Table(ExpressionLanguage language) => language == ExpressionLanguage.JavaScript ? Script : Sharp;
}
