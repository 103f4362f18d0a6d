using System.Text.Json.Nodes;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Bodies with which an operation succeeds where it may: what the description's types alone would say is refused as nonsense by everybody. A word in ‹› names a thing of the target.</summary>
internal static class Bodies
{
    private const string Scale = """
        { \"kind\": \"scale\", \"id\": \"another\", \"article\": \"t\", \"from\": \"2018-01-01\", \"name\": \"等级\", \"levels\": [ { \"id\": \"high\", \"name\": \"特别困难\" } ], \"notDetermined\": { \"id\": \"none\", \"name\": \"不予认定\", \"reasons\": [ { \"id\": \"other\", \"name\": \"其他\", \"article\": \"t\" } ] } }
        """;

    private const string Published = $$"""{ "unit": "‹school›", "texts": ["{{Scale}}"] }""";

    private static readonly string Another = System.Text.Json.JsonSerializer.Serialize(PolicyWorld.Definition.Replace("\"small\"", "\"another\"", StringComparison.Ordinal));

    /// <summary>A file of one row.</summary>
    public static readonly byte[] Table = [0xEF, 0xBB, 0xBF, .. "姓名,学号,班级\n新同学,N1,north-first-agri-c1\n"u8];

    private static readonly Dictionary<string, byte[]> Tables = new(StringComparer.Ordinal)
    {
        ["POST /api/lists"] = [0xEF, 0xBB, 0xBF, .. "姓名,身份证号,类别\n新同学,,最低生活保障家庭学生\n"u8],
        ["POST /api/rounds/{id}/exports/{profile}/errors"] = [0xEF, 0xBB, 0xBF, .. "姓名,错误原因\n新同学,查无此人\n"u8],
    };

    /// <summary>A table of one unit.</summary>
    public static readonly byte[] Units = [0xEF, 0xBB, 0xBF, .. "单位名称,类型\n新设系,院系\n"u8];

