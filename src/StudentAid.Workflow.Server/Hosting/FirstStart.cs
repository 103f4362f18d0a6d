using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// On an empty database: an administrator for machines, whose key is written once into a file that only the server's user may read; and, outside a
/// demonstration, one for people. As long as no person has activated it, each start prints a set-up code that holds a day and kills the one before.
/// </summary>
public sealed class FirstStart(IMediator mediator, IStoreReader reader, ServerSettings settings, AccountReading accounts, PasswordHashing hashing, SignInClock clock)
{
    public const string File = "administrator.key";

    /// <summary>The first person's login id.</summary>
    public const string Login = "admin";

    private const string Root = "/";

    private static readonly TimeSpan CodeHolds = TimeSpan.FromDays(1);

    private static readonly Id Administrator = Id.Of("principal", "first-start");

    /// <summary>The first person who administers.</summary>
    public static Id FirstPerson { get; } = Id.Of("principal", "first-administrator");

    public async Task RunAsync()
    {
        await MachineAsync();
        if (!settings.Demo)
            await PersonAsync(Console.Out);
    }

    /// <summary>Prints a set-up code where no person has ever activated the first account.</summary>
    public async Task PersonAsync(TextWriter console)
    {
        var (account, _) = await accounts.OfAsync(FirstPerson, CancellationToken.None);
        if (account.IsActive)
            return;
        var code = AccountSecret.Code();
        var now = clock.Now;
        await mediator.Send(new PutPrincipal(Root, FirstPerson, "系统管理员", PutPrincipal.Person, [.. Needed().Select(r => new Grant(r, Root))], [])
        {
            Principal = Principal.System, Key = "first-start-person",
        });
        await mediator.Send(new IssueAccess(FirstPerson, now, IssueAccess.Code, hashing.OfCode(code), account.Login.Length > 0 ? "" : Login, clock.Today, now + CodeHolds)
        {
            Principal = Principal.System, Key = $"first-start {OpenSessions.NewToken()}",
        });
        var until = (now + CodeHolds).ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        await console.WriteLineAsync($"首次设置 First set-up: 登录号 login {Login}  激活码 code {AccountSecret.Grouped(code)}  （{until} 前有效，只显示这一次 valid until then, shown this once）");
    }

    private async Task MachineAsync()
    {
        if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(PutApiKey.Kind))).Count > 0)
            return;
        // The file first: a key that is kept and known to nobody would lock the door for good.
        var key = ApiKey.New(Id.Of(PutApiKey.Kind, "first-start"));
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
