using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>What stands below a root of facts: by path, with the words that a field can have (none: any). <see cref="By"/> is the document that says so, null where it is the product.</summary>
internal sealed record GivenFields(HeldDocument? By, Func<string, bool> Has, Func<string, ImmutableArray<string>> Choices, Func<string, ImmutableArray<string>> Near);

/// <summary>The facts that a procedure's cases have at a unit.</summary>
internal sealed class GivenFacts
{
    private const string Answers = "answers";

    /// <summary>What the register says of an applicant in clear: what an import keeps so, and where he stands.</summary>
    private static readonly ImmutableArray<string> InClear = [.. PersonRow.PlainFields, "status", "class"];

    private readonly HeldAt at;
    private readonly ImmutableArray<(HeldDocument Document, FormSchema Schema)> forms;
    private readonly ImmutableArray<(HeldDocument Document, FormSchema Schema)> everyForm;

    public GivenFacts(HeldAt at)
    {
        this.at = at;
        var named = at.Options.Where(o => o.Option.References == FormDocument.Kind.Name).SelectMany(o => o.Ids).Distinct(StringComparer.Ordinal).ToList();
        everyForm = [.. at.All.Where(d => d.Kind == FormDocument.Kind.Name).Select(Schema).Where(f => f.Schema is not null).Select(f => (f.Document, f.Schema!))];
        forms = named.Count == 0 ? everyForm : [.. everyForm.Where(f => named.Contains(f.Document.Id) && ReferenceEquals(at.Find(FormDocument.Kind.Name, f.Document.Id), f.Document))];
    }

    /// <summary>The fields below a root; null where nobody can say what they are.</summary>
    public GivenFields? Of(string root, ReadFact read) => root switch
    {
        Answers => OfForms(read.By.Stored.Procedure.Length == 0 && !at.IsNamed(read.By) ? everyForm : forms),
        "applicant" => Listed("applicant", InClear, f => f == "status" ? PersonStatus.All : []),
        "person" => at.All.Any(d => d.Kind == ColumnProfile.Kind.Name) ? Listed("person", Register(), _ => []) : null,
        "held" => Listed("held", ["level"], _ => [.. at.All.Where(d => d.Kind == Scale.Kind.Name).SelectMany(s => HeldAt.LevelsOf(s)).Distinct(StringComparer.Ordinal)]),
        "match" => Listed("match", ["state", "categories"], f => f == "categories" ? Categories() : []),
        "stages" => OfStages(),
        _ => ExportRow.Fields.TryGetValue(root, out var fields) ? Listed(root, fields, _ => []) : null,
    };

    private static (HeldDocument Document, FormSchema? Schema) Schema(HeldDocument document) => (document, FormDocument.Kind.Read(document.Content).Document?.Schema);

    /// <summary>Where there is no form, nobody can say what the answers are.</summary>
    private static GivenFields? OfForms(ImmutableArray<(HeldDocument Document, FormSchema Schema)> forms) => forms.IsEmpty ? null : new GivenFields(
        forms[^1].Document,
        path => path == Answers || forms.Any(f => f.Schema.At(Below(path)) is not null),
        path => Choices(forms, path),
        _ => [.. forms.SelectMany(f => Paths(f.Schema, Answers)).Distinct(StringComparer.Ordinal)]);

    /// <summary>The choices of a field; none where one of the forms lets it have any.</summary>
    private static ImmutableArray<string> Choices(ImmutableArray<(HeldDocument Document, FormSchema Schema)> forms, string path)
    {
        var fields = forms.Select(f => f.Schema.At(Below(path))).OfType<FormSchema>().Select(f => f.Items ?? f).ToList();
        return fields.Exists(f => f.Enum.IsEmpty) ? [] : [.. fields.SelectMany(f => f.Enum).Select(e => e.AsText()).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static string Below(string path) => path.Length > Answers.Length ? path[(Answers.Length + 1)..] : "";

    private static IEnumerable<string> Paths(FormSchema schema, string at) => (schema.Items ?? schema).Properties.SelectMany(p => Paths(p.Value, $"{at}.{p.Key}").Prepend($"{at}.{p.Key}"));

    private static GivenFields Listed(string root, ImmutableArray<string> fields, Func<string, ImmutableArray<string>> choices) => new(
        null, path => path == root || path.Split('.') is [_, var name] && fields.Contains(name), path => path.Split('.') is [_, var name] ? choices(name) : [], _ => [.. fields.Select(f => $"{root}.{f}")]);

    /// <summary>An export for several procedures may name the steps of any of them.</summary>
    private GivenFields OfStages() => new(
        null, path => path.Split('.') is [_, var step, var field] && at.Steps.Contains(step) && ExportRow.Stage.Contains(field), _ => [],
        path => [.. at.Steps.Order(StringComparer.Ordinal).SelectMany(s => ExportRow.Stage.Select(f => $"stages.{s}.{f}"))]);

    /// <summary>Everything that an import can bring, as the profiles that hold here name it.</summary>
    private ImmutableArray<string> Register() =>
    [
        .. at.All.Where(d => d.Kind == ColumnProfile.Kind.Name).SelectMany(d => d.Content["fields"].Items).Select(f => f["field"].AsText()).OfType<string>()
            .Concat(PersonRow.PlainFields).Concat(PersonRow.KeyFields).Concat(ExportRow.Register).Distinct(StringComparer.Ordinal),
    ];

    private ImmutableArray<string> Categories() =>
        [.. at.Of(SpecialGroups.Kind.Name).SelectMany(d => d.Content["categories"].Items).Select(c => c["id"].AsText()).OfType<string>()];
}
