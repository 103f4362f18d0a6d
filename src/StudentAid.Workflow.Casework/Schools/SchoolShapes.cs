using static StudentAid.Workflow.Casework.Schools.SchoolShape;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>The shapes of the two files: <c>*.case.json</c> and <c>*.school.json</c>.</summary>
public static class SchoolShapes
{
    private static readonly SchoolShape Flag = new("boolean");
    private static readonly SchoolShape Count = new("integer");

    private static readonly SchoolShape Step = Object("一步：办理（do）、等到（until）或核对（expect）。A step: it does, waits or expects.", "",
        ("as", Word("谁办理：岗位或学生的姓名。Who acts: a post or a student.")), ("at", Word("何时，如 2025-09-02T10:00。When.")),
        ("do", Word("环节.动作，如 apply.submit。activity.verb.")), ("case", Word("哪名学生的申请。Whose case.")), ("cases", Texts("哪些学生的申请。Whose cases.")),
        ("with", Open("办理时填写的内容。What is filled in.")), ("refused", Word("应给出的未能办理的原因代码。The code that must come.")),
        ("until", Word("等到某日、某刻或某环节。A day, an instant or an activity.")), ("expect", Open("应当怎样：case、list、task、document 或 round 等。What must be.")),
        ("round", Word("哪个批次。Which round.")), ("unit", Word("哪个单位。Which unit.")));

    public static SchoolShape Case { get; } = Object("用例：某校某日，谁做什么，应当怎样。A school, a day, who does what, and what must come of it.", "title school steps",
        ("title", new SchoolShape("string object", "名称。The title.")), ("procedure", Word("流程编号。The procedure.")), ("school", Word("学校文件的名字。The school's file.")), ("change", Open("对学校文件的改动，逐项覆盖。What is different in the school's file.")),
        ("documents", List("本用例另加的规则文件。Documents that this case adds as a layer.", Open())),
        ("now", Word("开始的时刻。Where the clock begins.")), ("steps", List("依次进行的各步。The steps.", Step)));

    public static SchoolShape School { get; } = Object("学校：单位、人员、岗位、小组、名单、批次。A school as it comes into being.", "school units",
        ("school", Word("学校所在的单位路径。The school's place.")), ("zone", Word("时区。The zone of its days.")), ("clock", Word("时间从何时开始。Where its time begins.")),
        ("documents", Texts("规则文件所在的文件夹。Folders of its documents.")), ("units", List("单位。Units.", Unit())), ("names", Object("生成姓名用的字。For generated names.", "", ("surnames", Texts()), ("given", Texts()))),
        ("people", List("各单位的学生。The people of a unit.", People())), ("posts", List("岗位。Posts.", Post())), ("committees", List("评议小组等。Committees.", Committee())),
        ("lists", List("有关部门提供的名单。Providers' lists.", Provided())), ("rounds", List("认定批次。Rounds.", Round())), ("forms", Open("申请表的内容。Answers of forms.")),
        ("defaults", Open("各动作默认填写的内容。What an act fills in when silent.")), ("script", List("按日期发生的事。Dated acts.", Step)));

    private static SchoolShape Unit() => Object("", "path kind name",
        ("path", Word()), ("kind", Word()), ("name", Word()), ("grade", Word()), ("major", Word()), ("group", new SchoolShape("boolean", "是组：按年级、专业或成员包括学生。A group.")), ("members", Texts("组的成员。A group's members.")),
        ("standsFor", Word("代替哪一类单位：书院代替院（系），未分班代替班级。The kind in whose place it stands.")), ("telephone", Word("受理电话，印在公示上。The telephone that stands on notices.")), ("joins", Word("later：后来才加入。later: it joins by the script.")),
        ("supervisedBy", List("", Object("", "tree unit", ("tree", Word()), ("unit", Word())))));

    private static SchoolShape People() => Object("", "unit",
        ("unit", Word()), ("count", Count), ("bornIn", Count), ("named", Texts()), ("plain", Open()), ("each", Open()), ("facts", Open()));

    private static SchoolShape Post() => Object("", "name",
        ("name", Word()), ("grants", List("", Object("", "role unit", ("role", Word()), ("unit", Word())))), ("persons", Texts()));

    private static SchoolShape Committee() => Object("", "body unit members",
        ("procedure", Word()), ("body", Word()), ("unit", Word()), ("term", Word()), ("published", Word()), ("elected", Word("推选组长的日期。When the chair was elected.")), ("termFrom", Word("任期起日。The first day of the term.")), ("termUntil", Word("任期止日。The last day of the term.")), ("invited", new SchoolShape("array")),
        ("members", List("成员。Members.", Member())), ("substitutes", List("事先公布的替补。Substitutes, published beforehand.", Member())));

    private static SchoolShape Member() => Object("", "name", ("name", Word()), ("category", Word()), ("chair", Flag), ("student", Flag), ("relatives", new SchoolShape("array")), ("traits", Open("性别、宿舍等。Gender, dormitory …")));

    private static SchoolShape Provided() => Object("", "batch provider",
        ("batch", Word()), ("provider", Word()), ("dataDate", Word()), ("unit", Word()), ("rows", List("", Open())));

    private static SchoolShape Round() => Object("", "procedure schoolYear",
        ("name", Word()), ("procedure", Word()), ("schoolYear", Word()), ("termStart", Word()), ("referenceDay", Word()), ("tracks", Texts()), ("practice", Flag),
        ("byScript", Flag), ("adoption", Object("", "", ("body", Word()), ("day", Word()), ("meeting", Word()), ("evidence", Word()))),
        ("announced", List("", Open())), ("windows", List("", Open())));
}
