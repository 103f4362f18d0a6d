using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Calendars;

/// <summary>Documents of days, read from the files named or from the calendar that comes with the tool.</summary>
internal static class CalendarFile
{
    /// <summary>The calendar that comes with the tool.</summary>
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "workflows", "calendars", "cn-workdays.json");

    /// <summary>The first file as the calendar, the others over it (a school's own days); null where one is refused, which has then been said.</summary>
    public static WorkingDayCalendar? Calendar(string[]? files, Terminal terminal)
    {
        var paths = files is { Length: > 0 } ? files : [Shipped];
        var documents = paths.Select(p => Value(p, terminal)).ToList();
        return documents.Exists(d => d is null) ? null : Required(WorkingDayCalendar.Read(documents[0]!, [.. documents.Skip(1).Select(d => d!)]), terminal);
    }

    /// <summary>The document's JSON; null where it cannot be read, which has then been said.</summary>
    public static Value? Value(string path, Terminal terminal)
    {
        var (file, refused) = DocumentFile.Read(path);
        if (refused is not null)
            terminal.Fail(refused);
        foreach (var fault in file?.Faults ?? [])
            terminal.Error.WriteLine(new FileFinding(path, fault).Line(terminal));
        return file?.Tree.Root?.ToValue();
    }

    public static T? Required<T>(DocumentReading<T> reading, Terminal terminal)
        where T : class
    {
        foreach (var finding in reading.Diagnostics.Where(d => d.Severity == Severity.Error))
            terminal.Refuse(new Rejection(finding.Code, finding.Arguments));
        return reading.Document;
    }

    public static DateOnly? Day(string text) => text.AsDay();
}
