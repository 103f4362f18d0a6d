using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>What the command line, the environment and <c>appsettings.json</c> say.</summary>
public sealed record ServerSettings(string Database, bool Demo, bool Workers, ImmutableArray<string> AllowedHosts, ImmutableArray<string> Activities, string? Workflows = null)
{
    /// <summary>Most bytes of a JSON body.</summary>
    public const int MaxJson = 1024 * 1024;

    /// <summary>Most bytes of an uploaded file.</summary>
    public const int MaxUpload = 50 * 1024 * 1024;

    /// <summary>Where the built dashboard lies: beside the program, unless <c>--web FOLDER</c> says another place.</summary>
    public string Web { get; init; } = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>The master key's file, where the command line or the settings name one; a demonstration keeps its own beside its data.</summary>
    public string? Key { get; init; }

    /// <summary>Sign-ins from one address: so many a minute, twice as many at once (<c>--sign-in:per-minute N</c>).</summary>
    public int SignInsPerMinute { get; init; } = 60;

    /// <summary>Whose word counts that a browser came by HTTPS, and from where (<c>--proxy ADDRESS,NETWORK/BITS</c>).</summary>
    public ReverseProxies Proxies { get; init; } = ReverseProxies.None;

    /// <summary>The virus scanner that uploads are shown (<c>--scanner HOST:PORT</c>); null where there is none.</summary>
    public ScannerAddress? Scanner { get; init; }

    /// <summary>What <c>--scanner</c> says, where that is no address.</summary>
    public string UnreadScanner { get; init; } = "";

    /// <summary>True where the folder's documents hold as they are saved, without a second person (<c>--workflows-publish</c>; a demonstration's always).</summary>
    public bool PublishWorkflows { get; init; }

    /// <summary>The school's own sign-in; null where there is none.</summary>
    public SchoolSignIn? School { get; init; }

    public string Directory => Path.GetDirectoryName(Path.GetFullPath(Database))!;

    /// <summary><c>--data PATH</c>, <c>--key FILE</c>, <c>--demo</c>, <c>--outbox:allow=host,host</c>; <c>--workers=false</c> leaves deadlines and messages to another process;
    /// <c>Activities:Assemblies</c> lists assemblies with more activity types; <c>--workflows FOLDER</c> proposes the folder's
    /// documents to a second person, also while it runs, or with <c>--workflows-publish</c> publishes them.</summary>
    public static ServerSettings From(IConfiguration configuration)
    {
        var demo = Flag(configuration["demo"]) ?? false;
        var scanner = configuration["scanner"] ?? "";
        return new ServerSettings(
            configuration["data"] ?? Path.Combine("data", demo ? "demo.db" : "studentaid.db"),
            demo,
            Flag(configuration["workers"]) ?? true,
            [.. (configuration["outbox:allow"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            [.. configuration.GetSection("activities:assemblies").GetChildren().Select(c => c.Value).OfType<string>().Where(p => p.Length > 0)],
            configuration["workflows"] is { Length: > 0 } workflows ? Path.GetFullPath(workflows) : null)
        {
            Key = configuration["key"],
            SignInsPerMinute = int.TryParse(configuration["sign-in:per-minute"], NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute) && perMinute > 0 ? perMinute : 60,
            Proxies = ReverseProxies.Read(configuration["proxy"]),
            School = SchoolSignIn.From(configuration),
            Scanner = ScannerAddress.Read(scanner),
            UnreadScanner = ScannerAddress.Read(scanner) is null ? scanner : "",
            PublishWorkflows = demo || Flag(configuration["workflows-publish"]) == true,
            Web = Path.GetFullPath(configuration["web"] ?? Path.Combine(AppContext.BaseDirectory, "web")),
        };
    }

    /// <summary>A flag stands alone on the command line; the configuration wants a value.</summary>
    public static string[] WithValues(string[] args) => [.. args.Select(a => a is "--demo" or "--workflows-publish" ? $"{a}=true" : a)];

    private static bool? Flag(string? text) => bool.TryParse(text, out var flag) ? flag : null;
}
