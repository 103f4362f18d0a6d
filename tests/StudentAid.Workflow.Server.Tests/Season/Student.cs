using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>A class of a season's school: so many apply, so many more only stand in the register.</summary>
public sealed record SeasonClass(string Path, string Name, int Applying, int Others);

/// <summary>A student as the season knows him: where in his class he stands, and his case once it was begun.</summary>
public sealed class Student(string name, SeasonClass place, int number, Value facts)
{
    private const int Special = 8;
    private const int Relative = 22;
    private const int Ordinary = 37;

    public string Name => name;

    public SeasonClass Class => place;

    public bool Applies => number < place.Applying;

    public Value Facts => facts;

    public Id Id { get; set; }

    public Id Case { get; set; }

    /// <summary>Of forty applicants eight are in special hardship, fourteen in relative, fifteen in ordinary, and three in none.</summary>
    public string Profile => number < Special ? "special" : number < Relative ? "" : number < Ordinary ? "ordinary" : "comfortable";

    public PersonRecord Record => new(Id, place.Path, PersonStatus.Enrolled, facts, default, Value.EmptyRecord);
}

/// <summary>People who do not exist, and the table in which a school would send them.</summary>
public static class SeasonRegister
{
    private const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许";
    private static readonly string[] Given =
        ["思齐", "若谷", "明远", "清和", "知行", "怀瑾", "望舒", "云帆", "子衿", "景行", "嘉树", "长庚", "星野", "南乔", "弘毅", "致远", "书瑶", "听雨", "青禾", "远山", "念慈", "守拙", "安澜", "映雪"];

    public static IReadOnlyList<Student> Of(string school, IEnumerable<SeasonClass> classes)
    {
        var all = classes.ToList();
        var names = Value.Record(("surnames", Value.List(Surnames.Select(s => Value.Of(s.ToString())))), ("given", Value.List(Given.Select(Value.Of))));
        var groups = all.Select(c => new PeopleGroup(c.Path, c.Applying + c.Others, 2006, [], Value.Null, Value.Null, Value.Null));
        return
        [
            .. new SyntheticPeople(school, names).Rows(groups).GroupBy(r => r.Place, StringComparer.Ordinal)
                .SelectMany(g => g.Select((row, n) => new Student(row.Sealed["name"].AsText()!, all.First(c => c.Path == g.Key), n, WithGuardian(row.Sealed)))),
        ];
    }

    public static string Csv(IEnumerable<Student> students) => string.Concat(students
        .Select(s => $"{s.Name},{Word(s, "idNumber")},{(Word(s, "sex") == "male" ? "男" : "女")},{Word(s, "birth")},{Word(s, "studentNumber")},{Word(s, "phone")},{Word(s, "guardianName")},{s.Class.Name}\n")
        .Prepend("姓名,身份证号,性别,出生日期,学号,手机号码,监护人姓名,班级\n"));

    private static RecordValue WithGuardian(RecordValue facts) => facts.With("guardianName", $"{facts["name"].AsText()![..1]}大山").With("guardianRelation", "father");

    private static string Word(Student student, string field) => student.Facts[field].AsText() ?? "";
}
