using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>A fact that a document reads: where it says so, the path, and the words that it holds the fact against.</summary>
internal sealed record ReadFact(HeldDocument By, string At, string Path, ImmutableArray<(string At, string Word)> Words)
{
    /// <summary>The option in which it stands; null where it is a document that reads.</summary>
    public NamingOption? Option { get; init; }
}

/// <summary>Facts that the documents of a procedure read and that nobody ever gives: another root, a field that form or register has not, a word that is no choice of the field.</summary>
internal static class ReadFacts
{
    private static readonly ImmutableArray<string> Scored = ["answers", "match", "review"];
    private static readonly ImmutableArray<string> OfApplicants = ["answers", "applicant", "held"];
    private static readonly ImmutableArray<string> OfBranches = ["answers", "applicant", "held", "match", "track"];
    private static readonly ImmutableArray<string> OfAnswers = ["answers"];
    private static readonly ImmutableArray<string> OfMatches = ["match"];

    public static IEnumerable<HeldFinding> Check(HeldAt at)
    {
        var given = new GivenFacts(at);
        return Of(at).SelectMany(r => Check(given, r.Read, r.Roots));
    }

    private static IEnumerable<(ReadFact Read, ImmutableArray<string> Roots)> Of(HeldAt at) =>
    [
        .. at.Used(ScoreTable.Kind.Name).SelectMany(d => All(d, "items", "direct", "vetoes")).Select(r => (r, Scored)),
        .. at.Used(Eligibility.Kind.Name).SelectMany(d => All(d, "excluded")).Select(r => (r, OfApplicants)),
        .. at.Used(AidRules.Kind.Name).SelectMany(d => All(d, "amounts")).Select(r => (r, OfApplicants)),
        .. at.Used(FormDocument.Kind.Name).SelectMany(Freed).Select(r => (r, OfMatches)),
        .. at.Used(Body.Kind.Name).SelectMany(Compared).Select(r => (r, OfAnswers)),
        .. at.Reading.Where(o => o.Option.Option.Name != HeldAt.NotAbove).SelectMany(Branched).Select(r => (r, OfBranches)),
        .. at.Reading.Where(o => o.Option.Option.Name == HeldAt.NotAbove && o.By.Content.AsText() is { Length: > 0 })
            .Select(o => (new ReadFact(o.By, o.At, o.By.Content.AsText()!, []) { Option = o.Option }, OfAnswers)),
        .. at.Of(ExportProfile.Kind.Name).Where(d => IsUsed(at, d)).SelectMany(d => Columns(d).Concat(All(d, "when"))).Select(r => (r, ExportRow.Sources)),
    ];

    /// <summary>Lists of payments are named by no option: they belong to every aid.</summary>
    private static bool IsUsed(HeldAt at, HeldDocument export) => export.Stored.Procedure == at.Procedure || at.IsNamed(export)
        || export.Content["purpose"].AsText() == ExportProfile.Payment && at.Definition.Root.All().Any(n => n.Type == HeldAt.AidCheck);

    private static List<ReadFact> All(HeldDocument document, params ReadOnlySpan<string> members)
    {
        var found = new List<ReadFact>();
        foreach (var member in members)
            Visit(document, document.Content[member], $"/{member}", "", found);
        return found;
    }

    /// <summary>From when to when the valid level is held is a day of any year, and the activity itself knows these paths.</summary>
    private static IEnumerable<ReadFact> Branched(ReadingOption branch)
    {
        var found = new List<ReadFact>();
        Visit(branch.By, branch.By.Content, branch.At, "", found);
        return found.Where(r => r.Path is not ("held.from" or "held.until")).Select(r => r with { Option = branch.Option });
    }

    /// <summary>
    /// Every <c>of</c> below a value. What stands in <c>where</c> and <c>each</c> of an item of rows is read from one row, so its path goes on from the list's.
    /// </summary>
    private static void Visit(HeldDocument document, Value value, string at, string from, List<ReadFact> found)
    {
        if (value is ListValue list)
        {
            for (var i = 0; i < list.Values.Length; i++)
                Visit(document, list.Values[i], $"{at}/{i}", from, found);
        }

        if (value is not RecordValue record)
            return;
        var of = record["of"].AsText();
        var path = of is null ? from : from.Length == 0 ? of : $"{from}.{of}";
        if (of is not null)
            found.Add(new ReadFact(document, $"{at}/of", path, [.. Words(record, at)]));
        foreach (var (name, inner) in record.Members)
            Visit(document, inner, $"{at}/{name}", name is "where" or "each" ? path : from, found);
    }

