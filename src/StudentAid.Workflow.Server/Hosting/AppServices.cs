using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Casework and what carries its messages, on a store that the services hold: <see cref="IStepStore"/>, <see cref="IStoreReader"/>,
/// <see cref="MarkMessages"/>, <see cref="PracticeDeletion"/>, and a <see cref="TimeProvider"/>.
/// </summary>
public static class AppServices
{
    public static IServiceCollection AddStudentAid(this IServiceCollection services) =>
        services.AddPolicy().AddCasework().AddSingleton<SignalRouter>().AddSingleton<MessageDelivery>();
}
