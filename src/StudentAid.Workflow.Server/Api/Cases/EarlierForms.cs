using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// Answers that a form may begin with. <see cref="Source"/> is <c>register</c> (what the school has on its register), <c>earlier</c> (the student's own last
/// application, of <see cref="SchoolYear"/>) or <c>sibling</c> (of the child <see cref="Name"/>, what the form says that brothers and sisters have in common).
/// </summary>
public sealed record EarlierForm(string Source, Value Answers)
{
    public string? SchoolYear { get; init; }

    public string? Name { get; init; }
}

/// <summary>What a form that waits to be filled may begin with: for the family, and for staff who enter its paper; that staff were given it is on record first.</summary>
public sealed class EarlierForms(CaseReading cases, PinCache pins, Directory directory, SealedTexts texts, IStepStore store, IStoreReader reader, StepRunner runner, PeopleNames names, ReadingRecord readings)
{
    public async Task<Results<Ok<Listing<EarlierForm>>, ProblemHttpResult>> ListAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (!RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins))
            return Problems.Of(AccessCodes.NotForYou, caller.Language);
        if (FormOf(found.State) is not { } form || await runner.StateAsync<RoundState>(await store.LoadAsync(found.Stored.Group, cancellation), cancellation) is not { } round)
            return TypedResults.Ok(Listing.All<EarlierForm>([]));
        var who = FamilyReaders.Of(caller.Principal, found.Stored, found.State, pins);
        var isOwn = who.Contains(FieldTable.Own);
        var forms = new List<EarlierForm>();
        if (await directory.PersonAsync(found.Stored.Subject) is { Facts: RecordValue person })
            Add(forms, "register", FormChanges.OfRegister(form, RecordValue.From(person.Members.Where(m => FieldTable.Reveals(FamilyFacts.View, $"person.{m.Key}", who)))));
        if (await LastAsync(found.Stored, found.Stored.Subject, round, isOwn ? "/" : round.School, cancellation) is var (year, answers))
            Add(forms, "earlier", Shown(FormChanges.Prefill(form, answers), who), year);
        foreach (var sibling in isOwn ? caller.Principal.Persons.Where(p => p != found.Stored.Subject) : [])
        {
            if (await LastAsync(found.Stored, sibling, round, "/", cancellation) is var (when, theirs))
                Add(forms, "sibling", FormChanges.OfSibling(form, theirs), when, (await names.EachAsync([sibling])).GetValueOrDefault(sibling));
        }

        if (!isOwn && forms.Count > 0 && await readings.WriteAsync(caller, found.Stored.OrgPath, id, id.ToString(), RecordReading.Entry) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        return TypedResults.Ok(Listing.All(forms));
    }

    /// <summary>The form that the case waits for; null where it waits for none.</summary>
    private FormDocument? FormOf(InstanceState state) =>
        state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Task).Select(b => pins.Definition(state.Pin)?.Find(b.Node)).FirstOrDefault(n => n?.Type == ApplicationActivity.TypeName)
            ?.Input("form")?.Value.AsText() is { } form ? FormDocument.Kind.Find(pins, state.Pin, form) : null;

    /// <summary>The last application that somebody handed in under the same procedure, at a school below the place; null where there is none, or its content was erased.</summary>
    private async Task<(string SchoolYear, Value Answers)?> LastAsync(StoredStream now, Id person, RoundState round, string below, CancellationToken cancellation)
    {
        var found = new List<(string SchoolYear, Id Case)>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Kind = InstanceSteps.Kind, Practice = now.Practice }, PageRequest.Everything)).Items)
        {
            if (row.Id != now.Id && row.OrgPath.StartsWith(below, StringComparison.Ordinal)
                && await runner.StateAsync<RoundState>(await store.LoadAsync(row.Group, cancellation), cancellation) is { } other && other.Procedure == round.Procedure)
                found.Add((other.SchoolYear, row.Id));
        }

        foreach (var (year, @case) in found.OrderByDescending(f => f.SchoolYear, StringComparer.Ordinal))
        {
            if (await CaseHistory.LoadAsync(store, @case, cancellation) is { Answers.Length: > 0 } history && await texts.OpenAsync(history.Answers, cancellation) is RecordValue answers)
                return (year, answers);
        }

        return null;
    }

    /// <summary>Without what the reader may not be shown.</summary>
    private static RecordValue Shown(RecordValue answers, IReadOnlySet<string> who) =>
        RecordValue.From(answers.Members.Where(m => FieldTable.Reveals(FamilyFacts.View, $"answers.{m.Key}", who)));

    private static void Add(List<EarlierForm> forms, string source, RecordValue answers, string? year = null, string? name = null)
    {
        if (!answers.Members.IsEmpty)
            forms.Add(new EarlierForm(source, answers) { SchoolYear = year, Name = name });
    }
}
