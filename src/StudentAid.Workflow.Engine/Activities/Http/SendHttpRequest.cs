using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Activities.Http;

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

    /// <summary>The Authorization header. Who reads the definition reads it, so it is for what is no secret or short-lived.</summary>
    [Option("授权", "Authorization")]
    public string Authorization { get; init; } = "";

    /// <summary>More headers by name, each a text or a list of texts.</summary>
    [Option("请求头", "Request headers")]
    public Value RequestHeaders { get; init; } = Value.Null;
}

/// <summary>
/// Writes a request into the outbox and waits for its answer. One that could not be delivered (no connection, no answer in time) is sent again with
/// the same delivery id after a pause that grows; after the last time it is an incident, and its retry is a delivery of its own.
/// </summary>
public class SendHttpRequest : ActivityType<SendHttpRequestOptions>
{
    public const string Topic = "http-request";

    /// <summary>How often a request is sent at most.</summary>
    public const int Attempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

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

    protected override ActivityResult Enter(ActivityContext context, SendHttpRequestOptions options) => Ask(context, options, context.NextId(), 1);

    protected override ActivityResult Resume(ActivityContext context, SendHttpRequestOptions options, Resumption resumption)
    {
        var (bookmark, answer) = (resumption.Bookmark, resumption.Input);
        var delivery = Id.TryParse(bookmark.Payload["delivery"].AsText()) ?? Id.Of(context.InstanceId, context.Seq, bookmark.Id);
        var attempt = (int)(bookmark.Payload["attempt"].AsNumber() ?? 1);
        if (bookmark.Kind == BookmarkKind.Deadline)
        {
            context.Close(bookmark.Id, resumption.Verb);
            return Ask(context, options, delivery, attempt + 1);
        }

        if (answer["error"].AsText() is { } error)
            return error is "timeout" or "failed" && attempt < Attempts ? Pause(context, bookmark, delivery, attempt) : Failed(context, error);
        // What another system tells is sealed like what it is asked for.
        var whole = context.Refer(answer);
        context.SetOutput("result", whole);
        context.SetOutput("parsedContent", answer["content"].IsNull ? Value.Null : context.PartOf(whole, "content"));
        context.SetOutput("statusCode", answer["status"]);
        return Outcome(options, answer);
    }

    /// <summary>Activities inside, one for each status, are not run: a document that has them is refused rather than run without.</summary>
    public override IEnumerable<Rejection> Check(ActivityNode node) =>
        node.Input("expectedStatusCodes") is { Kind: InputKind.Literal } given && given.Value.Items.Any(i => i is RecordValue)
            ? [HttpCodes.ChildPerStatus.With(("activity", node.Id)), .. base.Check(node)] : base.Check(node);

    /// <summary>10 s, 40 s, 160 s …</summary>
    public static TimeSpan PauseAfter(int attempt) => FirstPause * Math.Pow(4, attempt - 1);

    private static ActivityResult Ask(ActivityContext context, SendHttpRequestOptions options, Id delivery, int attempt)
    {
        var bookmark = context.Open(BookmarkKind.Signal, $"http-response {delivery}", payload: Kept(delivery, attempt));
        context.Send(Topic, default, Value.Record(
            ("url", options.Url), ("method", options.Method), ("contentType", options.ContentType), ("content", options.Content), ("bookmark", bookmark),
            ("delivery", delivery.ToString()), ("authorization", options.Authorization.Length > 0 ? options.Authorization : Value.Null), ("headers", options.RequestHeaders)));
        return ActivityResult.Waits;
    }

    private static ActivityResult Pause(ActivityContext context, Bookmark bookmark, Id delivery, int attempt)
    {
        context.Close(bookmark.Id, "failed");
        context.Open(BookmarkKind.Deadline, due: context.Now + PauseAfter(attempt), payload: Kept(delivery, attempt));
        return ActivityResult.Waits;
    }

    private static RecordValue Kept(Id delivery, int attempt) => Value.Record(("delivery", delivery.ToString()), ("attempt", attempt));

    protected virtual ActivityResult Failed(ActivityContext context, string error) =>
        ActivityResult.Broke(HttpCodes.NotDelivered.With(("activity", context.Node.Id), ("error", error)));

    protected virtual ActivityResult Outcome(SendHttpRequestOptions options, Value response) => ActivityResult.Completed();
}

/// <summary>As <see cref="SendHttpRequest"/>, with an outcome for each expected status code, and Unmatched status code, Failed to connect, Timeout.</summary>
public sealed class FlowSendHttpRequest() : SendHttpRequest(Describe("Elsa.FlowSendHttpRequest", [Connection.Done, "Unmatched status code", "Failed to connect", "Timeout"], true))
{
    public override ImmutableArray<string> OutcomesOf(ActivityNode node) =>
        [.. Description.Outcomes, .. (node.Input("expectedStatusCodes")?.Value.Items ?? []).Select(OptionValues.ToText)];

    protected override ActivityResult Failed(ActivityContext context, string error) => ActivityResult.Completed(error == "timeout" ? "Timeout" : "Failed to connect");

    protected override ActivityResult Outcome(SendHttpRequestOptions options, Value response)
    {
        var status = (response["status"].AsNumber() ?? 0).ToString("0", CultureInfo.InvariantCulture);
        if (options.ExpectedStatusCodes.IsEmpty)
            return ActivityResult.Completed();
        return ActivityResult.Completed(options.ExpectedStatusCodes.Contains(status, StringComparer.Ordinal) ? status : "Unmatched status code");
    }
}
