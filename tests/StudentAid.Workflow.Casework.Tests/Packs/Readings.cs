using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Readings of documents that must succeed.</summary>
internal static class Readings
{
    public static T Good<T>(this DocumentReading<T> reading)
        where T : class => reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
}
