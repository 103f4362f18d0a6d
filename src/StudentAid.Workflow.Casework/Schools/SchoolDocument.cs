using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// A school as it comes into being (<c>*.school.json</c>): units, people, posts, committees, lists of providers, rounds, and a script of dated acts.
/// <see cref="Later"/> are the units that join it in the course of the script, by <c>register.import</c>, with their people, posts and committees.
/// <see cref="Listing"/> are the groups that list people, as they are written, which are put when the people are there.
/// <see cref="Layer"/> are documents that a case file brings with it. <see cref="Clock"/> is where its time begins, <see cref="Zone"/> where its days are meant, <see cref="Documents"/> the folders of packs it goes by.
/// </summary>
public sealed record SchoolDocument(
    string File, string School, string Zone, string Clock, ImmutableArray<string> Documents, ImmutableArray<OrgUnitRow> Units,
    ImmutableArray<PeopleGroup> People, ImmutableArray<SchoolPost> Posts, ImmutableArray<Value> Committees, ImmutableArray<Value> Lists,
    ImmutableArray<SchoolRound> Rounds, SchoolForms Forms, Value Defaults, Value Names, ImmutableArray<SchoolStep> Script, ImmutableHashSet<string> Later,
    ImmutableArray<Value> Layer, ImmutableArray<Value> Listing)
{
    /// <summary>Texts that are tried on it, and the layer that would publish them.</summary>
    internal ImmutableArray<string> Tried { get; init; } = [];

    internal string TriedAt { get; init; } = "";

    /// <summary>Reads a file. Refused where it cannot be read; what it says wrongly is refused by the commands it becomes.</summary>
    public static (SchoolDocument? Document, Rejection? Refused) Read(string file) => Read(file, Value.Null, Value.Null);

    /// <summary>The folders of packs that the school of a case file goes by; none where there is no such school.</summary>
    public static ImmutableArray<string> FoldersOf(string caseFile, string school) => SchoolFile.Find(caseFile, school) is { } path && Read(path).Document is { } found ? found.Documents : [];

    /// <summary>The same with <paramref name="change"/> over it, member by member, and with the documents of <paramref name="layer"/> published after its own.</summary>
    internal static (SchoolDocument? Document, Rejection? Refused) Read(string file, Value change, Value layer)
    {
        var (value, refused) = SchoolFile.Read(file, SchoolShapes.School);
        return value is null ? (null, refused) : (Of(file, SchoolForms.Merge(value, change)) with { Layer = layer.Items }, null);
    }

    private static SchoolDocument Of(string file, Value value)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return new SchoolDocument(
            file, value["school"].AsText() ?? "", value["zone"].AsText() ?? "UTC", value["clock"].AsText() ?? "",
            [.. value["documents"].Items.Select(d => Path.GetFullPath(Path.Combine(folder, d.AsText()!)))],
            [.. value["units"].Items.Select(UnitOf)], [.. value["people"].Items.Select(PeopleGroup.Of)], [.. value["posts"].Items.Select(SchoolPost.Of)],
            value["committees"].Items, value["lists"].Items, [.. value["rounds"].Items.Select(SchoolRound.Of)],
            new SchoolForms(value["forms"]), value["defaults"], value["names"], [.. value["script"].Items.Select(SchoolStep.Of)],
            [.. value["units"].Items.Where(u => u["joins"].AsText() == "later").Select(u => u["path"].AsText()!)], [], [.. value["units"].Items.Where(u => !u["members"].Items.IsEmpty)]);
    }

    /// <summary>A unit as it is written, with the ids of whom it lists by name.</summary>
    internal static OrgUnitRow UnitOf(Value unit, Func<string, Id?> known) => UnitOf(unit) with { Members = [.. unit["members"].Items.Select(m => known(m.AsText()!) ?? default)] };

    private static OrgUnitRow UnitOf(Value unit) => new(
        unit["path"].AsText() ?? "", unit["kind"].AsText() ?? "", unit["name"].AsText() ?? "", unit["grade"].AsText() ?? "", unit["major"].AsText() ?? "",
        [.. unit["supervisedBy"].Items.Select(s => new Oversight(s["tree"].AsText() ?? "", s["unit"].AsText() ?? ""))], Group: unit["group"].AsBool() == true,
        StandsFor: unit["standsFor"].AsText() ?? "") { Telephone = unit["telephone"].AsText() ?? "" };
}

