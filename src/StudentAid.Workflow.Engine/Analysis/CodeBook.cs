using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>The codes that some assemblies declare, by id: where only a code's id was kept, its sentence is found here.</summary>
public sealed partial class CodeBook(params Assembly[] assemblies)
{
    private readonly FrozenDictionary<string, Code> byId = assemblies.SelectMany(Of).DistinctBy(c => c.Id, StringComparer.Ordinal).ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>The codes that an assembly declares.</summary>
    public static IEnumerable<Code> Of(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Code)).Select(f => (Code)f.GetValue(null)!);

    /// <summary>Null where none of the assemblies declares it.</summary>
    public Code? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The code's sentence where its arguments were not kept: each is an ellipsis. Of an unknown code its id.</summary>
    public Text SentenceOf(string id) => Find(id)?.Sentence is { } sentence ? new Text(Left(sentence.In("zh-CN")), Left(sentence.In("en"))) : new Text(id);

    private static string Left(string sentence) => Argument().Replace(sentence, "…");

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Argument();
}
