using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>A sentence in both languages.</summary>
public sealed record Sentence([property: JsonPropertyName("zh-CN")] string ZhCn, string En)
{
    public string In(bool chinese) => chinese ? ZhCn : En;
}

/// <summary>
/// One change to the shipped documents: the element <see cref="At"/> (a JSON pointer in <see cref="File"/>) gets the value <see cref="Set"/> or goes away, or
/// the definition of <see cref="File"/> does without the activity <see cref="Without"/> and its connections close over it.
/// </summary>
public sealed record Edit(string File, string At = "", JsonElement? Set = null, string Without = "");

/// <summary>A rule taken out of the documents: afterwards <see cref="Case"/> must stop at one of its steps with the finding <see cref="Says"/>.</summary>
public sealed record Mutant(string Case, ImmutableArray<Edit> Do, string Says);

/// <summary>
/// A duty of the regulations. <see cref="Carriers"/> name elements of documents, commands, types, operations of the API and screens; <see cref="Proof"/> case
/// files and tests. <see cref="Missing"/> says what is not there yet: then the row is open and proves nothing.
/// </summary>
public sealed record Obligation(
    string Id, Sentence Article, Sentence Text, ImmutableArray<string> Carriers, ImmutableArray<string> Proof, ImmutableArray<Mutant> Mutants,
    Sentence? Outside = null, Sentence? Missing = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public const string File = "docs/obligations.json";

    public static ImmutableArray<Obligation> All { get; } = [.. JsonSerializer.Deserialize<Obligation[]>(System.IO.File.ReadAllText(Repository.PathOf(File)), Options)!.Select(Whole)];

    public bool IsOpen => Missing is not null;

    private static Obligation Whole(Obligation read) => read with
    {
        Carriers = read.Carriers.IsDefault ? [] : read.Carriers, Proof = read.Proof.IsDefault ? [] : read.Proof, Mutants = read.Mutants.IsDefault ? [] : read.Mutants,
    };
}
