using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests;

/// <summary>Units, people and principals of a store, as the server reads them.</summary>
internal static class Directories
{
    public static Casework.Organisations.Directory Of(IStepStore steps, IStoreReader reader, TimeProvider time) =>
        new(reader, new RoleShelf(new DocumentShelf(reader, steps), new SchoolDays(new FactLoader([new CalendarFactSource(reader, steps)])), time));
}
