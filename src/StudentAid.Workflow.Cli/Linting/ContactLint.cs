using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>A school whose notices would say to nobody where an objection or a complaint is heard (第十六条(四)、第十七条(四)).</summary>
internal static class ContactLint
{
    public static IEnumerable<Diagnostic> OfSchool(DocumentFile file)
    {
        var school = file.Tree.Root!.ToValue();
        var units = school["units"].Items;
        for (var i = 0; i < units.Length; i++)
        {
            if (units[i]["path"].AsText() is { } path && path == school["school"].AsText() && units[i]["kind"].AsText() == "school" && string.IsNullOrWhiteSpace(units[i]["telephone"].AsText()))
                yield return new Diagnostic(SchoolCodes.NoTelephone, Severity.Warning, SchoolCodes.NoTelephone.With(("unit", path)).Arguments, file.Tree.PlaceOf($"/units/{i}"));
        }
    }
}
