using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>For everyone of a unit: "students", "guardians" (so many for each, each with a code of his own), or "staff" who have never signed in.</summary>
public sealed record CodesInput(string Unit, string Who = "students", int Guardians = 1);

/// <summary>The token shows the list once, within ten minutes: as slips to print or as a table. Left: how many have none, where something was refused midway.</summary>
public sealed record CodesAnswer(string Token, int Count, DateOnly Until, string Slips, string Table)
{
    public CodesLeft? Left { get; init; }
}

/// <summary>How many got no code; of the first of them the refusal's code and its sentence in the reader's language.</summary>
public sealed record CodesLeft(int Count, string Code, string Sentence);

/// <summary>What: "code" (activation) or "password" (temporary, to be changed at once). The login id is given to staff the first time, or drawn.</summary>
public sealed record IssueInput(string What = "code", string Login = "");

/// <summary>The secret is shown this once.</summary>
public sealed record IssueAnswer(string Login, string Secret, DateOnly Until);

/// <summary>Handing out access: by class, and to one person who has come in person.</summary>
public static class CodesApi
{
    public static void MapCodes(this RouteGroupBuilder api)
    {
        api.MapPost("/accounts/codes", Hand).WithSummary("Hand out activation codes to everyone of a unit; the list is shown once");
        api.MapPost("/accounts/{id}/issue", Issue).WithSummary("Hand out a code, or a temporary password, to one person, by the id of his account or of the student; the one before is dead");
        api.MapGet("/prints/sign-in-slips", Slips).Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("The slips of codes just handed out, once");
        api.MapGet("/accounts/codes/{token}", Table).Produces<Stream>(StatusCodes.Status200OK, "text/csv").WithSummary("The codes just handed out as a table for the admission letter, once");
    }

    private static async Task<Results<Ok<CodesAnswer>, ProblemHttpResult>> Hand(CodesInput input, Caller caller, CodeDesk desk, HandedOut handed, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (input.Who is not ("students" or "guardians" or "staff") || input.Guardians is < 1 or > FamilyAccount.MostGuardians)
            return Problems.Of(DoorCodes.BadRequest.With(("reason", new Text($"who 应为 students（学生）、guardians（监护人）或 staff（工作人员），guardians 应为 1 至 {FamilyAccount.MostGuardians}", $"who must be students, guardians or staff, and guardians 1 to {FamilyAccount.MostGuardians}"))), caller.Language);
        var (slips, left, refused) = input.Who == "staff"
            ? await desk.HandStaffAsync(input.Unit, caller, cancellation)
            : await desk.HandAsync(input.Unit, input.Who == "guardians" ? input.Guardians : 0, caller, cancellation);
        if (refused is not null && slips.IsEmpty)
            return Problems.Of(refused, caller.Language);
        var token = handed.Keep(caller.Principal.Id, input.Unit, slips);
        return TypedResults.Ok(new CodesAnswer(
            token, slips.Length, slips.IsEmpty ? default : slips[0].Until, $"/api/prints/sign-in-slips?token={token}", $"/api/accounts/codes/{token}")
        {
            Left = refused is null ? null : new CodesLeft(left, refused.Code.Id, refused.In(caller.Language)),
        });
    }

    private static async Task<Results<Ok<IssueAnswer>, ProblemHttpResult>> Issue(
        Engine.Streams.Id id, IssueInput input, Caller caller, CodeDesk desk, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (slip, refused) = await desk.IssueAsync(await desk.HolderAsync(id, caller, cancellation), input.What, input.Login, caller, cancellation);
        return slip is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(new IssueAnswer(slip.Login, slip.Code, slip.Until));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Slips(string token, Caller caller, HandedOut handed, Directory directory, HttpContext context)
    {
        RoundAccess.Forbid(context.Response);
        if (handed.Take(token, caller.Principal.Id) is not { } list)
            return Problems.Of(DoorCodes.NoSuchList, caller.Language);
        var school = (await directory.LineAsync(list.Unit)).FirstOrDefault(u => u.Kind == "school")?.Name.ZhCn ?? "";
        return PrintedPage.Show(context.Response, SignInSlips.Render(school, $"{context.Request.Scheme}://{context.Request.Host}/family", list.Slips));
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Table(string token, Caller caller, HandedOut handed, HttpResponse response)
    {
        RoundAccess.Forbid(response);
        if (handed.Take(token, caller.Principal.Id) is not { } list)
            return Problems.Of(DoorCodes.NoSuchList, caller.Language);
        IEnumerable<IReadOnlyList<string>> rows = list.Slips.Select(s => (string[])[s.Name, s.Place, s.Login, s.Code, s.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)]);
        return TypedResults.File(TableWriter.Csv(["姓名", "班级", "登录号", "激活码", "有效期至"], rows), "text/csv", "activation-codes.csv");
    }
}
