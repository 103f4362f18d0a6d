using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>Complaints about the school, each named by its channel; who files one without being named has no account.</summary>
internal sealed class ComplaintActs(LiveSchool school)
{
    private const int Many = 100;

    public async Task<Rejection?> DoAsync(Doing doing)
    {
        var (with, key) = (doing.Step.With, school.NextKey());
        var channel = Word(with, "channel");
        var complaint = (await FindAsync(channel))?.Row.Id ?? default;
        Command? command = doing.Verb switch
        {
            "file" => new FileComplaint(school.Document.School, channel, Word(with, "text"), Word(with, "contact")) { Principal = doing.Who.IsSystem ? FileComplaint.Public : doing.Who, Key = key },
            "accept" => new AcceptComplaint(complaint, with["due"].AsDay() ?? default) { Principal = doing.Who, Key = key },
            "handle" => new HandleComplaint(complaint, Word(with, "text")) { Principal = doing.Who, Key = key },
            "answer" => new AnswerComplaint(complaint, Word(with, "text")) { Principal = doing.Who, Key = key },
            _ => null,
        };
        return command is null ? SchoolCodes.UnknownAct.With(("do", doing.Step.Do)) : (await school.Host.Mediator.Send(command)).Rejected;
    }

    /// <summary>The latest complaint that came in this way, as its handlers see it.</summary>
    public async Task<ComplaintSheet?> FindAsync(string channel)
    {
        var rows = await school.Host.Complaints.PageAsync(Principal.System, null, overdue: false, new PageRequest { Size = Many }, default);
        return rows.Items.LastOrDefault(r => r.Channel == channel) is { } row ? await school.Host.Complaints.FindAsync(Principal.System, row.Id, default) : null;
    }

    private static string Word(Value with, string field) => with[field].AsText() ?? "";
}
