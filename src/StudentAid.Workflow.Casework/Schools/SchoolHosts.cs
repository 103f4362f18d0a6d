using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Casework.Hardship;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>A store as a school needs it: what is written, what is read, and the two things that no step can do.</summary>
public sealed record SchoolStore(IStepStore Steps, IStoreReader Reader, MarkMessages Mark, PracticeDeletion DeletePractice)
{
    /// <summary>Opens what the store has sealed.</summary>
    public Cipher Cipher { get; init; } = new();
}

/// <summary>Opens the whole of the casework on a store, with a school's own clock.</summary>
public static class SchoolHosts
{
    /// <param name="store">The store that the school is written to.</param>
    /// <param name="clock">The school's own clock.</param>
    /// <param name="build">The container: <c>s => s.BuildServiceProvider()</c>.</param>
    public static SchoolHost Open(SchoolStore store, SchoolClock clock, Func<IServiceCollection, IServiceProvider> build)
    {
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock).AddSingleton(store.Steps).AddSingleton(store.Reader).AddSingleton(store.Mark).AddSingleton(store.DeletePractice).AddSingleton(store.Cipher)
            .AddSingleton(new Files.FileChecking(Wanted: false)).AddCasework();
        services.TryAddSingleton<SignalRouter>();
        services.TryAddSingleton<MessageDelivery>();
        services.TryAddSingleton<Settling>();
        var provider = build(services);
        return new SchoolHost(
            provider.GetRequiredService<IMediator>(), store.Steps, store.Reader, provider.GetRequiredService<StepRunner>(), provider.GetRequiredService<PinCache>(),
            provider.GetRequiredService<Organisations.Directory>(), provider.GetRequiredService<Settling>(), clock,
            provider.GetRequiredService<LevelRegister>(), provider.GetRequiredService<ChaseLists>(), provider.GetRequiredService<RoundSheets>(), provider.GetRequiredService<ExportDesk>(),
            provider.GetRequiredService<PrintDesk>(), provider.GetRequiredService<FindingRegister>(), provider.GetRequiredService<PaymentRegister>(),
            provider.GetRequiredService<RegistrationRegister>(), provider.GetRequiredService<HardshipBase>(), provider.GetRequiredService<AidPriority>(),
            provider.GetRequiredService<UnheldTasks>(), provider.GetRequiredService<ComplaintRegister>(),
            provider.GetRequiredService<ReferenceLevelRegister>(), provider.GetRequiredService<ReferenceLevelImport>(), provider.GetRequiredService<ImportReading>());
    }
}
