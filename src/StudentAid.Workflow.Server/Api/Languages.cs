namespace StudentAid.Workflow.Server.Api;

/// <summary>The reader's language: the first of Accept-Language that we have, Chinese when silent.</summary>
public static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static string Of(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        foreach (var language in wanted)
        {
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Chinese;
            if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return English;
        }

        return Chinese;
    }
}
