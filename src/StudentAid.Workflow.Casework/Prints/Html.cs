using System.Text;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Writes HTML; every text goes through the encoder, so that nothing a person wrote can become markup.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    public Html Open(string tag, string attributes = "")
    {
        text.Append('<').Append(tag).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append('>');
        return this;
    }

    public Html Close(string tag)
    {
        text.Append("</").Append(tag).Append(">\n");
        return this;
    }

    public Html Line(string tag, string content, string attributes = "") => Open(tag, attributes).Text(content).Close(tag);

    /// <summary>Line feeds stay line breaks.</summary>
    public Html Text(string content)
    {
        foreach (var c in content)
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                '\n' => text.Append("<br>"),
                _ when char.IsControl(c) => text,
                _ => text.Append(c),
            };
        }

        return this;
    }

    /// <summary>What this program wrote itself, as it stands.</summary>
    public Html Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();
}
