namespace StudentAid.Workflow.Engine.Activities;

/// <summary>Describes a property of an options record; its JSON name is the property's in camelCase.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string zhCn, string en) : Attribute
{
    public string ZhCn { get; } = zhCn;

    public string En { get; } = en;

    public string? HelpZhCn { get; init; }

    public string? HelpEn { get; init; }

    public bool Required { get; init; }

    /// <summary>Permitted words, for a text option.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>The kind of document that the option names by id.</summary>
    public string? References { get; init; }

    /// <summary>The option names an activity that this one leads to.</summary>
    public bool Later { get; init; }

    public double Minimum { get; init; } = double.NaN;

    public double Maximum { get; init; } = double.NaN;

    public string? Tightens { get; init; }
}
