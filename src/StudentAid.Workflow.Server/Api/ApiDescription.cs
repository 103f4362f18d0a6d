using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The OpenAPI document: ids, values and texts as they stand in JSON, and the headers that every call knows.</summary>
public static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        o.AddSchemaTransformer((schema, context, _) =>
        {
            Shape(schema, context.JsonTypeInfo.Type);
            // What has no value is left out, never null.
            foreach (var optional in context.JsonTypeInfo.Properties.Where(p => p.IsGetNullable))
                schema.Required?.Remove(optional.Name);
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "StudentAid.Workflow", Version = "v1" };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    private static void Shape(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (plain == typeof(Id))
        {
            (schema.Type, schema.Properties, schema.Required) = (JsonSchemaType.String, null, null);
            schema.Pattern = "^([0-9a-hjkmnp-tv-z]{26})?$";
        }
        else if (typeof(Value).IsAssignableFrom(type))
        {
            (schema.Type, schema.Properties, schema.Required) = (null, null, null);
            schema.Description = "Any JSON value";
        }
        else if (type == typeof(Text))
        {
            (schema.Type, schema.Properties, schema.Required) = (null, null, null);
            schema.Description = "A string (zh-CN), or { \"zh-CN\", \"en\" }";
        }
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var changes = context.Description.HttpMethod is not ("GET" or "HEAD");
        operation.Parameters ??= [];
        if (changes && !metadata.OfType<WithoutKey>().Any())
        {
            operation.Parameters.Add(Header("Idempotency-Key", "The same key is applied once; with another body it is refused", required: true));
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "dryRun", In = ParameterLocation.Query, Description = "true: say what would happen and write nothing",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
            });
        }

        if (metadata.OfType<WithIfMatch>().Any())
            operation.Parameters.Add(Header("If-Match", "The ETag of what was shown", required: true));
        operation.Parameters.Add(Header("Accept-Language", "zh-CN (when silent) or en: the language of refusals", required: false));
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
