using System.Collections.Frozen;
using System.Reflection;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>Every code of the product by its id: an incident keeps the id and the arguments, the sentence is found here.</summary>
public static class AllCodes
{
    private static readonly FrozenDictionary<string, Code> ById =
        new[] { typeof(Code).Assembly, typeof(PackReader).Assembly, typeof(AllCodes).Assembly }.SelectMany(Of)
            .DistinctBy(c => c.Id, StringComparer.Ordinal).ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>The codes that an assembly declares.</summary>
    public static IEnumerable<Code> Of(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Code)).Select(f => (Code)f.GetValue(null)!);

    internal static Rejection Rejection(string id, Value arguments)
    {
        var code = ById.GetValueOrDefault(id) ?? Code.State(id, id, id);
        return code.With([.. ((arguments as RecordValue)?.Members ?? []).Select(m => (m.Key, (object?)m.Value.AsText()))]);
    }
}