/// <summary>
/// The people of one unit: those named, then as many generated ones as make up <see cref="Count"/>. <see cref="Each"/> holds what the register says of
/// every one of them, <see cref="Facts"/> what it says of a named one; an empty text takes a field away.
/// </summary>
public sealed record PeopleGroup(string Unit, int Count, int BornIn, ImmutableArray<string> Named, Value Plain, Value Each, Value Facts)
{
    internal static PeopleGroup Of(Value group) => new(
        group["unit"].AsText() ?? "", (int)(group["count"].AsNumber() ?? 0), (int)(group["bornIn"].AsNumber() ?? 2006),
        [.. group["named"].Items.Select(n => n.AsText()!)], group["plain"], group["each"], group["facts"]);
}

/// <summary>Somebody who acts: a name, his roles at units, and whose applicant he is by their names.</summary>
public sealed record SchoolPost(string Name, ImmutableArray<Grant> Grants, ImmutableArray<string> Persons)
{
    internal static SchoolPost Of(Value post) => new(
        post["name"].AsText() ?? "", [.. post["grants"].Items.Select(g => new Grant(g["role"].AsText() ?? "", g["unit"].AsText() ?? ""))],
        [.. post["persons"].Items.Select(p => p.AsText()!)]);
}

/// <summary>A round that is opened, told of and given its windows as soon as the school stands; one that is <c>byScript</c> waits for <c>round.open</c>.</summary>
public sealed record SchoolRound(string Name, string Procedure, Value Content)
{
    internal static SchoolRound Of(Value round) => new(round["name"].AsText() ?? "", round["procedure"].AsText() ?? "", round);
}

/// <summary>A step of a script or a case file as it is written.</summary>
public sealed record SchoolStep(Value Content)
{
    public string Do => Content["do"].AsText() ?? "";

    public string As => Content["as"].AsText() ?? "";

    public string At => Content["at"].AsText() ?? "";

    public string Round => Content["round"].AsText() ?? "";

    public Value With => Content["with"];

    /// <summary>The code with which it must be refused; empty where it must succeed.</summary>
    public string Refused => Content["refused"].AsText() ?? "";

    /// <summary>Whose cases it is about: <c>case</c> or <c>cases</c>; nobody named is the one who acts.</summary>
    public ImmutableArray<string> Cases => Content["cases"].Items is { IsEmpty: false } many
        ? [.. many.Select(c => c.AsText()!)] : [Content["case"].AsText() ?? As];

    internal static SchoolStep Of(Value step) => new(step);
}

/// <summary>Files of schools and cases.</summary>
internal static class SchoolFile
{
    /// <summary>The file, or the first reason why it is not of this shape.</summary>
    public static (Value? Value, Rejection? Refused) Read(string file, SchoolShape shape)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, SchoolCodes.Unreadable.With(("file", file)));
        }

        var (tree, faults) = SourceTree.Parse(text);
        return (tree.Root is null ? faults : shape.Check(tree)).FirstOrDefault() is { } wrong
            ? (null, SchoolCodes.Unfit.With(
                ("file", file), ("line", wrong.Position?.Line ?? 1), ("column", wrong.Position?.Column ?? 1), ("code", wrong.Code.Id), ("reason", new Rejection(wrong.Code, wrong.Arguments))))
            : (tree.Root!.ToValue(), null);
    }

    /// <summary>The school's file beside the case file, or in <c>schools</c> or <c>tests/schools</c> of a folder above; null where there is none.</summary>
    public static string? Find(string from, string school)
    {
        var name = $"{school}.school.json";
        for (var folder = new FileInfo(from).Directory; folder is not null; folder = folder.Parent)
        {
            foreach (var place in (string[])[name, Path.Combine("schools", name), Path.Combine("tests", "schools", name)])
            {
                if (File.Exists(Path.Combine(folder.FullName, place)))
                    return Path.Combine(folder.FullName, place);
            }
        }

        return null;
    }
}