    private static IEnumerable<(string At, string Word)> Words(RecordValue test, string at)
    {
        if (test["equals"].AsText() is { } one)
            yield return ($"{at}/equals", one);
        foreach (var name in (ImmutableArray<string>)["in", "notIn", "has"])
        {
            foreach (var (word, i) in test[name].Items.Select((w, i) => (w.AsText(), i)))
            {
                if (word is not null)
                    yield return ($"{at}/{name}/{i}", word);
            }
        }

        foreach (var (word, i) in test["options"].Items.Select((o, i) => (o["value"].AsText(), i)))
        {
            if (word is not null)
                yield return ($"{at}/options/{i}/value", word);
        }
    }

    /// <summary>Answers by which lists are looked through: paths into the form.</summary>
    private static IEnumerable<ReadFact> Compared(HeldDocument body) => body.Content["hints"].Items.SelectMany((hint, h) =>
        ((ImmutableArray<string>)["same", "differ"]).SelectMany(name => hint[name].Items.Select((path, n) =>
            new ReadFact(body, $"/hints/{h}/{name}/{n}", $"answers.{path.AsText()}", []))));

    /// <summary>The categories whose match frees of a proof.</summary>
    private static IEnumerable<ReadFact> Freed(HeldDocument form) => form.Content["proofs"].Items.SelectMany((proof, p) => proof["unlessMatched"].Items.Select((category, n) =>
        $"/proofs/{p}/unlessMatched/{n}" is var at && category.AsText() is { } word ? new ReadFact(form, at, "match.categories", [(at, word)]) : null)).OfType<ReadFact>();

    private static List<ReadFact> Columns(HeldDocument export)
    {
        var found = new List<ReadFact>();
        foreach (var (column, n) in export.Content["columns"].Items.Select((c, n) => (c, n)).Where(c => c.c["source"].AsText() != ExportRow.Count))
        {
            var source = column["source"].AsText() ?? "";
            found.Add(new ReadFact(export, $"/columns/{n}/source", source, []));
            Visit(export, column["where"], $"/columns/{n}/where", source[..Math.Max(source.LastIndexOf('.'), 0)], found);
        }

        return found;
    }

    private static IEnumerable<HeldFinding> Check(GivenFacts given, ReadFact read, ImmutableArray<string> roots)
    {
        var root = read.Path.Split('.')[0];
        if (!roots.Contains(root))
        {
            yield return Wrong(read, Unknown(read, "", roots));
            yield break;
        }

        // A form, register or definition that a nearer unit wrote leaves what stands above it as it is: that reads nothing there.
        // A branch that reads nothing stops every case, so that its reader is told all the same.
        if (given.Of(root, read) is not { } fields || IsNearer(fields, read) && read.Option is null)
            yield break;
        if (!fields.Has(read.Path))
        {
            yield return Wrong(read, Unknown(read, root, fields.Near(read.Path)), IsNearer(fields, read));
            yield break;
        }

        var choices = fields.Choices(read.Path);
        foreach (var (at, word) in read.Words.Where(w => !choices.IsEmpty && !choices.Contains(w.Word)))
        {
            var known = NamedDocuments.Known(choices);
            var found = Nearest.To(word, choices) is { } nearest
                ? NamedCodes.NoChoiceNear.With(("document", read.By.By.Name), ("at", at), ("word", word), ("fact", read.Path), ("nearest", nearest))
                : NamedCodes.NoChoice.With(("document", read.By.By.Name), ("at", at), ("word", word), ("fact", read.Path), ("known", known));
            yield return Wrong(read with { At = at }, found, IsNearer(fields, read) || found.Code == NamedCodes.NoChoice);
        }
    }

    private static bool IsNearer(GivenFields fields, ReadFact read) => fields.By is { } by && !ReferenceEquals(NamedDocuments.Nearer(read.By, by), read.By);

    /// <param name="read">What is read, and where.</param>
    /// <param name="found">What is wrong with it.</param>
    /// <param name="isWarning">Whether it stops nothing where it stands in an option; what a document reads is graver or lighter by its code.</param>
    private static HeldFinding Wrong(ReadFact read, Rejection found, bool isWarning = false) =>
        read.Option is { } option ? HeldFinding.OfOption(option, found) with { IsWarning = isWarning } : HeldFinding.Of(read.By, read.By, read.At, found);

    private static Rejection Unknown(ReadFact read, string root, ImmutableArray<string> known) => Nearest.To(read.Path, known) is { } nearest
        ? NamedCodes.NoFactNear.With(("document", read.By.By.Name), ("at", read.At), ("fact", read.Path), ("nearest", nearest))
        : NamedCodes.NoFact.With(("document", read.By.By.Name), ("at", read.At), ("fact", read.Path), ("root", root), ("known", NamedDocuments.Known(known)));
}
