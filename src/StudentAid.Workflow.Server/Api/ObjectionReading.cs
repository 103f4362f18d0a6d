using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads a notice's objections for a person: with the words where he answers them, without where he does not.</summary>
public sealed class ObjectionReading(SealedTexts texts, PinCache pins, StepRunner runner)
{
    private static readonly HashSet<string> Others = [FieldTable.Staff];
    private static readonly HashSet<string> Answerers = [FieldTable.Staff, FieldTable.Answer];

    /// <param name="state">The list, its pin loaded.</param>
    /// <param name="principal">Who reads.</param>
    /// <param name="school">That of the list's round.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<ObjectionView>> OfAsync(RosterState state, Principal principal, string school, CancellationToken cancellation)
    {
        if (state.Objections.IsEmpty)
            return [];
        var read = ObjectionReaders.Of(state, pins, principal, school, runner.Now()).Select(o => o.Number).ToHashSet();
        var views = new List<ObjectionView>();
        foreach (var objection in state.Objections)
        {
            var reads = read.Contains(objection.Number);
            views.Add(ListFields.Keep(await ViewAsync(objection, reads, cancellation), reads ? Answerers : Others));
        }

        return views;
    }

    private async Task<ObjectionView> ViewAsync(Objection o, bool withWords, CancellationToken cancellation)
    {
        var view = new ObjectionView(o.Number, o.Case, o.Channel, o.Anonymous, o.Due, o.Result, o.Of, o.Until) { DueAt = o.DueAt };
        if (!withWords)
            return view;
        var said = await texts.OpenAsync(o.Content, cancellation);
        return view with
        {
            Text = said["text"].AsText() ?? "", Objector = said["objector"].AsText() ?? "", Answer = await texts.TextAsync(o.Answer, cancellation),
            Evidence = o.Evidence.IsDefault ? [] : o.Evidence, AnswerEvidence = o.AnswerEvidence.IsDefault ? [] : o.AnswerEvidence,
        };
    }
}
