using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
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
            RepinRoundHandler.Adopt => new DeliverToCase(target, new InstanceCommand.Adopt(Text("pin"), MappingOf(body["mapping"]))) { Principal = system, Key = key, Message = message.Id },
            SendAdoption.Name => new SendAdoption(target, Text("pin"), body["mapping"], Id.Parse(Text("after"))) { Principal = system, Key = key, Message = message.Id },
            RematchCase.Name => new RematchCase(target, Text("batch")) { Principal = system, Key = key, Message = message.Id },
            _ => null,
        };

        string Text(string name) => body[name].AsText() ?? "";
    }

    private static ImmutableDictionary<string, string> MappingOf(Value mapping) =>
        ((mapping as RecordValue)?.Members ?? []).ToImmutableDictionary(m => m.Key, m => m.Value.AsText()!, StringComparer.Ordinal);
}