    private static readonly Dictionary<string, string> ByOperation = new(StringComparer.Ordinal)
    {
        ["POST /api/views"] = """{ "name": "x", "noun": "tasks", "filter": {}, "unit": "‹class›" }""",
        ["POST /api/views/{id}"] = """{ "name": "x", "noun": "tasks", "filter": {}, "unit": "‹class›" }""",
        ["POST /api/findings"] = """{ "school": "‹school›", "article": "第十六条(四)", "issue": "公示照片缺失", "due": "2027-01-01" }""",
        ["POST /api/oversight/samples"] = """{ "schools": ["‹school›"], "schoolYear": "2026", "seed": "a", "share": 50, "parts": ["record"], "until": "2026-12-31", "purpose": "秋季抽查" }""",
        ["POST /api/read-grants"] = """{ "case": "‹case›", "ground": "finding", "about": "‹finding›", "to": "authority", "parts": ["result"], "until": "2026-12-31", "reason": "核查" }""",
        ["POST /api/read-grants/{id}/end"] = """{ "reason": "已经查完" }""",
        ["POST /api/read-grants/{id}/read"] = """{ "purpose": "inspection" }""",
        ["POST /api/read-grants/{id}/file"] = """{ "hash": "‹hash›", "purpose": "inspection" }""",
        ["POST /api/findings/{id}/answer"] = """{ "text": "已补拍", "evidence": ["‹scan›"] }""",
        ["POST /api/complaints/{id}/accept"] = """{ "due": "2027-01-01" }""",
        ["POST /api/people/{id}/status"] = """{ "school": "‹school›", "status": "suspended" }""",
        ["POST /api/principals"] = """{ "unit": "‹school›", "name": "x", "kind": "machine", "grants": [ { "role": "counsellor", "unit": "‹school›" } ], "persons": [] }""",
        ["POST /api/packs"] = Published,
        ["POST /api/packs/analyse"] = $$"""{ "unit": "‹school›", "text": "{{Scale}}" }""",
        ["POST /api/case-files/run"] = """{ "unit": "‹school›", "file": "national/higher-education-determination/commitment-missing", "texts": [] }""",
        ["POST /api/packs/draft"] = $$"""{ "unit": "‹school›", "text": "{{Scale}}" }""",
        ["POST /api/packs/retract"] = """{ "unit": "‹school›", "key": "own/scale/own/0001", "reason": "mistake" }""",
        ["POST /api/rounds/{id}/announce"] = """
            { "track": "enrolled", "day": "2026-09-02", "channels": ["board"], "textHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f1", "evidence": ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"] }
            """,
        ["POST /api/cases/{id}/reveal"] = """{ "fields": ["person.name"], "purpose": "look-up" }""",
        ["PATCH /api/rosters/{id}/worksheet"] = """{ "rows": [ { "key": "‹listed›", "verdict": "agree", "level": "low" } ] }""",
        ["POST /api/rosters/{id}/decide"] = """{ "entries": [ { "case": "‹listed›", "verdict": "agree", "level": "low" } ] }""",
        ["POST /api/aid-ledgers"] = """{ "school": "‹school›", "schoolYear": "2026", "base": 100000, "share": 0.05, "paper": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" }""",
        ["POST /api/org-units/authority"] = """{ "school": "‹school›", "unit": "/", "name": "主管部门", "role": "authority" }""",
        ["POST /api/quotas"] = """{ "procedure": "small", "schoolYear": "2026", "unit": "‹school›", "places": 7, "paper": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" }""",
        ["POST /api/cases/{id}/rewind"] = """{ "bookmark": ‹bookmark›, "activity": "verify", "reason": "重新核实" }""",
        ["POST /api/complaints/{id}/answer"] = """{ "text": "已批评教育并改为书面申请" }""",
        ["POST /api/complaints/{id}/handle"] = """{ "text": "已找当事人核实" }""",
        ["POST /api/people/{id}/erase"] = """{ "reason": "request", "basis": "个人信息保护法第四十七条" }""",
        ["POST /api/rounds/{id}/window"] = """{ "track": "enrolled", "opens": "2026-09-15T00:00:00+08:00", "closes": "2026-09-25T00:00:00+08:00" }""",
        ["POST /api/rounds/{id}/personal-window"] = """{ "person": "‹person›", "closes": "2026-09-25T00:00:00+08:00", "reason": "illness" }""",
        ["POST /api/registrations"] = """{ "school": "‹school›", "receipt": "‹scan›", "people": ["‹person›"] }""",
        ["POST /api/enrolment-changes"] = """{ "school": "‹school›", "person": "‹person›", "change": "suspension", "occurredOn": "2026-09-11", "reason": "illness" }""",
        ["POST /api/publicities/{id}/correct"] = """{ "case": "‹shown›", "column": "name", "was": "王", "now": "汪", "reason": "笔误" }""",
        ["POST /api/publicities/{id}/photo"] = """{ "moment": "posted", "evidence": "‹hash›" }""",
        ["POST /api/publicities/{id}/post"] = """{ "where": ["board"] }""",
        ["POST /api/objections"] = """{ "publicity": "‹posted›", "case": "‹shown›", "channel": "paper", "objector": "钱不平", "text": "家里有车" }""",
        ["POST /api/objections/{number}/answer"] = """{ "publicity": "‹posted›", "upheld": false, "text": "没有车" }""",
        ["POST /api/objections/{number}/further"] = """{ "publicity": "‹posted›", "channel": "paper", "objector": "赵不平", "text": "另两套在亲戚名下" }""",
        ["POST /api/rosters/{id}/meet"] = """{ "day": "2026-09-14", "mode": "in-person", "seats": [ { "member": "m1", "attendance": "present", "substitute": "", "vote": "agree" }, { "member": "m2", "attendance": "excused", "substitute": "", "vote": "" }, { "member": "m3", "attendance": "present", "substitute": "", "vote": "agree" } ] }""",
        ["POST /api/rosters/{id}/vote"] = """{ "member": "m3", "vote": "agree" }""",
        ["POST /api/rosters/{id}/sheet"] = """{ "member": "m1", "rows": [ { "case": "‹voted-0›", "points": { "need": 5 } } ] }""",
        ["POST /api/rosters/{id}/tell-absent"] = """{ "member": "m2", "channel": "telephone" }""",
        ["POST /api/rosters/{id}/take-back"] = """{ "reason": "等级点错了" }""",
        ["POST /api/adjustments"] = """{ "case": "‹held›", "trigger": "school-finds", "text": "家里好转了" }""",
        ["POST /api/samples"] = """{ "round": "‹whole›", "seed": "abc", "share": 100, "visitShare": 0 }""",
        ["POST /api/revocations"] = """{ "case": "‹held›", "finding": "材料不实", "evidence": ["‹scan›"], "statementDue": "2026-09-30" }""",
        ["POST /api/students/{person}/standing"] = """{ "act": "exit", "text": "家里好转了", "paper": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" }""",
        ["POST /api/reconsiderations"] = """{ "case": "‹held›", "channel": "letter", "text": "请复议等级" }""",
        ["POST /api/definitions/retract"] = """{ "unit": "‹school›", "key": "-/definition/own/0001", "reason": "mistake" }""",
        ["POST /api/revocations/{id}/hear"] = """{ "channel": "letter", "text": "愿意退还" }""",
        ["POST /api/revocations/{id}/decide"] = """{ "result": "revoked", "body": "领导小组", "meeting": "2026-4", "article": "t", "reasons": "不实", "paper": "‹scan›", "recoveries": [ { "aid": "grant", "amount": 1000, "due": "2026-10-30" } ] }""",
        ["POST /api/revocations/{id}/repay"] = """{ "recovery": 1, "amount": 100, "receipt": "‹scan›", "day": "2026-09-14" }""",
        ["POST /api/revocations/{id}/withdraw-repayment"] = """{ "instalment": 1, "reason": "票据属于另一名学生" }""",
        ["POST /api/samples/{id}/check"] = """{ "case": "‹decided›", "result": "confirmed", "method": "talk", "finding": "与认定时相符" }""",
        ["POST /api/adjustments/{id}/begin"] = """{ "round": "‹spare›", "track": "enrolled" }""",
        ["POST /api/adjustments/{id}/dismiss"] = """{ "text": "情况没有变化" }""",
        ["POST /api/reconsiderations/{id}/answer"] = """{ "result": "maintained", "text": "材料齐全，维持", "documentNumber": "1号", "day": "2026-09-14" }""",
        ["POST /api/enrolment-changes/{id}/enter"] = """{ "day": "2026-09-14", "receipt": "‹scan›" }""",
        ["POST /api/cases"] = """{ "round": "‹spare›", "person": "‹person›", "track": "enrolled" }""",
        ["POST /api/org-units/change"] = """{ "path": "‹class›", "telephone": "010-1" }""",
        ["POST /api/accounts/search"] = """{ "below": "‹school›", "families": true, "text": "王" }""",
        ["POST /api/committees"] = """
            { "school": "‹school›", "procedure": "voted", "body": "review-group", "unit": "‹class›", "term": "2026", "published": "2026-09-01", "members": [ { "id": "m1", "name": "某老师", "category": "class-teacher", "chair": true } ] }
            """,
        ["POST /api/people/{id}/move"] = """{ "school": "‹school›", "to": "/north/first/agri/c2/" }""",
        ["POST /api/rosters"] = """{ "round": "‹round›", "activity": "office", "unit": "‹class›", "reason": "其余不等" }""",
        ["POST /api/rosters/{id}/pledge"] = """{ "name": "student-representative", "hash": "‹pledge›" }""",
        ["POST /api/rounds/{id}/receipts"] = """{ "track": "enrolled", "receipts": [ { "person": "‹person›", "day": "2026-09-10", "channel": "paper" } ] }""",
        ["POST /api/rounds/{id}/zero-report"] = """{ "activity": "office", "unit": "‹class›", "day": "2026-09-14" }""",
        ["POST /api/rounds/{id}/archive"] = """{ "day": "2026-09-14" }""",
        ["POST /api/definitions/publish"] = """{ "unit": "‹school›", "key": "-/definition/drafted/0001" }""",
        ["POST /api/packs/publish"] = """{ "unit": "‹school›", "key": "drafted/scale/drafted/0001" }""",
        ["POST /api/tasks/{id}/{verb}"] = """{ "method": "home-visit", "date": "2026-09-10", "persons": ["‹person›"], "finding": "属实", "finish": true }""",
        ["POST /api/definitions"] = $$"""{ "unit": "‹school›", "texts": [{{Another}}] }""",
        ["POST /api/definitions/draft"] = $$"""{ "unit": "‹school›", "text": {{Another}} }""",
        ["POST /api/definitions/approve"] = Approved("definitions"),
        ["POST /api/packs/approve"] = Approved("packs"),
        ["POST /api/definitions/decline"] = Declined("definitions"),
        ["POST /api/packs/decline"] = Declined("packs"),
        ["POST /api/substitutions/end"] = """{ "of": "‹other›", "substitute": "‹colleague›" }""",
        ["POST /api/rounds/{id}/exports/{profile}/confirm"] = """{ "batch": "‹batch›", "day": "2026-09-14", "receipt": "‹scan›", "count": 9 }""",
        ["POST /api/findings/{id}/return"] = """{ "reason": "照片不清", "due": "2027-01-01" }""",
        ["POST /api/webhooks"] = """{ "unit": "‹school›", "name": "x", "url": "http://127.0.0.1:9/", "topics": ["case.finished"] }""",
        ["POST /api/audit/archives"] = """{ "unit": "‹school›", "year": 2025 }""",
        ["POST /api/keys/master/approve"] = """{ "masterKey": "‹case›" }""",
        ["POST /api/keys/master/decline"] = """{ "masterKey": "‹case›" }""",
        ["POST /api/retention"] = """{ "unit": "‹school›", "day": "2026-09-14" }""",
        ["POST /api/jobs"] = """{ "work": "archive", "round": "‹round›" }""",
        ["POST /api/rounds/{id}/reference-levels/withdraw"] = """{ "source": "national-aid-system", "batch": "‹reference-batch›", "reason": "导错了文件" }""",
        ["POST /api/substitutions"] = """{ "of": "‹colleague›", "substitute": "‹other›", "from": "2026-09-15", "until": "2026-09-20" }""",
    };

