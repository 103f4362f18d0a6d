using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary><c>/workflows/{path}</c>: resumes every bookmark in scope that waits for this request (<c>Elsa.HttpEndpoint</c>).</summary>
public static class WorkflowsEndpoint
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static void MapWorkflows(this WebApplication app) =>
        app.MapMethods("/workflows/{**path}", Methods, RaiseAsync).WithMetadata(new Guarded(), new WithoutKey()).ExcludeFromDescription();

    private static async Task<SignalAnswer> RaiseAsync(string path, HttpContext context, Caller caller, SignalRouter signals, CancellationToken cancellation)
    {
        var method = context.Request.Method;
        var content = await ContentAsync(context.Request, cancellation);
        var request = Value.Record(("method", method), ("path", $"/{path}"), ("content", content));
        // Without a key of the caller's every request is one of its own.
        var operation = Id.Of("workflow-request", caller.Principal.Id.ToString(), caller.Key.Length > 0 ? caller.Key : context.TraceIdentifier);
        var signal = new Signal(HttpEndpoint.SignalOf(method, path), "", request);
        return new SignalAnswer(await signals.RaiseAsync(caller.Principal, caller.Principal.Scope, operation, signal, cancellation));
    }

    private static async Task<Value> ContentAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellation);
        return text.Length == 0 ? Value.Null : request.HasJsonContentType() ? ParseOf(text) : text;
    }

    private static Value ParseOf(string text)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new BadHttpRequestException("Expected JSON.", StatusCodes.Status400BadRequest, e);
        }
    }
}
