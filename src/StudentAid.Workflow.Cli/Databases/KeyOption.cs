using System.CommandLine;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary><c>--key FILE</c>: the master key of a sealed database; the environment may say it instead.</summary>
internal sealed class KeyOption
{
    public Option<string> Option { get; } = new Option<string>("--key") { HelpName = "FILE" }
        .As($"主密钥文件；也可用环境变量 {MasterKey.FileVariable} 或 {MasterKey.Variable}。", $"The master key's file; {MasterKey.FileVariable} or {MasterKey.Variable} say it as well.");

    /// <summary>With the next one that lies beside it, while the key is being changed. Null where neither says one. Throws <see cref="VaultException"/> where what they say is no key.</summary>
    public MasterKeys? Given(ParseResult arguments) => MasterKey.From(arguments.GetValue(Option), Environment.GetEnvironmentVariable) is { } named ? new MasterKeys(named, FileOf(arguments).Next().Key) : null;

    public MasterKeys Required(ParseResult arguments) => Given(arguments) ?? throw new VaultException(
        "应以 --key 指定主密钥文件，但没有给出。 Expected the master key's file by --key, but none was named.");

    public MasterKeyFile FileOf(ParseResult arguments) => MasterKeyFile.Of(arguments.GetValue(Option), Environment.GetEnvironmentVariable);
}
