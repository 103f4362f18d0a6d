using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Http;

public sealed record HttpEndpointOptions
{
    [Option("路径", "Path", Required = true)]
    public string Path { get; init; } = "";

    [Option("方法", "Supported methods")]
    public ImmutableArray<string> SupportedMethods { get; init; } = ["GET"];
}

/// <summary>Waits for a request under <c>/workflows/{path}</c>; as a trigger a request starts an instance.</summary>
public sealed class HttpEndpoint() : ActivityType<HttpEndpointOptions>(new ActivityDescription
{
    Type = "Elsa.HttpEndpoint",
    Title = new Text("HTTP 端点", "HTTP endpoint"),
    Summary = new Text("等待一个 HTTP 请求。", "Waits for an HTTP request."),
    Category = Categories.Http,
    Outputs = [new OutputDescription("result", new Text("请求", "Request")), new OutputDescription("parsedContent", new Text("请求内容", "Parsed content")),
        new OutputDescription("routeData", new Text("路径参数", "Path parameters")), new OutputDescription("queryStringData", new Text("查询参数", "Query parameters"))],
    IsTrigger = true,
    PersonalInputs = [StartRequest],
    Waits = true,
})
{
    /// <summary>The input that holds the request that started the instance: <c>method, path, route, query, content</c>. Sealed, as the outputs are.</summary>
    public const string StartRequest = "request";

    private static readonly (string Output, string Part)[] Parts = [("parsedContent", "content"), ("routeData", "route"), ("queryStringData", "query")];

    /// <summary>Name of the signal that a request to this path raises.</summary>
    public static string SignalOf(string method, string path) => $"http {method.ToUpperInvariant()} /{path.Trim('/')}";

    protected override ActivityResult Enter(ActivityContext context, HttpEndpointOptions options)
    {
        if (context.IsTriggerOfStart)
            return Answer(context, context.Input(StartRequest));
        foreach (var method in options.SupportedMethods)
            context.Open(BookmarkKind.Signal, SignalOf(method, options.Path));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, HttpEndpointOptions options, Resumption resumption) => Answer(context, resumption.Input);

    private static ActivityResult Answer(ActivityContext context, Value request)
    {
        // A request is anybody's words, its path and query too: the outputs are references to parts of one sealed content.
        var whole = context.Refer(request);
        context.SetOutput("result", whole);
        foreach (var (output, part) in Parts.Where(p => !request[p.Part].IsNull))
            context.SetOutput(output, context.PartOf(whole, part));
        return ActivityResult.Completed();
    }
}

public sealed record WriteHttpResponseOptions
{
    [Option("状态码", "Status code", Minimum = 100, Maximum = 599)]
    public int StatusCode { get; init; } = 200;

    [Option("内容", "Content")]
    public Value Content { get; init; } = Value.Null;

    [Option("内容类型", "Content type")]
    public string ContentType { get; init; } = "text/plain";
}

/// <summary>Gives the answer to the request that this step came from; where there was none it is only noted.</summary>
public sealed class WriteHttpResponse() : ActivityType<WriteHttpResponseOptions>(new ActivityDescription
{
    Type = "Elsa.WriteHttpResponse",
    Title = new Text("HTTP 应答", "Write HTTP response"),
    Summary = new Text("回答收到的 HTTP 请求。", "Answers the HTTP request."),
    Category = Categories.Http,
})
{
    public const string Noted = "http-response";

    protected override ActivityResult Enter(ActivityContext context, WriteHttpResponseOptions options)
    {
        context.Note(Noted, Value.Record(("status", options.StatusCode), ("contentType", options.ContentType), ("content", context.Keepable(options.Content))));
        return ActivityResult.Completed();
    }
}
