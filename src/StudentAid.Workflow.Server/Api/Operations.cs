using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Maps the operations of the API. What a handler takes and answers is described at the start; the code that reads a request into its parameters is made when the
/// first request comes: there are some three hundred operations, a server's day needs few of them, and making all took half of its start.
/// </summary>
internal static class Operations
{
    public static RouteHandlerBuilder MapGet(this RouteGroupBuilder api, [StringSyntax("Route")] string pattern, Delegate handler) => Map(api, pattern, HttpMethods.Get, handler);

    public static RouteHandlerBuilder MapPost(this RouteGroupBuilder api, [StringSyntax("Route")] string pattern, Delegate handler) => Map(api, pattern, HttpMethods.Post, handler);

    public static RouteHandlerBuilder MapPatch(this RouteGroupBuilder api, [StringSyntax("Route")] string pattern, Delegate handler) => Map(api, pattern, HttpMethods.Patch, handler);

    private static RouteHandlerBuilder Map(RouteGroupBuilder api, string pattern, string method, Delegate handler)
    {
        var mapped = api.MapMethods(pattern, [method], (RequestDelegate)(_ => throw new InvalidOperationException($"Expected {method} {pattern} to be described, but it was not.")));
        mapped.Add(endpoint => Describe((RouteEndpointBuilder)endpoint, method, handler));
        return new RouteHandlerBuilder([mapped]);
    }

    private static void Describe(RouteEndpointBuilder endpoint, string method, Delegate handler)
    {
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = endpoint.ApplicationServices,
            RouteParameterNames = [.. endpoint.RoutePattern.Parameters.Select(p => p.Name)],
            EndpointBuilder = endpoint,
            DisableInferBodyFromParameters = HttpMethods.IsGet(method),
            ThrowOnBadRequest = endpoint.ApplicationServices.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
        };
        endpoint.Metadata.Add(handler.Method);
        foreach (var attribute in handler.Method.GetCustomAttributes())
            endpoint.Metadata.Add(attribute);
        var described = RequestDelegateFactory.InferMetadata(handler.Method, options);
        var made = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, described).RequestDelegate);
        endpoint.RequestDelegate = context => made.Value(context);
    }
}
