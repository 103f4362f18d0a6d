using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Turns what breaks on the way to a handler into a problem document: a body that is no JSON, too large, of the wrong type; a store that cannot write.</summary>
public sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e);
        }
        catch (StoreException e)
        {
            Failed(logger, e);
            await Problems.WriteAsync(context, DoorCodes.Unavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) // The last stop: whatever it was, the caller gets a document and the log gets the failure.
        {
            Failed(logger, e);
            await Problems.WriteAsync(context, DoorCodes.Internal, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Answers that the framework left without a body.</summary>
    public static Task MissingAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.WriteAsync(context, DoorCodes.NoSuchRoute.With(("path", context.Request.Path))),
        StatusCodes.Status405MethodNotAllowed => Problems.WriteAsync(context, DoorCodes.WrongMethod.With(("method", context.Request.Method)), StatusCodes.Status405MethodNotAllowed),
        StatusCodes.Status413PayloadTooLarge => Problems.WriteAsync(context, DoorCodes.TooLarge.With(("limit", LimitOf(context))), StatusCodes.Status413PayloadTooLarge),
        StatusCodes.Status415UnsupportedMediaType => Problems.WriteAsync(context, DoorCodes.WrongContentType.With(("expected", "application/json")), StatusCodes.Status415UnsupportedMediaType),
        _ => Task.CompletedTask,
    };

    private static long LimitOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? ServerSettings.MaxJson;

    private static Task RefuseAsync(HttpContext context, BadHttpRequestException failure)
    {
        Rejection reason = failure.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => DoorCodes.TooLarge.With(("limit", LimitOf(context))),
            StatusCodes.Status415UnsupportedMediaType => DoorCodes.WrongContentType.With(("expected", "application/json")),
            _ => failure.InnerException is JsonException json ? UnmappedMembers.Refusal(json) ?? OfBody(json) : OfParameter(failure.Message),
        };
        return Problems.WriteAsync(context, reason, reason.Code == StepCodes.NotFound ? StatusCodes.Status404NotFound : failure.StatusCode);
    }

    private static Rejection OfBody(JsonException json)
    {
        // What cannot be turned into a string has this inner exception and no other mark.
        var code = json.InnerException is InvalidOperationException { InnerException: DecoderFallbackException } ? DoorCodes.NotUtf8 : DoorCodes.MalformedJson;
        return code.With(("line", (json.LineNumber ?? 0) + 1), ("column", (json.BytePositionInLine ?? 0) + 1), ("path", json.Path ?? "$"));
    }

    /// <summary>The framework names the parameter in its message alone. What is no id can be nobody's, so it is answered like an id that nobody has.</summary>
    private static Rejection OfParameter(string message)
    {
        if (NotBound().Match(message) is { Success: true } bound)
        {
            return bound.Groups["type"].Value == nameof(Id)
                ? StepCodes.NotFound
                : DoorCodes.BadParameter.With(("name", bound.Groups["name"].Value), ("value", bound.Groups["value"].Value));
        }

        if (NotGiven().Match(message) is { Success: true } missing)
            return DoorCodes.MissingParameter.With(("name", missing.Groups["name"].Value));
        return message.StartsWith("Implicit body inferred", StringComparison.Ordinal)
            ? DoorCodes.MalformedJson.With(("line", 1), ("column", 1), ("path", "$"))
            : DoorCodes.BadRequest.With(("reason", new Text("请求的格式不对或没有传完", message.TrimEnd('.'))));
    }

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotBound();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\S+)" was not provided""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotGiven();

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
