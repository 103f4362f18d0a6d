namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>A test that runs a shell script with curl; left out where there is none.</summary>
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute()
    {
        if (!Has("bash") || !Has("curl"))
            Skip = "bash and curl are needed";
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
