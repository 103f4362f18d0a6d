using MediatR;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// All of casework on a store that the services hold (<see cref="IStepStore"/>, <see cref="IStoreReader"/>, <see cref="MarkMessages"/>,
/// <see cref="PracticeDeletion"/> and a <see cref="TimeProvider"/>). Handlers and fact sources are found by their types.
/// </summary>
public static class AppServices
{
    public static IServiceCollection AddStudentAid(this IServiceCollection services)
    {
        services.AddSingleton(new ActivityTypes([.. GeneralActivities.All, .. CaseworkActivities.All]));
        services.AddSingleton<Interpreter>();
        services.AddSingleton<Cipher>();
        services.AddSingleton<IPinSource>(s => new BlobPinSource(
            s.GetRequiredService<IStepStore>(), text => DefinitionReader.Read(text, s.GetRequiredService<ActivityTypes>()).Definition));
        services.AddSingleton<PinCache>();
        services.AddSingleton(FactsOf);
        services.AddSingleton<StepRunner>();
        services.AddSingleton<Directory>();
        services.AddSingleton<DocumentShelf>();
        services.AddSingleton<PinBuilder>();
        services.AddSingleton<CaseSteps>();
        services.AddSingleton<CaseFiles>();
        services.AddSingleton<RoundSheets>();
        services.AddSingleton<RosterRelease>();
        services.AddSingleton<SignalRouter>();
        services.AddSingleton<MessageDelivery>();
        services.AddPipeline();
        return services;
    }

    private static void AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<ServiceFactory>(s => s.GetRequiredService);
        services.AddSingleton<IMediator, Mediator>();
        foreach (var handler in typeof(Command).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            {
                var request = contract.GetGenericArguments()[0];
                var behaviour = typeof(IPipelineBehavior<,>).MakeGenericType(request, typeof(Answer));
                services.AddSingleton(contract, handler);
                services.AddSingleton(behaviour, typeof(ScopeBehaviour<>).MakeGenericType(request));
                services.AddSingleton(behaviour, typeof(IdempotencyBehaviour<>).MakeGenericType(request));
            }
        }
    }

    /// <summary>Sources that read a stream's state do so with a runner that itself needs no facts.</summary>
    private static FactLoader FactsOf(IServiceProvider services)
    {
        var bare = new StepRunner(
            services.GetRequiredService<IStepStore>(), new FactLoader([]), services.GetRequiredService<PinCache>(), services.GetRequiredService<TimeProvider>());
        return new FactLoader(typeof(FactSource).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(FactSource)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => Create(services, t, bare)));
    }

    private static FactSource Create(IServiceProvider services, Type source, StepRunner bare)
    {
        var takesRunner = source.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(StepRunner));
        return (FactSource)ActivatorUtilities.CreateInstance(services, source, takesRunner ? [bare] : []);
    }
}
