using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>What the list of obligations names and what must be there: elements of documents, commands, types, operations, screens, tests.</summary>
internal static class Written
{
    private const string Own = "StudentAid.Workflow.Server.Tests";
    private static readonly string[] Marks = ["Fact", "Theory", "CorpusFact"];
    private static readonly Lazy<ImmutableHashSet<string>> Tests = new(() =>
        [.. ((string[])["Engine.Tests", "Casework.Tests", "Storage.Tests", "Server.Tests"]).SelectMany(p => TestsOf($"StudentAid.Workflow.{p}"))]);

    private static readonly Lazy<JsonNode> Api = new(() => JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs/openapi.json")))!);

    /// <summary>Whether what a carrier names is there.</summary>
    public static bool IsThere(string carrier) => carrier.Split(':', 2) switch
    {
        ["command", var name] => typeof(Command).Assembly.GetTypes().Any(t => t.Name == name && t.IsSubclassOf(typeof(Command)) && !t.IsAbstract),
        ["type", var name] => new[] { typeof(Command).Assembly, typeof(Engine.Analysis.Code).Assembly, typeof(Server.Api.ApiMap).Assembly, typeof(Storage.Memory.MemoryStore).Assembly }
            .Any(a => a.GetType($"{a.GetName().Name}.{name}") is not null),
        ["operation", var name] => name.Split(' ', 2) is [var verb, var path] && Api.Value["paths"]?[path]?[verb.ToLowerInvariant()] is not null,
        ["screen", var name] => File.Exists(Repository.PathOf($"src/StudentAid.Workflow.Web/src/{name}")),
        _ => Element(carrier) is not null,
    };

    /// <summary>Whether a test of any of the test projects, or a case file, is there.</summary>
    public static bool IsProof(string proof) => proof.EndsWith(".case.json", StringComparison.Ordinal)
        ? File.Exists(Repository.PathOf(proof)) && CaseFile(proof)["steps"] is JsonArray { Count: > 0 }
        : Tests.Value.Contains(proof);

    public static JsonNode CaseFile(string file) => JsonNode.Parse(File.ReadAllText(Repository.PathOf(file)))!;

    /// <summary>Folder and file of a carrier that is an element of a document; empty for others.</summary>
    public static string FileOf(string carrier) => carrier.Split('#')[0] is var file && file.EndsWith(".json", StringComparison.Ordinal) ? file : "";

    private static JsonNode? Element(string carrier)
    {
        var parts = carrier.Split('#', 2);
        var file = Repository.PathOf(parts[0]);
        return File.Exists(file) ? Pointer.Find(JsonNode.Parse(File.ReadAllText(file))!, parts.ElementAtOrDefault(1) ?? "") : null;
    }

    /// <summary><c>Folder.Class.Method</c> of each test of a project that is built beside this one.</summary>
    private static IEnumerable<string> TestsOf(string project)
    {
        var file = Path.Combine(AppContext.BaseDirectory.Replace(Own, project, StringComparison.Ordinal), $"{project}.dll");
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => IsTest(metadata, m)))
        {
            var type = metadata.GetTypeDefinition(method.GetDeclaringType());
            yield return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}"["StudentAid.Workflow.".Length..];
        }
    }

    private static bool IsTest(MetadataReader metadata, MethodDefinition method) => method.GetCustomAttributes().Select(metadata.GetCustomAttribute)
        .Select(a => AttributeName(metadata, a.Constructor)).Any(name => Marks.Contains(name.Replace("Attribute", "", StringComparison.Ordinal), StringComparer.Ordinal));

    private static string AttributeName(MetadataReader metadata, EntityHandle constructor) => constructor.Kind switch
    {
        HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent =>
            metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name),
        HandleKind.MethodDefinition => metadata.GetString(metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()).Name),
        _ => "",
    };
}
