using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentAid.Workflow.Casework.Activities;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Triggers;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework;

/// <summary>
/// Registers the casework. The host brings the store (<c>IStepStore</c>, <c>IStoreReader</c>, <see cref="PracticeDeletion"/>); more activity types
/// are registered as <see cref="ActivityType"/>, another <see cref="Cipher"/> or <see cref="TimeProvider"/> before this.
/// </summary>
public static class CaseworkServices
{
    public static IServiceCollection AddCasework(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Cipher>();
        services.TryAddSingleton(new Accounts.PasswordHashing());
        services.TryAddSingleton(new Files.FileChecking(Wanted: true));
        foreach (var type in GeneralActivities.All.Concat(CaseworkActivities.All))
            services.AddSingleton(type);
        services.TryAddSingleton(p => new ActivityTypes(p.GetServices<ActivityType>()));
        services.TryAddSingleton<Interpreter>();
        services.TryAddSingleton<IPinSource>(p => new BlobPinSource(
            p.GetRequiredService<Engine.Streams.IStepStore>(), text => DefinitionReader.Read(text, p.GetRequiredService<ActivityTypes>()).Definition));
        services.TryAddSingleton<PinCache>();
        services.TryAddSingleton<StepRunner>();
        services.TryAddSingleton<BesideCases>();
        services.TryAddSingleton<CaseSteps>();
        services.TryAddSingleton<RosterRelease>();
        services.TryAddSingleton<PositionReading>();
        services.TryAddSingleton<AutomaticFreeze>();
        services.TryAddSingleton<Rosters.Worksheets.Worksheets>();
        services.TryAddSingleton<Organisations.Directory>();
        services.TryAddSingleton<Erasure.ErasureReading>();
        // A store without keys has nothing that was to be sealed.
        services.TryAddSingleton<Erasure.StandsInClear>(_ => _ => Task.FromResult(false));
        services.TryAddSingleton<Erasure.RotateSchoolKeys>(_ => _ => Task.FromResult((0, 0)));
        services.TryAddSingleton<Erasure.IMasterKeys, Erasure.NoMasterKeys>();
        services.TryAddSingleton<DocumentShelf>();
        services.TryAddSingleton<RoleShelf>();
        services.TryAddSingleton<Accounts.SignIns>();
        services.TryAddSingleton<Retention.RetentionShelf>();
        services.TryAddSingleton<Audit.TrailTerms>();
        services.TryAddSingleton<Retention.RetentionReading>();
        services.TryAddSingleton<Retention.RetentionWork>();
        services.TryAddSingleton<Files.FileReaders>();
        services.TryAddSingleton<PinBuilder>();
        services.TryAddSingleton<TriggerShelf>();
        services.TryAddSingleton<TriggerRouter>();
        services.TryAddSingleton<Layers.LayerReport>();
        services.TryAddSingleton<MatchingInputs>();
        services.TryAddSingleton<LateMatches>();
        services.TryAddSingleton<Imports.ImportReading>();
        services.TryAddSingleton<Imports.ImportWork>();
        services.TryAddSingleton<RoundEnds>();
        services.TryAddSingleton<RoundSheets>();
        services.TryAddSingleton<CaseFiles>();
        services.TryAddSingleton<CaseSight>();
        services.TryAddSingleton<Tasks.UnheldTasks>();
        services.TryAddSingleton<UnitGroups>();
        services.TryAddSingleton<GroupStanding>();
        services.TryAddSingleton<Calendars.SchoolDays>();
        services.TryAddSingleton<Tasks.OthersAct>();
        services.TryAddSingleton<Rosters.OwnSeat>();
        services.TryAddSingleton<Reconsiderations.SchoolDeciders>();
        services.TryAddSingleton<Waivers.ChaseLists>();
        services.TryAddSingleton<Adjustments.LevelRegister>();
        services.TryAddSingleton<Adjustments.AfterDecision>();
        services.TryAddSingleton<AidExclusions>();
        services.TryAddSingleton<AidFunds>();
        services.TryAddSingleton<FindingRegister>();
        services.TryAddSingleton<Access.ReadGrounds>();
        services.TryAddSingleton<Access.ReadGrants>();
        services.TryAddSingleton<Sampling.AuthoritySamples>();
        services.TryAddSingleton<Statistics.LevelStatistics>();
        services.TryAddSingleton<Statistics.RoundLevels>();
        services.TryAddSingleton<ComplaintRegister>();
        services.TryAddSingleton<PersonHistory>();
        services.TryAddSingleton<LateAttempts>();
        services.TryAddSingleton<AidStanding>();
        services.TryAddSingleton<EnrolmentRegister>();
        services.TryAddSingleton<Payments.PaymentRegister>();
        services.TryAddSingleton<ReferenceLevels.ReferenceLevelRegister>();
        services.TryAddSingleton<ReferenceLevels.ReferenceLevelImport>();
        services.TryAddSingleton<AidPriority>();
        services.TryAddSingleton<Registrations.RegistrationRegister>();
        services.TryAddSingleton<Hardship.HardshipBase>();
        services.AddPapers();
        services.AddFacts();
        return services.AddCommands();
    }