    /// <summary>The bytes with which an operation that takes a table succeeds where it may.</summary>
    public static byte[] TableFor(Operation operation) => Tables.GetValueOrDefault(operation.Name, Table);

    private static string Approved(string noun) => $$"""{ "unit": "‹school›", "documents": [ { "key": "‹proposed-{{noun}}›", "pin": "‹pin-{{noun}}›" } ] }""";

    private static string Declined(string noun) => $$"""{ "unit": "‹school›", "key": "‹proposed-{{noun}}›", "reason": "再核对" }""";

    /// <summary>What a target lacks is named by an id that nobody has.</summary>
    private static string Thing(Operation operation, Target target, string name) =>
        name == "class" ? target.Class : target.Ids.GetValueOrDefault(name) ?? (target.Named(operation, name) is not "x" and var named ? named : target.Nobodys);

    /// <summary>Null where the description says enough.</summary>
    public static JsonObject? For(Operation operation, Target target)
    {
        if (!ByOperation.TryGetValue(operation.Name, out var text))
            return null;
        while (text.IndexOf('‹', StringComparison.Ordinal) is var at and >= 0)
        {
            var name = text[(at + 1)..text.IndexOf('›', StringComparison.Ordinal)];
            text = text.Replace($"‹{name}›", Thing(operation, target, name), StringComparison.Ordinal);
        }

        return (JsonObject)JsonNode.Parse(text)!;
    }
}
