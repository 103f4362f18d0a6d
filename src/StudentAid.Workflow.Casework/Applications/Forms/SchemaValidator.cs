using System.Globalization;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// Holds a value against a compiled schema. It descends only where the schema does, so hostile depth costs nothing; it stops after
/// <see cref="MostFindings"/> findings and never throws.
/// </summary>
public static class SchemaValidator
{
    public const int MostFindings = 200;

    public static IReadOnlyList<FormFinding> Validate(FormSchema schema, Value value)
    {
        var findings = new List<FormFinding>();
        Visit(schema, value, "", "", findings);
        return findings;
    }

    private static void Visit(FormSchema schema, Value value, string pointer, Text name, List<FormFinding> findings)
    {
        if (findings.Count >= MostFindings)
            return;
        var title = schema.Hints.Title ?? name;
        if (schema.Types != FormTypes.None && (TypeOf(value) & schema.Types) == FormTypes.None)
        {
            findings.Add(FormFinding.Of(pointer, FormCodes.WrongType, ("title", title), ("expected", Expected(schema.Types))));
            return;
        }

        if ((schema.Const is { } only && !only.Equals(value)) || (schema.Enum.Length > 0 && !schema.Enum.Contains(value)))
            findings.Add(FormFinding.Of(pointer, FormCodes.NotOffered, ("title", title)));
        switch (value)
        {
            case TextValue text: VisitText(schema, text.Value, pointer, title, findings); break;
            case NumberValue number: VisitNumber(schema, number.Value, pointer, title, findings); break;
            case ListValue list: VisitList(schema, list, pointer, title, findings); break;
            case RecordValue record: VisitRecord(schema, record, pointer, findings); break;
        }
    }

    private static void VisitText(FormSchema schema, string text, string pointer, Text title, List<FormFinding> findings)
    {
        // UTF-16 length bounds the number of code points from both sides, so that a huge text is never walked.
        var length = text.Length > 2 * schema.MaxLength ? text.Length : text.EnumerateRunes().Count();
        if (length > schema.MaxLength)
        {
            findings.Add(FormFinding.Of(pointer, FormCodes.TooLong, ("title", title), ("limit", schema.MaxLength)));
            return;
        }

        if (length < schema.MinLength)
            findings.Add(FormFinding.Of(pointer, FormCodes.TooShort, ("title", title), ("limit", schema.MinLength)));
        if (schema.Pattern is { } pattern && !Matches(pattern, text))
            findings.Add(FormFinding.Of(pointer, FormCodes.WrongPattern, ("title", title)));
        if (schema.IsDay && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            findings.Add(FormFinding.Of(pointer, FormCodes.NotADay, ("title", title)));
    }

    private static void VisitNumber(FormSchema schema, decimal number, string pointer, Text title, List<FormFinding> findings)
    {
        if (number < schema.Minimum)
            findings.Add(FormFinding.Of(pointer, FormCodes.TooSmall, ("title", title), ("limit", schema.Minimum)));
        if (number > schema.Maximum)
            findings.Add(FormFinding.Of(pointer, FormCodes.TooBig, ("title", title), ("limit", schema.Maximum)));
    }

    private static void VisitList(FormSchema schema, ListValue list, string pointer, Text title, List<FormFinding> findings)
    {
        if (list.Values.Length > schema.MaxItems)
        {
            findings.Add(FormFinding.Of(pointer, FormCodes.TooManyRows, ("title", title), ("limit", schema.MaxItems)));
            return;
        }

        if (list.Values.Length < schema.MinItems)
            findings.Add(FormFinding.Of(pointer, FormCodes.TooFewRows, ("title", title), ("limit", schema.MinItems)));
        for (var i = 0; schema.Items is { } items && i < list.Values.Length; i++)
            Visit(items, list.Values[i], $"{pointer}/{i}", title, findings);
    }

    private static void VisitRecord(FormSchema schema, RecordValue record, string pointer, List<FormFinding> findings)
    {
        var known = schema.Properties;
        foreach (var (name, property) in known)
        {
            if (record.TryGet(name, out var member))
                Visit(property, member, $"{pointer}/{name}", name, findings);
            else if (schema.Required.Contains(name, StringComparer.Ordinal))
                findings.Add(FormFinding.Of($"{pointer}/{name}", FormCodes.Missing, ("title", property.Hints.Title ?? new Text(name))));
        }

        if (schema.Open || (known.Length == 0 && schema.Types == FormTypes.None))
            return;
        foreach (var (name, _) in record.Members.Where(m => !known.Any(p => string.Equals(p.Key, m.Key, StringComparison.Ordinal))).Take(MostFindings))
            findings.Add(FormFinding.Of($"{pointer}/{Shown(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", FormCodes.Unknown, ("name", Shown(name))));
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Linear as it is, a text that takes a second is none that a form wants.
            return false;
        }
    }

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private static FormTypes TypeOf(Value value) => value switch
    {
        TextValue => FormTypes.Text,
        NumberValue n => n.Value == decimal.Truncate(n.Value) ? FormTypes.Number | FormTypes.Whole : FormTypes.Number,
        BoolValue => FormTypes.Bool,
        ListValue => FormTypes.List,
        RecordValue => FormTypes.Record,
        _ => FormTypes.None,
    };

    private static string Expected(FormTypes types) => string.Join(" / ", new (FormTypes Type, string Word)[]
    {
        (FormTypes.Text, "文字 text"), (FormTypes.Number, "数字 number"), (FormTypes.Whole, "整数 whole number"),
        (FormTypes.Bool, "是或否 yes or no"), (FormTypes.List, "列表 list"), (FormTypes.Record, "分组 group"),
    }.Where(t => types.HasFlag(t.Type)).Select(t => t.Word));
}
