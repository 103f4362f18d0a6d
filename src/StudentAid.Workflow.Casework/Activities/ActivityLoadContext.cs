using System.Reflection;
using System.Runtime.Loader;

namespace StudentAid.Workflow.Casework.Activities;

/// <summary>Where an activity assembly and what it alone needs are loaded. What the host has too is the host's, or its types would not be ours.</summary>
internal sealed class ActivityLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly HashSet<string> OfHost =
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    private readonly AssemblyDependencyResolver resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        OfHost.Contains(assemblyName.Name ?? "") ? null
        : resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found)
        : null;
}
