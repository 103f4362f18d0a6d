namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>The words of the two spellings: roots, types, and what is refused by name.</summary>
internal static class Spelling
{
    private static readonly Dictionary<string, ReadKind> ScriptRoots = new(StringComparer.Ordinal)
    {
        ["variables"] = ReadKind.Variable, ["input"] = ReadKind.Input, ["inputs"] = ReadKind.Input,
    };

    private static readonly Dictionary<string, ReadKind> SharpRoots = new(StringComparer.Ordinal)
    {
        ["Variables"] = ReadKind.Variable, ["Variable"] = ReadKind.Variable, ["Input"] = ReadKind.Input, ["Inputs"] = ReadKind.Input,
    };

    public static readonly HashSet<string> CastTypes = new(StringComparer.Ordinal)
    {
        "int", "long", "decimal", "double", "float", "string", "bool", "object", "dynamic",
    };

    public static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "var", "let", "const", "function", "if", "else", "for", "foreach", "while", "do", "switch", "case", "break", "continue", "return", "throw", "try",
        "catch", "finally", "new", "delete", "void", "in", "instanceof", "class", "this", "super", "import", "export", "async", "await", "yield",
        "with", "debugger", "is", "as", "using", "lock", "goto", "nameof", "sizeof", "default", "unsafe", "stackalloc",
        "eval", "globalThis", "window", "console", "process", "require", "Function", "Date", "RegExp", "Promise", "Symbol", "Map", "Set", "Proxy",
        "Reflect", "Intl", "BigInt", "Infinity", "NaN", "setTimeout", "fetch", "engine", "newGuid", "newGuidString", "newShortGuid", "getGuidString",
        "getShortGuid", "random", "Math.random", "Date.now",
        "DateTime", "DateTimeOffset", "DateOnly", "TimeSpan", "Guid", "Random", "Environment", "Console", "File", "Directory", "Process", "Thread", "Task",
        "Activator", "Type", "Assembly", "System", "Regex", "constructor", "prototype", "__proto__", "GetType", "apply", "call", "bind",
        "map", "filter", "reduce", "reduceRight", "forEach", "find", "findIndex", "findLast", "some", "every", "flatMap", "sort", "reverse", "push",
        "pop", "shift", "unshift", "splice", "fill", "match", "matchAll", "test", "exec", "search",
        "Where", "Select", "Any", "All", "OrderBy", "Sum", "Aggregate", "ToList", "ToArray", "Add", "Remove", "Set", "Clear", "Variables.Set", "Variable.Set",
    };

    public static ReadKind? Root(ExpressionLanguage language, string name) =>
        (language == ExpressionLanguage.JavaScript ? ScriptRoots : SharpRoots).TryGetValue(name, out var kind) ? kind : null;

    /// <summary>Elsa makes <c>setCounter(…)</c> for each variable; assignment is no part of expressions.</summary>
    public static bool IsSetter(ExpressionLanguage language, string name) =>
        language == ExpressionLanguage.JavaScript && name.Length > 3 && name.StartsWith("set", StringComparison.Ordinal) && char.IsUpper(name[3]);

    public static bool IsLength(ExpressionLanguage language, string name) =>
        language == ExpressionLanguage.JavaScript ? name == "length" : name is "Length" or "Count";

    public static bool IsTypeSign(Token token) => token.Kind == TokenKind.Sign && token.Text is "<" or ">" or ">>" or "." or "," or "?" or "[" or "]";

    public static IEnumerable<string> Names(ExpressionLanguage language) =>
    [
        .. (language == ExpressionLanguage.JavaScript ? ScriptRoots : SharpRoots).Keys,
        .. Accessors.Names(language),
        .. Functions.Names(language),
        "true", "false", "null",
    ];
}
