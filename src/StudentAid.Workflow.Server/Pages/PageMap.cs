using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Notices;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>The plain pages: rendered on the server, without script. They stand at <c>/ui</c>, and where the dashboard was not built at <c>/</c> too.</summary>
public static class PageMap
{
    public static void AddPages(this IServiceCollection services) => services
        .AddSingleton<PageFrame>().AddSingleton<UnitNames>().AddSingleton<ActivityTitles>().AddSingleton<HomePage>().AddSingleton<RoundPage>().AddSingleton<FiveCountsPage>().AddSingleton<ChasePage>().AddSingleton<PaymentsPage>().AddSingleton<RegistrationsPage>().AddSingleton<HardshipPage>().AddSingleton<RosterPage>().AddSingleton<CasePage>().AddSingleton<HeadsPage>();

    public static void MapPages(this WebApplication app, bool atRoot)
    {
        app.MapGet("/pages.css", () => TypedResults.Text(Styles.Css, "text/css; charset=utf-8")).ExcludeFromDescription();
        foreach (var place in atRoot ? ["/", "/ui"] : (string[])["/ui"])
            app.MapGet(place, async (HttpContext context, HomePage page) => Show(context, await page.RenderAsync(context))).ExcludeFromDescription();
        var ui = app.MapGroup("/ui").ExcludeFromDescription();
        ui.MapGet("/rounds/{id}", (Id id, HttpContext context, RoundPage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/rounds/{id}/five-counts", (Id id, HttpContext context, FiveCountsPage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/rounds/{id}/chase-list", (Id id, HttpContext context, ChasePage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/rounds/{id}/payments", (Id id, HttpContext context, PaymentsPage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/registrations", (string school, HttpContext context, RegistrationsPage page) => ShowAsync(context, () => page.RenderAsync(context, school)));
        ui.MapGet("/hardship-base", (string unit, string schoolYear, string? cursor, HttpContext context, HardshipPage page) => ShowAsync(context, () => page.RenderAsync(context, unit, schoolYear, cursor)));
        ui.MapGet("/rosters/{id}", (Id id, HttpContext context, RosterPage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/cases/{id}", (Id id, HttpContext context, CasePage page) => ShowAsync(context, () => page.RenderAsync(context, id)));
        ui.MapGet("/heads", (HttpContext context, HeadsPage page) => ShowAsync(context, () => page.RenderAsync(context)));
        ui.MapForms();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Func<Task<string?>> render) =>
        context.Features.Get<Principal>() is null ? TypedResults.Redirect("/") : Show(context, await render());

    private static ContentHttpResult Show(HttpContext context, string? html)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = PublicPage.Policy;
        return html is null
            ? TypedResults.Content(new Html("没有找到").Heading(1, "没有找到").Link("/", "首页").ToString(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Content(html, "text/html; charset=utf-8");
    }
}
