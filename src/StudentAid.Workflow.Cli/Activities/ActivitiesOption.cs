using System.Collections.Immutable;
using System.CommandLine;
using StudentAid.Workflow.Casework.Activities;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Cli.Activities;

/// <summary><c>--activities PATH</c> of the verbs that read definitions: activity types from assemblies of their own.</summary>
internal sealed class ActivitiesOption
{
    public Option<string[]> Option { get; } = new Option<string[]>("--activities") { HelpName = "PATH" }
        .As("另有环节类型的程序集（.dll），可多次给出。", "An assembly (.dll) with more activity types; may be repeated.");

    /// <summary>The built-in types and the loaded ones; what was left out is said on standard error.</summary>
    public ActivityTypes Types(ParseResult arguments, ActivityTypes builtIn, Terminal terminal) =>
        More(arguments, builtIn, terminal) is { IsEmpty: false } more ? builtIn.With(more) : builtIn;

    /// <summary>The loaded types alone; what was left out is said on standard error.</summary>
    public ImmutableArray<ActivityType> More(ParseResult arguments, ActivityTypes builtIn, Terminal terminal)
    {
        if (arguments.GetValue(Option) is not [_, ..] paths)
            return [];
        var loaded = ActivityAssemblies.Load(paths, builtIn);
        foreach (var warning in loaded.Warnings)
            terminal.Refuse(warning);
        return loaded.Types;
    }
}
