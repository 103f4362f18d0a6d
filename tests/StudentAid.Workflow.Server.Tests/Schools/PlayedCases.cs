using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>All case files under <c>workflows</c>, run once by the tool's own <c>test workflows</c>; each file's answer is a test of its own.</summary>
internal static class PlayedCases
{
    /// <summary>The command as people type it in the checkout.</summary>
    public const string Command = "test workflows";

    private static readonly Lazy<Task<Called>> Played = new(() => Called.With("test", Repository.PathOf("workflows"), "--json"));

    public static Task<Called> RunAsync() => Played.Value;

    /// <summary>What became of a file: <c>passed, steps, findings</c>.</summary>
    public static async Task<Value> OfAsync(string path) => (await RunAsync()).Json["cases"].Items.Single(c => c["file"].AsText() == path);
}
