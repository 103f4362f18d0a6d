using Microsoft.AspNetCore.Http.HttpResults;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Triggers;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The instances that a request started or resumed, where none of them answered it.</summary>
public sealed record AcceptedAnswer(IReadOnlyList<Id> Instances);

/// <summary>
/// <c>/workflows/{path}</c>: starts the definition whose <c>Elsa.HttpEndpoint</c> takes the request, else resumes every bookmark in scope that waits for it.
/// A <c>WriteHttpResponse</c> of the same burst is the answer; without one, or where the burst takes too long, 202 with the instance's id.
/// </summary>
public static class WorkflowsEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static void MapWorkflows(this WebApplication app) =>
        app.MapMethods("/workflows/{**path}", Methods, HandleAsync).WithMetadata(new Guarded(), new WithoutKey()).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        string? path, HttpContext context, Caller caller, TriggerRouter triggers, SignalRouter signals, IMediator mediator, IStepStore store, FactLoader facts, CancellationToken cancellation)
    {
        // What a definition writes is shown by a browser on this origin: it must not act there.
        context.Response.Headers.ContentSecurityPolicy = $"{SafeHeaders.Nothing}; sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var request = new EndpointRequest(context.Request.Method, $"/{path}", QueryOf(context.Request), await ContentAsync(context.Request, cancellation));
        // Without a key of the caller's every request is one of its own.
        var operation = Id.Of("workflow-request", caller.Principal.Id.ToString(), caller.Key.Length > 0 ? caller.Key : $"{context.Connection.Id} {context.TraceIdentifier}");
        if (await triggers.FindAsync(caller.Principal, operation, request) is { } start)
            return await StartAsync(start, caller, mediator, store, facts, cancellation);
        var signal = new Signal(HttpEndpoint.SignalOf(request.Method, request.Path), "", request.ToValue(Value.EmptyRecord));
        var raised = await signals.RaiseAsync(caller.Principal, caller.Principal.Scope, [], operation, signal, cancellation);
        if (raised.Delivered.Count == 0)
            return Problems.Of(TriggerSetCodes.NobodyListens.With(("method", request.Method), ("path", request.Path)), caller.Language);
        foreach (var instance in raised.Delivered)
        {
            if (await store.LoadAsync(instance, cancellation) is { } stream && await ResponseAsync(store, facts, instance, stream.Version, cancellation) is { } answer)
                return answer;
        }

        return TypedResults.Accepted((string?)null, new AcceptedAnswer(raised.Delivered));
    }

    private static async Task<IResult> StartAsync(StartByTrigger start, Caller caller, IMediator mediator, IStepStore store, FactLoader facts, CancellationToken cancellation)
    {
        Answer answer;
        try
        {
            // Who goes away does not stop what he asked for.
            answer = await mediator.Send(start, CancellationToken.None).WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return Accepted(start.Instance);
        }

        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        return await ResponseAsync(store, facts, answer.Stream, answer.Version, cancellation) ?? Accepted(answer.Stream);
    }

    private static Accepted<AcceptedAnswer> Accepted(Id instance) => TypedResults.Accepted($"/api/cases/{instance}", new AcceptedAnswer([instance]));

    /// <summary>What the step's WriteHttpResponse wrote; null where there was none.</summary>
    private static async Task<IResult?> ResponseAsync(IStepStore store, FactLoader facts, Id instance, long seq, CancellationToken cancellation)
    {
        var step = (await store.EventsAsync(instance, seq - 1, cancellation)).FirstOrDefault();
        var written = step is null ? null : InstanceEventJson.Read(step.Data.Span).OfType<InstanceEvent.Noted>().LastOrDefault(n => n.Name == WriteHttpResponse.Noted);
        if (written is null)
            return null;
        var content = written.Content["content"];
        if (SealedReference.Read(content, instance) is { } reference)
            content = reference.Of((await facts.LoadAsync([CaseFacts.Sealed(reference.Address)], cancellation))[0].Value);
        return TypedResults.Text(
            content.AsText() ?? (content.IsNull ? "" : content.ToJson()), written.Content["contentType"].AsText() ?? "text/plain", System.Text.Encoding.UTF8,
            (int)(written.Content["status"].AsNumber() ?? StatusCodes.Status200OK));
    }

    private static RecordValue QueryOf(HttpRequest request) =>
        Value.Record(request.Query.Select(q => (q.Key, q.Value.Count == 1 ? Value.Of(q.Value[0] ?? "") : Value.List(q.Value.Select(v => Value.Of(v ?? ""))))));

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