    /// <summary>What is printed, exported and archived.</summary>
    private static void AddPapers(this IServiceCollection services)
    {
        services.TryAddSingleton<SealedTexts>();
        services.TryAddSingleton<StepWords>();
        services.TryAddSingleton<DecidedLists>();
        services.TryAddSingleton<Notices>();
        services.TryAddSingleton<Receipts>();
        services.TryAddSingleton<FiveCountsQuery>();
        services.TryAddSingleton<RosterSheets>();
        services.TryAddSingleton<MemberSheets>();
        services.TryAddSingleton<Records.DecisionRecords>();
        services.TryAddSingleton<CaseSheets>();
        services.TryAddSingleton<TrackSheets>();
        services.TryAddSingleton<ReconsiderationSheets>();
        services.TryAddSingleton<PrintDesk>();
        services.TryAddSingleton<ExportDesk>();
        services.TryAddSingleton<ArchiveDesk>();
    }

    /// <summary>Registers the activity types of these assemblies beside the built-in ones, and what was left out as <see cref="ActivityAssemblies"/>.</summary>
    public static IServiceCollection AddActivityAssemblies(this IServiceCollection services, IEnumerable<string> paths)
    {
        var loaded = ActivityAssemblies.Load(paths, new ActivityTypes(GeneralActivities.All.Concat(CaseworkActivities.All)));
        foreach (var type in loaded.Types)
            services.AddSingleton(type);
        return services.AddSingleton(loaded);
    }

    /// <summary>Sources ask for the runner and the runner for the loader: the loader finds them when the first fact is asked for.</summary>
    private static void AddFacts(this IServiceCollection services)
    {
        foreach (var source in Concrete().Where(t => t.IsAssignableTo(typeof(FactSource))))
            services.AddSingleton(typeof(FactSource), source);
        services.TryAddSingleton(p => new FactLoader(p.GetServices<FactSource>));
    }

    /// <summary>MediatR 5.1.0 has no registration of its own that restores; each handler and each command's behaviours are registered here.</summary>
    private static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.TryAddSingleton<ServiceFactory>(p => p.GetRequiredService);
        services.TryAddSingleton<IMediator, Mediator>();
        foreach (var handler in Concrete())
        {
            foreach (var handles in handler.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handles, handler);
        }

        foreach (var command in Concrete().Where(t => t.IsAssignableTo(typeof(Command))))
        {
            var behaviour = typeof(IPipelineBehavior<,>).MakeGenericType(command, typeof(Answer));
            services.AddSingleton(behaviour, typeof(ScopeBehaviour<>).MakeGenericType(command));
            services.AddSingleton(behaviour, typeof(IdempotencyBehaviour<>).MakeGenericType(command));
        }

        return services;
    }

    /// <summary>Public ones only: each type that is looked at stays loaded, and two thirds of the assembly's are the compiler's own.</summary>
    private static IEnumerable<Type> Concrete() =>
        typeof(CaseworkServices).GetTypeInfo().Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false });
}
