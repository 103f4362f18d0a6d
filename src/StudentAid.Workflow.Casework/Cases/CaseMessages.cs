using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The commands that messages of units and rounds become. Each is the system's; its message's id is the operation, and its step marks the message taken.</summary>
public static class CaseMessages
{
    /// <summary>Null for a message that is somebody else's.</summary>
    public static Command? CommandOf(Message message)
    {
        var (target, body, system, key) = (message.Target, message.Body, Principal.System, message.Id.ToString());
        return message.Name switch
        {
            MovePersonHandler.Message => new MoveCase(target, Text("from"), Text("to")) { Principal = system, Key = key, Message = message.Id },
            FollowStanding.Name => new FollowStanding(target, Text("status")) { Principal = system, Key = key, Message = message.Id },
            Adjustments.FollowRegister.Name => new Adjustments.FollowRegister(target, Id.Parse(Text("person")), Text("place"), Text("status")) { Principal = system, Key = key, Message = message.Id },
            AdoptPin.Name => new AdoptPin(target) { Principal = system, Key = key, Message = message.Id },
            SendAdoption.Name => new SendAdoption(target, Text("pin"), Id.Parse(Text("after"))) { Principal = system, Key = key, Message = message.Id },
            SendCalendarChange.Name => new SendCalendarChange(Text("unit"), Id.Parse(Text("after"))) { Principal = system, Key = key, Message = message.Id },
            SendComparison.Name => new SendComparison(Text("unit"), Text("batch"), Id.Parse(Text("after"))) { Principal = system, Key = key, Message = message.Id },
            RunMatching.Name => new RunMatching(target, Text("batch")) { Principal = system, Key = key, Message = message.Id },
            RecomputePeriod.Name => new RecomputePeriod(target) { Principal = system, Key = key, Message = message.Id },
            DropWorksheet.Name => new DropWorksheet(target, [.. body["rows"].Items.Select(r => r.AsText()!)]) { Principal = system, Key = key, Message = message.Id },
            ReturnCase.Name => new ReturnCase(target, Id.Parse(Text("roster")), (int)(body["decision"].AsNumber() ?? 0), Text("reason")) { Principal = system, Key = key, Message = message.Id },
            RematchCase.Name => new RematchCase(target, Text("batch")) { Principal = system, Key = key, Message = message.Id },
            Adjustments.ProposeAdjustment.Name => new Adjustments.ProposeAdjustment(target, Text("trigger"), "", Text("source"), Text("finding")) { Principal = system, Key = key, Message = message.Id },
            Access.OpenSampledCase.Name => new Access.OpenSampledCase(target, Id.Parse(Text("sample"))) { Principal = system, Key = key, Message = message.Id },
            EnrolmentChangeHandler.ToCase => new ChangeCase(target, Text("change"), Text("reason")) { Principal = system, Key = key, Message = message.Id },
            EnrolmentChangeHandler.ToRegister => new SetPersonStatus(Text("school"), Id.Parse(Text("person")), Text("status")) { Principal = system, Key = key, Message = message.Id },
            Copies.KeepCopy.Name => new Copies.KeepCopy(target, message.Source, Text("activity"), Id.Parse(Text("by")), Text("place"), Id.TryParse(Text("to")) ?? default, Text("role"), Text("unit"))
            {
                Principal = system, Key = key, Message = message.Id,
            },
            _ => null,
        };

        string Text(string name) => body[name].AsText() ?? "";
    }
}
