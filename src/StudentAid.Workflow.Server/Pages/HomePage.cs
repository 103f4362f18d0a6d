using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Web;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>The first page: one-click roles for who is not signed in to a demonstration, else the rounds and tasks.</summary>
public sealed class HomePage(PageFrame frame, Directory directory, IStoreReader reader, RoundReading rounds, ActivityTitles titles, UnitNames units, ServerSettings settings, WebFiles web)
{
    public async Task<string> RenderAsync(HttpContext context) =>
        context.Features.Get<Principal>() is null ? await SignInAsync(context) : await HomeAsync(context, Caller.Of(context));

    private async Task<string> SignInAsync(HttpContext context)
    {
        var html = await frame.BeginAsync(context, "家庭经济困难学生认定");
        if (settings.Demo)
        {
            html.Heading(2, "以哪个角色进入");
            var names = await units.BelowAsync("/");
            foreach (var principal in await directory.PrincipalsAsync(Scope.All, "/"))
                html.Form("/ui/sign-in", f => f.Hidden("principal", principal.Id.ToString()).Button(NameOf(principal, names)), "inline");
        }

        if (web.Why is { } why)
            html.Block("missing", "这是不带脚本的简单页面。" + why);
        html.Heading(2, "登录").Form("/ui/sign-in", f => f.Input("login", "登录号").Secret("password", "密码").Input("code", "动态验证码（没有可不填）").Button("登录"));
        html.Heading(2, "用密钥登录").Form("/ui/sign-in", f => f.Secret("secret", "密钥").Button("登录"));
        return html.ToString();
    }

    /// <summary>Who it is, and as what and where: a post with its role and unit, or a family.</summary>
    private static string NameOf(Principal principal, Dictionary<string, string> names)
    {
        string RoleOf(Grant grant) => principal.Roles.At(grant.Unit).NameOf(grant.Role).ZhCn;
        var posts = principal.Grants.Select(g => names.TryGetValue(g.Unit, out var unit) && unit != principal.Name ? $"{unit} {RoleOf(g)}" : RoleOf(g));
        return principal.Grants.IsEmpty ? $"{principal.Name}（学生或家长）" : $"{principal.Name}（{string.Join("、", posts)}）";
    }

    private async Task<string> HomeAsync(HttpContext context, Caller caller)
    {
        var html = await frame.BeginAsync(context, "家庭经济困难学生认定");
        await RoundsAsync(html, caller);
        await TasksAsync(html, caller);
        return html.ToString();
    }

    private async Task RoundsAsync(Html html, Caller caller)
    {
        var page = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = "round", Practice = true }, PageRequest.Everything);
        var own = page.Items.Where(r => caller.MayKnow(r.OrgPath) || caller.Principal.Grants.Any(g => g.Unit.StartsWith(r.OrgPath, StringComparison.Ordinal))).ToList();
        html.Heading(2, "批次").Table(
            ["学年", "批次", "状态", ""],
            (await rounds.RowsAsync(own)).Select<RoundRow, Action<Html>>(r => row => row.Cells(r.SchoolYear, r.Name, Words.Of(r.Status)).Cell(c => c.Link($"/ui/rounds/{r.Id}", "打开"))));
    }

    private async Task TasksAsync(Html html, Caller caller)
    {
        var tasks = caller.Principal.Grants.IsEmpty
            ? (await Task.WhenAll(caller.Principal.Persons.Select(p => reader.TasksAsync(Scope.All, new TaskFilter { Person = p }, PageRequest.Everything)))).SelectMany(p => p.Items).ToList()
            : [.. (await reader.TasksAsync(Scope.All, new TaskFilter().For(caller.Principal), new PageRequest(null, 100))).Items];
        html.Heading(2, $"待办（{tasks.Count}）");
        var due = new Dictionary<DateTimeOffset, string>();
        foreach (var at in tasks.Select(t => t.Due).OfType<DateTimeOffset>().Distinct())
            due[at] = await frame.LocalAsync(at);
        var named = await titles.OfAsync(tasks.Select(t => (t.Stream.Group, t.Activity)));
        html.Table(["环节", "期限", ""], tasks.Select<TaskRow, Action<Html>>(t => row => row
            .Cells(named[(t.Stream.Group, t.Activity)], t.Due is { } at ? due[at] : "")
            .Cell(c => c.Link(InstanceSteps.IsInstance(t.Stream.Kind) ? $"/ui/cases/{t.Stream.Id}" : $"/ui/rosters/{t.Stream.Id}", "办理"))));
    }
}
