using System.Globalization;

namespace StudentAid.Workflow.Benchmarks;

/// <summary>One thing to measure: <c>name --option value …</c>. Prints lines of <c>key=value</c>.</summary>
internal abstract class Verb
{
    public abstract string Name { get; }

    /// <summary>One line of help.</summary>
    public abstract string Usage { get; }

    public abstract Task<int> RunAsync(IReadOnlyDictionary<string, string> options);

    public static async Task<int> RunAsync(IReadOnlyList<Verb> verbs, string[] args)
    {
        var verb = verbs.FirstOrDefault(v => args.Length > 0 && string.Equals(v.Name, args[0], StringComparison.Ordinal));
        // Each option has its value; one without would be passed over without a word.
        if (verb is not null && args.Length % 2 == 1)
            return await verb.RunAsync(Options(args));
        foreach (var known in verbs)
            await Console.Error.WriteLineAsync($"{known.Name} {known.Usage}");
        return 2;
    }

    protected static int Number(IReadOnlyDictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static Dictionary<string, string> Options(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i + 1 < args.Length; i += 2)
            options[args[i].TrimStart('-')] = args[i + 1];
        return options;
    }
}
