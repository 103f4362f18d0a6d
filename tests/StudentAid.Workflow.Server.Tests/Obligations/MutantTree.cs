using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>A copy of the shipped documents in which rules are taken out one mutant at a time; each case runs as <c>studentaid test</c> runs it.</summary>
internal sealed class MutantTree : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("obligations-").FullName;

    public MutantTree()
    {
        foreach (var file in ((string[])["workflows", "tests/schools"]).SelectMany(folder => Repository.Files(folder, "*.json")))
        {
            var copy = PathOf(Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    public Task<CaseFileResult> RunAsync(string file) => new CaseFileRunner(clock =>
    {
        var store = new MemoryStore();
        return SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.BuildServiceProvider());
    }).RunAsync(PathOf(file));

    /// <summary>Runs the mutant's case with its edits made, and takes them back. Null is a red case as the mutant says it; else what came instead.</summary>
    public async Task<string?> SurvivesAsync(Mutant mutant)
    {
        var before = mutant.Do.Select(e => e.File).Distinct(StringComparer.Ordinal).ToDictionary(f => f, f => File.ReadAllText(PathOf(f)), StringComparer.Ordinal);
        try
        {
            foreach (var edit in mutant.Do)
            {
                if (!Make(edit))
                    return $"{edit.File}{edit.At}{edit.Without} is not there";
            }

            var result = await RunAsync(mutant.Case);
            return result.Findings.Any(f => IsRed(f, mutant.Says)) ? null
                : result.Passed ? "the case stays green" : string.Join("; ", result.Findings.Select(f => $"step {f.Step} {f.Reason.Code.Id} {f.Reason.In("zh-CN")}"));
        }
        finally
        {
            foreach (var (file, text) in before)
                File.WriteAllText(PathOf(file), text);
        }
    }

    /// <summary>What was refused with the rule is done without it, not refused with another code; the school itself came into being.</summary>
    private static bool IsRed(CaseFinding finding, string says) =>
        finding.Step > 0 && finding.Reason.Code.Id == says && (finding.Reason.Code != CaseFileCodes.NotRefused || Equals(finding.Reason.Arguments["found"], "–"));

    private bool Make(Edit edit)
    {
        var document = JsonNode.Parse(File.ReadAllText(PathOf(edit.File)))!;
        var made = edit.Without.Length > 0
            ? Omission.Of(document["root"]!, edit.Without) : Pointer.Change(document, edit.At, edit.Set is { } value ? JsonNode.Parse(value.GetRawText()) : null);
        File.WriteAllText(PathOf(edit.File), document.ToJsonString());
        return made;
    }

    private string PathOf(string relative) => Path.Combine(root, relative);
}
