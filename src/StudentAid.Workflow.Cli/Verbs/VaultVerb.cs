using System.CommandLine;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Storage;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>A verb that opens a sealed database with its master key, while no server has it open.</summary>
public abstract class VaultVerb : Verb
{
    private protected DatabaseOptions Database { get; } = new();

    private protected KeyOption Key { get; } = new();

    public override Group? Group => Group.Keys;

    /// <summary>The exit code of what is done with the database at the path; a database that does not open with the key is told of.</summary>
    protected async Task<int> OpenedAsync(ParseResult arguments, Terminal terminal, Func<string, MasterKeys, Task<int>> act)
    {
        var (data, _) = Database.Of(arguments);
        try
        {
            return await act(data, Key.Required(arguments));
        }
        catch (StoreException e)
        {
            return terminal.Fail(DatabaseCodes.VaultShut.With(("reason", FailureText.Of(e))));
        }
    }
}
