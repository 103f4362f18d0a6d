using System.Collections.Immutable;
using System.Reflection;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Activities;

/// <summary>
/// Activity types from assemblies of their own, and what was left out with the reason. Nothing here stops a start: a case that needs a type which is
/// not here becomes an incident (<c>unknown-activity-type</c>) and goes on once it is.
/// </summary>
public sealed record ActivityAssemblies(ImmutableArray<ActivityType> Types, ImmutableArray<Rejection> Warnings)
{
    /// <summary>Loads every public activity type with a parameterless constructor; one that is known already, by name and version, is left out.</summary>
    /// <param name="paths">Files; relative ones count from the working directory.</param>
    /// <param name="known">What the host has.</param>
    public static ActivityAssemblies Load(IEnumerable<string> paths, ActivityTypes known)
    {
        var loading = new Loading(known);
        foreach (var path in paths)
            loading.Add(path);
        return new ActivityAssemblies(loading.Types.ToImmutable(), loading.Warnings.ToImmutable());
    }

    private sealed class Loading(ActivityTypes known)
    {
        public ImmutableArray<ActivityType>.Builder Types { get; } = ImmutableArray.CreateBuilder<ActivityType>();

        public ImmutableArray<Rejection>.Builder Warnings { get; } = ImmutableArray.CreateBuilder<Rejection>();

        public void Add(string path)
        {
            if (!File.Exists(path))
            {
                Warnings.Add(ActivityAssemblyCodes.Missing.With(("path", path)));
                return;
            }

            if (TypesIn(path) is not { } found)
                return;
            if (found.Length == 0)
                Warnings.Add(ActivityAssemblyCodes.Empty.With(("path", path)));
            foreach (var type in found)
                Add(path, type);
        }

        private Type[]? TypesIn(string path)
        {
            try
            {
                var file = Path.GetFullPath(path);
                return [.. new ActivityLoadContext(file).LoadFromAssemblyPath(file).GetExportedTypes()
                    .Where(t => t is { IsAbstract: false, ContainsGenericParameters: false } && t.IsAssignableTo(typeof(ActivityType)))];
            }
            catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or TypeLoadException or ReflectionTypeLoadException or InvalidOperationException)
            {
                Warnings.Add(ActivityAssemblyCodes.Broken.With(("path", path), ("reason", FailureText.Of(e))));
                return null;
            }
        }

        private void Add(string path, Type type)
        {
            try
            {
                var made = (ActivityType)Activator.CreateInstance(type)!;
                var (name, version) = (made.Description.Type, made.Description.Version);
                if (known.Find(name, version)?.Description.Version == version || Types.Any(t => t.Description.Type == name && t.Description.Version == version))
                    Warnings.Add(ActivityAssemblyCodes.Taken.With(("path", path), ("type", name), ("version", version)));
                else
                    Types.Add(made);
            }
            catch (Exception e) when (e is TargetInvocationException or MemberAccessException or TypeLoadException or IOException)
            {
                Warnings.Add(ActivityAssemblyCodes.NotMade.With(("path", path), ("type", type.FullName), ("reason", FailureText.Of(e.InnerException ?? e))));
            }
        }
    }
}
