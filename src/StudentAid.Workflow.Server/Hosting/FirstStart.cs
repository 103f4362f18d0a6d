using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>On an empty database: an administrator, whose key is written once into a file that only the server's user may read.</summary>
public sealed class FirstStart(IMediator mediator, IStoreReader reader, ServerSettings settings)
{
    public const string File = "administrator.key";

    private const string Root = "/";

    private static readonly Id Administrator = Id.Of("principal", "first-start");

    public async Task RunAsync()
    {
        if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(PutApiKey.Kind))).Count > 0)
            return;
        // The file first: a key that is kept and known to nobody would lock the door for good.
        var key = ApiKey.New();
        var path = Path.Combine(settings.Directory, File);
        Write(path, key.ToString());
        await mediator.Send(new PutPrincipal(Root, Administrator, "管理员", PutPrincipal.Machine, [.. Needed().Select(r => new Grant(r, Root))], [])
        {
            Principal = Principal.System, Key = "first-start-principal",
        });
        await mediator.Send(new PutApiKey(Root, key.Id, Administrator, "first start", key.Hash) { Principal = Principal.System, Key = $"first-start-{key.Id}" });
        Console.WriteLine($"管理员密钥 Administrator's key: {path}");
    }

    /// <summary>The roles that the product needs to be set up with: whoever sets up and publishes can give every other one.</summary>
    private static IEnumerable<string> Needed() =>
        new[] { Duty.SetUp, Duty.PublishDefinitions }.Select(d => RoleList.Shipped.With(d).First().Id).Distinct(StringComparer.Ordinal);

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(text);
    }
}
