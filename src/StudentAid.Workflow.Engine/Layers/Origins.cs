using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Who set each value. Keys: an activity's id, <c>activity.option</c> (with <c>title</c>, <c>article</c> and <c>type</c>), a connection as it is spelled,
/// and <c>$name</c>, <c>$article</c>, <c>$outcomes</c> of the definition itself.
/// </summary>
public sealed class Origins
{
    public static readonly Origins None = new(ImmutableDictionary<string, (Value, Origin)>.Empty);

    private readonly ImmutableDictionary<string, (Value Value, Origin By)> values;

    private Origins(ImmutableDictionary<string, (Value Value, Origin By)> values) => this.values = values;

    public IEnumerable<string> Keys => values.Keys.Order(StringComparer.Ordinal);

    public Origin? Of(string key) => values.TryGetValue(key, out var found) ? found.By : null;

    public Origin? Of(string activity, string option) => Of($"{activity}.{option}") ?? Of(activity);

    /// <summary>The key of a connection.</summary>
    public static string KeyOf(Connection connection) => Flows.Spelled(connection);

    /// <summary>What is new or differs was set by this document, by its own article, or by that which it gives the activity.</summary>
    internal Origins After(Definition definition, Origin by)
    {
        var now = ImmutableDictionary.CreateBuilder<string, (Value, Origin)>(StringComparer.Ordinal);
        foreach (var (key, value, activity, article) in Flat(definition))
        {
            if (values.TryGetValue(key, out var before) && before.Value == value)
                now[key] = before;
            else
                now[key] = (value, article is null || IsOld(activity, article) ? by : by with { Article = Full(by.Article, article) });
        }

        return new Origins(now.ToImmutable());
    }

    private bool IsOld(string activity, string article) => values.TryGetValue($"{activity}.article", out var before) && before.Value == Value.Of(article);

    /// <summary>An article without the law's name ("第…") takes the name from the document's.</summary>
    private static string Full(string document, string article) =>
        article.StartsWith('第') && document.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? $"{document[..end]} {article}" : article;

    private static IEnumerable<(string Key, Value Value, string Activity, string? Article)> Flat(Definition definition)
    {
        yield return ("$name", definition.Name.ToValue(), "", null);
        yield return ("$article", definition.Article is { } article ? article : Value.Null, "", null);
        yield return ("$outcomes", Value.List(definition.Outcomes.Select(Value.Of)), "", null);
        foreach (var node in definition.Root.All())
        {
            yield return (node.Id, Value.True, node.Id, node.Article);
            yield return ($"{node.Id}.type", node.Type, node.Id, node.Article);
            if (node.Title is { } title)
                yield return ($"{node.Id}.title", title.ToValue(), node.Id, node.Article);
            if (node.Article is not null)
                yield return ($"{node.Id}.article", node.Article, node.Id, node.Article);
            foreach (var input in node.Inputs)
                yield return ($"{node.Id}.{input.Name}", Value.List(input.Kind.ToString(), input.Value), node.Id, node.Article);
            foreach (var connection in node.Connections)
                yield return (Flows.Spelled(connection), Value.True, "", null);
        }
    }
}
