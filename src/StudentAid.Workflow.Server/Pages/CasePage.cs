using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>A case: the three sentences, where it waits, and what this person may do, each with its input as JSON until the dashboard has forms.</summary>
public sealed class CasePage(PageFrame frame, CaseReading cases, CaseSummary summary, CaseTimeline timeline)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if (await cases.FindAsync(id, caller) is not { } found || await cases.ViewAsync(id, caller) is not { } view)
            return null;
        var html = await frame.BeginAsync(context, "学生认定", $"{view.Name} {view.Number}");
        foreach (var sentence in (await summary.OfAsync(id, caller))!.Sentences)
            html.Paragraph(sentence);
        html.Heading(2, "历程").Table(["步", "时间", "事件"], await RowsAsync(found.Stored, found.State, caller));
        foreach (var task in await cases.ActionsAsync(found.Stored, found.State, caller))
        {
            html.Heading(2, task.Title.ZhCn);
            foreach (var action in task.Actions)
                html.Form($"/ui/tasks/{task.Task}/{action.Verb}", f => PageFrame.Key(f).Hidden("shown", task.Etag.Trim('"')).Area("input", action.Label.ZhCn, "{}").Button(action.Label.ZhCn));
        }

        return html.ToString();
    }

    private async Task<IEnumerable<string[]>> RowsAsync(StoredStream @case, InstanceState state, Caller caller)
    {
        var rows = new List<string[]>();
        foreach (var step in await timeline.OfAsync(@case, state, caller))
            rows.Add([$"{step.Seq}", await frame.LocalAsync(step.At), string.Join('、', step.Events.Items.Select(e => e.Items[0].AsText()).Distinct(StringComparer.Ordinal))]);
        return rows;
    }
}
