using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Cli.Verbs;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Cli;

/// <summary>The whole tool as one call, so that tests need no process.</summary>
public static class StudentAidCli
{
    /// <summary>0 good, 1 errors in what was read or run, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        using var host = Build();
        var usage = new Usage([.. host.Services.GetServices<Verb>()]);
        var parsed = usage.Parse(args);
        var terminal = usage.TerminalOf(parsed, output, error);
        if (usage.WantsHelp(parsed))
            return HelpText.Write(parsed.CommandResult.Command, usage.LanguagesOf(parsed), output);
        if (usage.WantsVersion(parsed))
            return HelpText.WriteVersion(output);
        if (UsageErrors.Of(parsed) is { } wrong)
            return terminal.Misused(wrong);
        return await usage.VerbOf(parsed).RunAsync(parsed, terminal, cancellation);
    }

    private static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new ActivityTypes(GeneralActivities.All.Concat(CaseworkActivities.All)))
            .AddSingleton<Verb, RunVerb>()
            .AddSingleton<Verb, LintVerb>()
            .AddSingleton<Verb, TestVerb>()
            .AddSingleton<Verb, ImportVerb>()
            .AddSingleton<Verb, ExportVerb>()
            .AddSingleton<Verb, DiagramVerb>()
            .AddSingleton<Verb, SchemaVerb>()
            .AddSingleton<Verb, EffectiveVerb>()
            .AddSingleton<Verb, KeysCreateVerb>()
            .AddSingleton<Verb, KeysRotateVerb>()
            .AddSingleton<Verb, KeysSealVerb>()
            .AddSingleton<Verb, KeysEraseVerb>()
            .AddSingleton<Verb, KeysDueVerb>()
            .AddSingleton<Verb, KeysStatusVerb>()
            .AddSingleton<Verb, VerifyVerb>()
            .AddSingleton<Verb, SbomVerb>()
            .AddSingleton<Verb, CalendarAddVerb>()
            .AddSingleton<Verb, CalendarPlanVerb>();
        return builder.Build();
    }
}
