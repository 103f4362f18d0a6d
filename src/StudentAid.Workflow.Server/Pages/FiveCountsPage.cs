using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>五数一致: the five numbers of a round, and by name who is in some and not in the others; of a practice round there is none.</summary>
public sealed class FiveCountsPage(PageFrame frame, RoundAccess rounds, FiveCountsQuery query)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if (await rounds.FindAsync(id, caller, context.RequestAborted) is not { Practice: false } round || await query.LoadAsync(caller.Principal.Scope, id, context.RequestAborted) is not { } counts)
            return null;
        var titles = counts.Sets.ToDictionary(s => s.Id, s => s.Title, StringComparer.Ordinal);
        var html = await frame.BeginAsync(context, $"{RoundState.TitleOf(round.SchoolYear, round.Name)} 五数{(counts.Agree ? "一致" : "不一致")}");
        return html.Table([.. counts.Sets.Select(s => s.Title)], [[.. counts.Sets.Select(s => $"{s.Cases.Count}")]])
            .Heading(2, "不一致的学生")
            .Table(["姓名", "已有", "缺"], counts.Differences.Select(d => new[] { d.Name, Named(d.In), Named(d.MissingIn) }))
            .Link($"/ui/rounds/{id}", "返回批次").ToString();

        string Named(IEnumerable<string> sets) => string.Join('、', sets.Select(s => titles[s]));
    }
}
