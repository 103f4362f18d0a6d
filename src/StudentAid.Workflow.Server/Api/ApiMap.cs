using StudentAid.Workflow.Server.Api.Accounts;
using StudentAid.Workflow.Server.Api.After;
using StudentAid.Workflow.Server.Api.Audit;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Desks;
using StudentAid.Workflow.Server.Api.Files;
using StudentAid.Workflow.Server.Api.Home;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Api.Live;
using StudentAid.Workflow.Server.Api.Notifications;
using StudentAid.Workflow.Server.Api.Rules;
using StudentAid.Workflow.Server.Api.Sessions;
using StudentAid.Workflow.Server.Api.Sheets;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Notices;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The whole API under <c>/api</c>; each noun has a file.</summary>
public static class ApiMap
{
    public static void AddApi(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => Json.Configure(o.SerializerOptions));
        services.AddApiDescription();
        services.AddSingleton<RosterReading>().AddSingleton<PeriodReading>().AddSingleton<LastLevels>();
        services.AddSingleton<ObjectionReading>();
        services.AddSingleton<MemberReading>();
        services.AddSingleton<ListPages>();
        services.AddSingleton<PublicityReading>();
        services.AddSingleton<CalendarReading>();
        services.AddSingleton<PeopleNames>();
        services.AddSingleton<CaseReading>();
        services.AddSingleton<CopyReading>();
        services.AddSingleton<CaseSummary>();
        services.AddSingleton<CaseTimeline>();
        services.AddSingleton<PrincipalDirectory>();
        services.AddSingleton<RoundReading>();
        services.AddSingleton(s => new WaitingTables<WaitingImport>(s.GetRequiredService<TimeProvider>(), 64));
        services.AddSingleton<NoticePage>();
        services.AddSingleton<RegisterReading>().AddSingleton<AccountRows>();
        services.AddSingleton<RoundAccess>();
        services.AddSingleton<RegistrationReading>();
        services.AddHome();
        services.AddCaseFacts();
        services.AddReadGrants();
        services.AddSingleton<MeReading>();
        services.AddSingleton<PartialUploads>();
        services.AddSingleton<VirusScanner>();
        services.AddSingleton<Watermarks>();
        services.AddJobs();
        services.AddSheets();
        services.AddSingleton<NotificationReading>();
        services.AddSingleton<RulesReading>();
        services.AddSingleton<ChaseReading>();
        services.AddSingleton<NotAppliedReading>();
        services.AddSingleton<AdjustmentReading>();
        services.AddSingleton<RevocationReading>();
        services.AddSingleton<CommitteeSeats>();
        services.AddSingleton<LevelReading>();
        services.AddSingleton<ReconsiderationReading>();
        services.AddSingleton<EnrolmentReading>();
        services.AddSingleton<TrailNames>();
        services.AddSingleton<AuditReading>();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").WithMetadata(new Guarded()).WithPolicy();
        api.MapMe();
        api.MapHome();
        api.MapViews();
        api.MapFiles();
        api.MapJobs();
        api.MapSheets();
        api.MapNotifications();
        api.MapEvents();
        api.MapCaseFacts();
        api.MapRecord();
        api.MapScore();
        api.MapReadGrants();
        api.MapTasks();
        api.MapSubstitutions();
        api.MapCopies();
        api.MapRosters();
        api.MapPledges();
        api.MapPublicities();
        api.MapCalendars();
        api.MapCases();
        api.MapDeadlines();
        api.MapRounds();
        api.MapLists();
        api.MapPrints();
        api.MapArchive();
        api.MapRoundLevels();
        api.MapExports();
        api.MapReceipts();
        api.MapReconsiderations();
        api.MapChase();
        api.MapAdjustments();
        api.MapCaseAfter();
        api.MapLateMatches();
        api.MapRevocations();
        api.MapLevels();
        api.MapEnrolment();
        api.MapAidFunds();
        api.MapPayments();
        api.MapReferenceLevels();
        api.MapRegistrations();
        api.MapHardship();
        api.MapFindings();
        api.MapAuthoritySamples();
        api.MapStatistics();
        api.MapComplaints();
        api.MapDefinitions();
        api.MapLayers();
        api.MapPeople();
        api.MapErasure();
        api.MapKeys();
        api.MapRetention();
        api.MapOrgUnits();
        api.MapRoles();
        api.MapSetup();
        api.MapApiKeys();
        api.MapWebhooks();
        api.MapAudit();
        api.MapTrail();
        api.MapAccounts();
        api.MapRules();
        api.MapActivities();
        api.MapCaseFiles();
        app.MapSession();
        app.MapWorkflows();
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
