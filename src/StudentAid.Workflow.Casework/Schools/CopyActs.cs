using StudentAid.Workflow.Casework.Copies;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary><c>copy.read</c> at a case: who acts marks what was copied to him, or to a post of his, as read.</summary>
internal sealed class CopyActs(LiveSchool school)
{
    public async Task<Rejection?> DoAsync(Doing doing)
    {
        if (doing.Verb != "read")
            return SchoolCodes.UnknownAct.With(("do", doing.Step.Do));
        if (school.PersonOf(doing.Step.Cases[0]) is not { } person || await school.CaseOf(doing.Round, person.Id) is not { } @case)
            return SchoolCodes.NoCase.With(("name", doing.Step.Cases[0]));
        var own = new CopyRecipient(doing.Who.Id, "", "");
        var posts = doing.Who.Grants.Select(g => new CopyRecipient(default, g.Role, g.Unit));
        foreach (var recipient in posts.Prepend(own))
        {
            var id = CopyState.IdOf(@case.Id, recipient);
            if (await school.Host.Reader.StreamAsync(Scope.All, id) is not null)
                return (await school.Host.Mediator.Send(new ReadCopy(id) { Principal = doing.Who, Key = school.NextKey() })).Rejected;
        }

        return CopyCodes.NotYours.With();
    }
}
