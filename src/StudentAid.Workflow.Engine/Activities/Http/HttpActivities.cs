using System.Collections.Immutable;
using System.Globalization;
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
    Outputs = [new OutputDescription("result", new Text("请求", "Request")), new OutputDescription("parsedContent", new Text("请求内容", "Parsed content"))],
    IsTrigger = true,
    Waits = true,
})
{
    /// <summary>Name of the signal that a request to this path raises.</summary>
    public static string SignalOf(string method, string path) => $"http {method.ToUpperInvariant()} /{path.Trim('/')}";

    protected override ActivityResult Enter(ActivityContext context, HttpEndpointOptions options)
    {
        if (context.IsTriggerOfStart)
            return Answer(context, context.Input("request"));
        foreach (var method in options.SupportedMethods)
            context.Open(BookmarkKind.Signal, SignalOf(method, options.Path));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, HttpEndpointOptions options, Resumption resumption) => Answer(context, resumption.Input);

    private static ActivityResult Answer(ActivityContext context, Value request)
    {
        context.SetOutput("result", request);
        context.SetOutput("parsedContent", request["content"]);
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
        context.Note(Noted, Value.Record(("status", options.StatusCode), ("contentType", options.ContentType), ("content", options.Content)));
        return ActivityResult.Completed();
    }
}

public sealed record SendHttpRequestOptions
{
    [Option("网址", "URL", Required = true)]
    public string Url { get; init; } = "";

    [Option("方法", "Method")]
    public string Method { get; init; } = "GET";

    [Option("内容", "Content")]
    public Value Content { get; init; } = Value.Null;

    [Option("内容类型", "Content type")]
    public string ContentType { get; init; } = "application/json";

    [Option("期望的状态码", "Expected status codes")]
    public ImmutableArray<string> ExpectedStatusCodes { get; init; } = [];
}

/// <summary>Writes a request into the outbox and waits for its answer.</summary>
public class SendHttpRequest : ActivityType<SendHttpRequestOptions>
{
    public const string Topic = "http-request";

    public SendHttpRequest()
        : this(Describe("Elsa.SendHttpRequest", [Connection.Done], false))
    {
    }

    protected SendHttpRequest(ActivityDescription description)
        : base(description)
    {
    }

    protected static ActivityDescription Describe(string type, ImmutableArray<string> outcomes, bool open) => new()
    {
        Type = type,
        Title = new Text("发送 HTTP 请求", "Send HTTP request"),
        Summary = new Text("发出一个 HTTP 请求并等待应答。", "Sends an HTTP request and waits for the answer."),
        Category = Categories.Http,
        Outputs = [new OutputDescription("result", new Text("应答", "Response")), new OutputDescription("parsedContent", new Text("应答内容", "Parsed content")), new OutputDescription("statusCode", new Text("状态码", "Status code"))],
        Outcomes = outcomes,
        OpenOutcomes = open,
        Waits = true,
    };

    protected override ActivityResult Enter(ActivityContext context, SendHttpRequestOptions options)
    {
        var bookmark = context.Open(BookmarkKind.Signal, $"http-response {context.NextId()}");
        context.Send(Topic, default, Value.Record(
            ("url", options.Url), ("method", options.Method), ("contentType", options.ContentType), ("content", options.Content), ("bookmark", bookmark)));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, SendHttpRequestOptions options, Resumption resumption)
    {
        context.SetOutput("result", resumption.Input);
        context.SetOutput("parsedContent", resumption.Input["content"]);
        context.SetOutput("statusCode", resumption.Input["status"]);
        return Outcome(options, resumption.Input);
    }

    protected virtual ActivityResult Outcome(SendHttpRequestOptions options, Value response) => ActivityResult.Completed();
}

/// <summary>As <see cref="SendHttpRequest"/>, with an outcome for each expected status code, and Unmatched status code, Failed to connect, Timeout.</summary>
public sealed class FlowSendHttpRequest() : SendHttpRequest(Describe("Elsa.FlowSendHttpRequest", [Connection.Done, "Unmatched status code", "Failed to connect", "Timeout"], true))
{
    public override ImmutableArray<string> OutcomesOf(ActivityNode node) =>
        [.. Description.Outcomes, .. (node.Input("expectedStatusCodes")?.Value.Items ?? []).Select(OptionValues.ToText)];

    protected override ActivityResult Outcome(SendHttpRequestOptions options, Value response)
    {
        if (response["error"].AsText() is { } error)
            return ActivityResult.Completed(error == "timeout" ? "Timeout" : "Failed to connect");
        var status = (response["status"].AsNumber() ?? 0).ToString("0", CultureInfo.InvariantCulture);
        if (options.ExpectedStatusCodes.IsEmpty)
            return ActivityResult.Completed();
        return ActivityResult.Completed(options.ExpectedStatusCodes.Contains(status, StringComparer.Ordinal) ? status : "Unmatched status code");
    }
}
