using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Acts of an authority on the school, and the school's answers; a finding is named by the article it is against.</summary>
internal sealed class OversightActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        var (who, key, with) = (doing.Who, school.NextKey(), doing.Step.With);
        var article = with["article"].AsText() ?? "";
        var finding = (await school.Host.Findings.LoadAsync(Scope.Of(school.Document.School), default)).LastOrDefault(f => f.Article == article)?.Id ?? default;
        Command? command = doing.Verb switch
        {
            "issue" => new IssueFinding(school.Document.School, article, Word(with, "text"), Day(with)) { Principal = who, Key = key },
            "answer" => new AnswerFinding(finding, Word(with, "text"), [.. with["evidence"].Items.Select(e => e.AsText()!)]) { Principal = who, Key = key },
            "return" => new ReturnFinding(finding, Word(with, "text"), Day(with)) { Principal = who, Key = key },
            "close" => new CloseFinding(finding, Word(with, "text")) { Principal = who, Key = key },
            _ => null,
        };
        return command is null ? SchoolCodes.UnknownAct.With(("do", doing.Step.Do)) : (await school.Host.Mediator.Send(command)).Rejected;
    }

    private static string Word(Value with, string field) => with[field].AsText() ?? "";

    private static DateOnly Day(Value with) => with["due"].AsDay() ?? default;
}
