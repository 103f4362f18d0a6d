using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>A field that may be shown on purpose, and what stands for it until then.</summary>
public sealed record MaskedFact(string Field, string Masked);

/// <summary>A field that was shown.</summary>
public sealed record ShownFact(string Field, Value Value);

/// <summary>Who was shown which fields when. The purpose is shown where it is a code; a sentence stays sealed.</summary>
public sealed record AccessView(DateTimeOffset At, Id Actor, IReadOnlyList<string> Fields, string Purpose)
{
    /// <summary>The grant by which it was read, where it was; the fields are then the parts of the case.</summary>
    public Id? Grant { get; init; }
}

/// <summary>
/// What a family goes on from: the answers that it saved last, or handed in where the application came back to it, and the evidence named with them
/// (<c>{ type, hash, … }</c>). Null and empty where nothing was written, or nothing waits to be.
/// </summary>
public sealed record DraftView(Value Answers, IReadOnlyList<Value> Evidence);

/// <summary>Fields to show and what for.</summary>
public sealed record RevealInput(IReadOnlyList<string> Fields, string Purpose);

/// <summary>The facts, and the version of the record that says they were shown.</summary>
public sealed record RevealAnswer(Id Id, long Version, IReadOnlyList<ShownFact> Facts);

/// <summary>
/// What is on record of a family: <c>person.*</c> from the register, <c>answers.*</c> from the application. Masked unless it is shown on purpose.
/// </summary>
public sealed class FamilyFacts(Directory directory, SealedTexts texts, IStepStore store)
{
    /// <summary>What these fields are called in the table of fields.</summary>
    public const string View = "fact";

    private const int LongEnough = 8;

    public async Task<IReadOnlyDictionary<string, Value>> AllAsync(StoredStream stored, InstanceState state, CancellationToken cancellation)
    {
        var facts = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        if (await directory.PersonAsync(stored.Subject) is { Facts: RecordValue person })
            Add(facts, "person", person);
        if (state.Frames.TryGetValue(1, out var root) && root.Variables.GetValueOrDefault(CaseVariables.Answers)?.AsText() is { } address
            && await texts.OpenAsync(address, cancellation) is RecordValue answers)
            Add(facts, "answers", answers);
        return facts;
    }

    /// <summary>Of the application that the case now waits for.</summary>
    public async Task<DraftView> DraftAsync(InstanceState state, PinCache pins, CancellationToken cancellation)
    {
        var open = state.Bookmarks.Values.FirstOrDefault(b => b.Kind == BookmarkKind.Task && pins.Definition(state.Pin)?.Find(b.Node)?.Type == ApplicationActivity.TypeName);
        if (open is null)
            return new DraftView(Value.Null, []);
        var data = state.Frames[open.Frame].Data;
        var answers = await texts.OpenAsync(data[ApplicationActivity.DraftAnswers].AsText() ?? "", cancellation);
        var evidence = data[ApplicationActivity.DraftEvidence].AsText() is { } saved
            ? await texts.OpenAsync(saved, cancellation)
            : (await texts.OpenAsync(state.Frames[1].Variables.GetValueOrDefault(CaseVariables.Attachments)?.AsText() ?? "", cancellation))["evidence"];
        return new DraftView(answers, [.. evidence.Items]);
    }

    /// <summary>The record of one case and of what is kept of its person, the latest first.</summary>
    public async Task<IReadOnlyList<AccessView>> AccessesAsync(Id @case, Id person) =>
    [
        .. (await store.EventsAsync(AccessState.IdOf(@case))).Concat(person.IsNone ? [] : await store.EventsAsync(AccessState.IdOf(person))).OrderByDescending(e => e.At).ThenByDescending(e => e.Seq)
            .SelectMany(e => StreamData.Read<AccessEvent>(e.Data.Span).Select(happened => ViewOf(e, happened)).OfType<AccessView>()),
    ];

    private static AccessView? ViewOf(StoredEvent e, AccessEvent happened) => happened switch
    {
        AccessEvent.Revealed r => new AccessView(e.At, e.Actor, r.Fields, Coded(r.Purpose)),
        // Who objects is for his answerer to know: the grant says what he is.
        AccessEvent.Read r => new AccessView(e.At, default, r.Parts, Coded(r.Purpose)) { Grant = r.Grant },
        AccessEvent.Given g => new AccessView(e.At, e.Actor, [], g.Purpose),
        _ => null,
    };

    private static string Coded(string purpose) => PlainText.IsCode(purpose) ? purpose : "";

    /// <summary>Enough to tell two apart on the telephone, and no more: the last four of what is long, nothing of the rest.</summary>
    public static string Mask(Value value) =>
        value.AsText() is { Length: >= LongEnough } text && text.All(char.IsAsciiLetterOrDigit) ? new string('•', text.Length - 4) + text[^4..] : "•••";

    private static void Add(SortedDictionary<string, Value> facts, string part, RecordValue record)
    {
        foreach (var (name, value) in record.Members)
        {
            if (!value.IsNull)
                facts[$"{part}.{name}"] = value;
        }
    }
}
