using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>Builds a page without script; every text is encoded here and nowhere else.</summary>
public sealed class Html(string title)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder body = new();

    public Html Heading(int level, string text) => Raw($"<h{level}>").Text(text).Raw($"</h{level}>\n");

    public Html Paragraph(string text) => Raw("<p>").Text(text).Raw("</p>\n");

    /// <summary>Text in a block of a class of the style sheet.</summary>
    public Html Block(string style, string text) => Raw("<p").Attribute("class", style).Raw(">").Text(text).Raw("</p>\n");

    public Html Inline(string text) => Raw("<span>").Text(text).Raw("</span> ");

    public Html Navigation(Action<Html> content) => Within("nav", "", content);

    /// <summary>The yellow bar of a demonstration.</summary>
    public Html Bar(Action<Html> content) => Within("div", "demo", content);

    public Html Area(string name, string label, string value) =>
        Raw("<label>").Text(label).Raw("<textarea rows=\"6\"").Attribute("name", name).Raw(">").Text(value).Raw("</textarea></label>");

    public Html Link(string address, string text) => Raw("<a").Attribute("href", address).Raw(">").Text(text).Raw("</a>\n");

    public Html Table(IReadOnlyList<string> headings, IEnumerable<string[]> rows) =>
        Table(headings, rows.Select<string[], Action<Html>>(row => html => html.Cells(row)));

    /// <summary>Each row writes its own cells.</summary>
    public Html Table(IReadOnlyList<string> headings, IEnumerable<Action<Html>> rows)
    {
        Raw("<table><thead><tr>");
        foreach (var heading in headings)
            Raw("<th scope=\"col\">").Text(heading).Raw("</th>");
        Raw("</tr></thead><tbody>\n");
        var any = false;
        foreach (var row in rows)
        {
            any = true;
            Raw("<tr>");
            row(this);
            Raw("</tr>\n");
        }

        if (!any)
            Raw($"<tr><td colspan=\"{headings.Count}\">").Text("没有").Raw("</td></tr>\n");

        return Raw("</tbody></table>\n");
    }

    public Html Cells(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            Raw("<td>").Text(text).Raw("</td>");
        return this;
    }

    public Html Cell(Action<Html> content)
    {
        Raw("<td>");
        content(this);
        return Raw("</td>");
    }

    /// <summary>A form that posts its fields.</summary>
    public Html Form(string action, Action<Html> content, string style = "")
    {
        Raw("<form method=\"post\"").Attribute("action", action).Attribute("class", style).Raw(">");
        content(this);
        return Raw("</form>\n");
    }

    public Html Hidden(string name, string value) => Raw("<input type=\"hidden\"").Attribute("name", name).Attribute("value", value).Raw(">");

    public Html Input(string name, string label, string value = "") =>
        Raw("<label>").Text(label).Raw(" <input").Attribute("name", name).Attribute("value", value).Raw("></label>");

    /// <summary>A field that shows no character.</summary>
    public Html Secret(string name, string label) =>
        Raw("<label>").Text(label).Raw(" <input type=\"password\" autocomplete=\"off\"").Attribute("name", name).Raw("></label>");

    public Html Choice(string name, string label, IEnumerable<(string Value, string Text)> options, string chosen)
    {
        Raw("<select").Attribute("name", name).Attribute("aria-label", label).Raw(">");
        foreach (var (value, text) in options)
            Raw("<option").Attribute("value", value).Raw(value == chosen ? " selected>" : ">").Text(text).Raw("</option>");
        return Raw("</select>");
    }

    public Html Button(string text) => Raw("<button type=\"submit\">").Text(text).Raw("</button>");

    public override string ToString() =>
        $"""
        <!doctype html>
        <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encoder.Encode(title)}</title><link rel="stylesheet" href="/pages.css"></head><body><main>
        {body}</main></body></html>
        """;

    private Html Within(string element, string style, Action<Html> content)
    {
        Raw($"<{element}").Attribute("class", style).Raw(">");
        content(this);
        return Raw($"</{element}>\n");
    }

    private Html Text(string text)
    {
        body.Append(Encoder.Encode(text));
        return this;
    }

    private Html Attribute(string name, string value)
    {
        if (value.Length > 0 || name is "value")
            body.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
        return this;
    }

    private Html Raw(string markup)
    {
        body.Append(markup);
        return this;
    }
}
