using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// What is published can run: each definition is linted as it stands beside those published with it and those that hold for the unit already. What
/// may be kept as a draft but cannot run is refused here by name.
/// </summary>
internal static class PublishCheck
{
    /// <summary>All texts, or the first that cannot be read, named by its id or by its number in the call.</summary>
    public static (ImmutableArray<DocumentText> Texts, Rejection? Refused) Read(ImmutableArray<string> texts, ActivityTypes types)
    {
        var read = ImmutableArray.CreateBuilder<DocumentText>(texts.Length);
        foreach (var text in texts)
        {
            var (document, refused) = DocumentText.Read(text, types);
            if (document is null)
                return ([], refused);
            read.Add(document);
        }

        return (read.ToImmutable(), null);
    }

    /// <summary>The first error of the definitions among the texts, the facts that must be known first, or null where all are fit.</summary>
    public static StreamDecision? Of(IEnumerable<DocumentText> texts, string unit, Facts facts, ActivityTypes types)
    {
        Written[] publishing = [.. texts.Where(t => t.Kind == StoredDocument.Definition).Select(t => Written.Of(TextOf(t), types))];
        return publishing.Length == 0 ? null : Check(publishing, unit, facts, types);
    }

    /// <summary>The same of a draft that the unit keeps.</summary>
    public static StreamDecision? OfDraft(StoredDocument draft, string unit, Facts facts, ActivityTypes types) =>
        facts.Find(DocumentShelf.TextOf(draft)) is { } text
            ? Check([Written.Of(text.Value.AsText()!, types)], unit, facts, types)
            : new StreamDecision.Needs([DocumentShelf.TextOf(draft)]);

    private static StreamDecision? Check(Written[] publishing, string unit, Facts facts, ActivityTypes types)
    {
        ImmutableArray<FactKey> shelves = [.. UnitPath.Line(unit).Select(DocumentShelf.FactOf).Where(k => facts.Find(k) is null)];
        if (!shelves.IsEmpty)
            return new StreamDecision.Needs(shelves);
        StoredDocument[] holding = [.. UnitPath.Line(unit).SelectMany(line => Latest(facts, line)).Where(d => publishing.All(p => p.Id != d.Id))];
        ImmutableArray<FactKey> missing = [.. holding.Select(DocumentShelf.TextOf).Where(k => facts.Find(k) is null)];
        if (!missing.IsEmpty)
            return new StreamDecision.Needs(missing);
        Written[] others = [.. holding.Select(d => Written.Of(facts.Find(DocumentShelf.TextOf(d))!.Value.AsText()!, types))];
        var context = LintContext.Of(types, publishing.Concat(others).Select(p => p.Document.Definition).OfType<Definition>()) with { ForPublish = true };
        foreach (var written in publishing)
        {
            if (DefinitionLint.Check(written.Document, context).FirstOrDefault(d => d.Severity == Severity.Error) is { } error)
                return Unfit(written.Id, error);
        }

        // What is published takes no version from under a definition that names it.
        foreach (var written in others.Where(o => o.Document.Definition?.Root.All().Any(DefinitionLibrary.NamesVersion) == true))
        {
            if (DefinitionLint.Check(written.Document, context).FirstOrDefault(d => d.Code == LintCodes.OtherVersion && publishing.Any(p => p.Id == d.Arguments["definition"])) is { } error)
                return Unfit(written.Id, error);
        }

        return null;
    }

    private static IEnumerable<StoredDocument> Latest(Facts facts, string line) =>
        facts.Find(DocumentShelf.FactOf(line))!.Value.Items.Select(d => StoredDocument.Read(d, line))
            .Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published)
            .GroupBy(d => d.Id, StringComparer.Ordinal).Select(g => g.MaxBy(d => d.Version)!);

    private static Rejection Unfit(string id, Diagnostic error) => ShelfCodes.Unfit.With(
        ("id", id), ("line", error.Position?.Line ?? 1), ("column", error.Position?.Column ?? 1), ("code", error.Code.Id), ("reason", new Rejection(error.Code, error.Arguments)));

    private static string TextOf(DocumentText text) => System.Text.Encoding.UTF8.GetString(text.Source.Content.Span);

    private sealed record Written(string Id, DefinitionDocument Document)
    {
        public static Written Of(string text, ActivityTypes types)
        {
            var document = DefinitionReader.Read(text, types);
            return new Written(document.Definition?.DefinitionId ?? "", document);
        }
    }
}
