using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>A school's sign-in as small as it can be: everybody who comes is the person with <see cref="Number"/>. It holds the verifier against the challenge.</summary>
public sealed class Provider : IAsyncDisposable
{
    public const string Client = "workflow";
    public const string Secret = "0f9a6c1e77b2d4385a";

    private readonly WebApplication app;
    private readonly Dictionary<string, string> challenges = new(StringComparer.Ordinal);

    private Provider(WebApplication app) => this.app = app;

    public string Number { get; set; } = "";

    /// <summary>What it refuses people with, such as access_denied; "" lets them through.</summary>
    public string Error { get; set; } = "";

    /// <summary>Whether it says who somebody is.</summary>
    public bool TellsWho { get; set; } = true;

    /// <summary>How many verifiers fitted their challenge.</summary>
    public int Proved { get; private set; }

    public string[] Settings =>
    [
        "--sso:client", Client, "--sso:secret", Secret, "--sso:authorize", $"{app.Urls.First()}/authorize", "--sso:token", $"{app.Urls.First()}/token",
        "--sso:user", $"{app.Urls.First()}/user", "--sso:claim", "number", "--sso:unit", School.Path, "--sso:name", "示例学院统一身份认证",
    ];

    public static async Task<Provider> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var built = builder.Build();
        var provider = new Provider(built);
        built.MapGet("/authorize", (HttpRequest r) => provider.Authorize(r.Query));
        built.MapPost("/token", async (HttpRequest r) => provider.Token(await r.ReadFormAsync()));
        built.MapGet("/user", (HttpRequest r) => provider.TellsWho && r.Headers.Authorization == "Bearer token-1" ? Results.Json(new { number = provider.Number, name = "周雨禾" }) : Results.Unauthorized());
        built.Urls.Add("http://127.0.0.1:0");
        await built.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private IResult Authorize(IQueryCollection query)
    {
        if (query["client_id"] != Client || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            return Results.BadRequest();
        if (Error.Length > 0)
            return Results.Redirect($"{query["redirect_uri"]}?error={Error}&state={Uri.EscapeDataString(query["state"].ToString())}");
        var code = $"code-{challenges.Count}";
        challenges[code] = query["code_challenge"].ToString();
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private IResult Token(IFormCollection form)
    {
        var proof = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (!challenges.Remove(form["code"].ToString(), out var challenge) || challenge != proof || form["client_secret"] != Secret)
            return Results.BadRequest(new { error = "invalid_grant" });
        Proved++;
        return Results.Json(new { access_token = "token-1", token_type = "Bearer" });
    }
}
