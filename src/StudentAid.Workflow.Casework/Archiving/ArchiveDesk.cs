using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// Gathers a round's archive (一键迎检). What is on record goes in; what an inspection asks for and is not there is named in its section.
/// </summary>
public sealed class ArchiveDesk(
    StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, PinCache pins, DocumentShelf shelf, DecidedLists lists, FiveCountsQuery counts,
    RosterSheets rosters, CaseSheets cases, Receipts receipts, SealedTexts texts, PaymentRegister payments, Cipher cipher)
{
    /// <summary>Null where there is no such round in scope. <paramref name="day"/> stands under the sheets, so that the same day gives the same bytes.</summary>
    public async Task<ArchivePackage?> BuildAsync(Scope scope, Id round, DateOnly day, CancellationToken cancellation)
    {
        if (await lists.LoadAsync(scope, round, null, cancellation) is not { } list)
            return null;
        var states = await ListsAsync(list, cancellation);
        var five = await counts.OfAsync(list, cancellation);
        ImmutableArray<ArchiveSection> sections =
        [
            await PlanAsync(list, cancellation), await BodiesAsync(list), await AnnouncementsAsync(scope, list, cancellation), await TableAsync(list, cancellation),
            await ApplicationsAsync(list, day, cancellation), await ArchiveProofs.SectionAsync(list, store, texts, cipher, cancellation), Verifications(list), await MeetingsAsync("评议记录", scope, list, states, approving: false, day, cancellation),
            await SummariesAsync(list, day, cancellation), await PublicityAsync(list, states, cancellation), await ObjectionsAsync(scope, list, states, day, cancellation),
            await MeetingsAsync("批准文件", scope, list, states, approving: true, day, cancellation), await EntriesAsync(list, cancellation),
            await ArchivePayments.SectionAsync(list, payments, cancellation),
        ];
        return ArchivePackage.Of($"{list.School?.Name.ZhCn}“{list.State.Name}”档案（{list.State.SchoolYear} 学年）", five, sections);
    }

    private async Task<List<(Id Id, RosterState State)>> ListsAsync(DecidedList list, CancellationToken cancellation)
    {
        var found = new List<(Id, RosterState)>();
        var streams = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = list.Round, Kind = RosterState.Kind, Practice = list.State.Practice }, PageRequest.Everything);
        foreach (var stream in streams.Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(stream.Id, cancellation), cancellation) is { } state)
                found.Add((stream.Id, state));
        }

        return [.. found.OrderBy(f => f.Item2.Activity, StringComparer.Ordinal).ThenBy(f => f.Item2.Unit, StringComparer.Ordinal).ThenBy(f => f.Item2.Ordinal)];
    }

    private async Task<ArchiveSection> PlanAsync(DecidedList list, CancellationToken cancellation)
    {
        var manifest = list.State.Pin.LastIndexOf('@') is >= 0 and var at ? await store.BlobAsync(list.State.Pin[(at + 1)..], cancellation) : null;
        return manifest is null
            ? new ArchiveSection("方案", [], ["本批次固定的流程与规则清单"])
            : new ArchiveSection("方案", [new ArchiveFile("流程与规则清单.json", manifest.Content)], []);
    }

    private async Task<ArchiveSection> BodiesAsync(DecidedList list)
    {
        var committees = await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Committee) { Below = list.State.School });
        var places = await PlaceIndex.LoadAsync(directory, list.State.School);
        var missing = committees.Where(c => c.Content["published"].IsNull).Select(c => $"{places.NameOf(c.OrgPath)}机构成员名单的公示日期").ToImmutableArray();
        var rows = committees.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Content["members"].Items.Select(m => (IReadOnlyList<string>)
            [places.NameOf(c.OrgPath), c.Content["body"].AsText() ?? "", m["name"].AsText() ?? "", m["category"].AsText() ?? "", m["chair"].AsBool() == true ? "组长" : "", c.Content["published"].AsText() ?? ""]));
        return committees.Count == 0
            ? new ArchiveSection("机构及公示", [], ["认定机构成员名单"])
            : new ArchiveSection("机构及公示", [ArchiveTable.File("机构成员名单", ["单位", "机构", "姓名", "类别", "职务", "公示日期"], rows)], missing);
    }

    private async Task<ArchiveSection> AnnouncementsAsync(Scope scope, DecidedList list, CancellationToken cancellation)
    {
        var evidence = new ArchiveEvidence(store, cipher);
        var missing = new List<string>();
        var rows = new List<IReadOnlyList<string>>();
        foreach (var track in list.State.Tracks)
        {
            if (list.State.Announcements.FirstOrDefault(a => a.Track == track) is not { } told)
            {
                missing.Add($"“{track}”的提前告知记录");
                continue;
            }

            foreach (var hash in told.Evidence)
                await evidence.TakeAsync(hash, $"告知-{track}", cancellation);
            var given = await receipts.OfAsync(scope, list.Round, track, list.State.School);
            rows.Add([track, ApplicationSheet.DayOf(told.Day), string.Join("、", told.Channels), given.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            if (given.IsEmpty)
                missing.Add($"“{track}”的告知书回执");
        }

        return new ArchiveSection("告知与回执", [ArchiveTable.File("提前告知", ["对象", "日期", "方式", "回执数"], rows), .. evidence.Files], [.. missing, .. evidence.Missing]);
    }

    private async Task<ArchiveSection> TableAsync(DecidedList list, CancellationToken cancellation)
    {
        var evidence = new ArchiveEvidence(store, cipher);
        ImmutableArray<ArchiveFile> tables =
            [.. pins.DocumentIds(list.State.Pin, "score-table").Order(StringComparer.Ordinal).Select(id => new ArchiveFile($"量化分值表-{id}.json", Encoding.UTF8.GetBytes(pins.Document(list.State.Pin, "score-table", id)!.ToJson())))];
        if (list.State.Adoption is { EvidenceHash.Length: > 0 } adoption)
            await evidence.TakeAsync(adoption.EvidenceHash, $"通过记录-{ApplicationSheet.DayOf(adoption.Day)}", cancellation);
        ImmutableArray<string> missing = [.. tables.IsEmpty ? ["量化分值表"] : Array.Empty<string>(), .. list.State.Adoption is { EvidenceHash.Length: > 0 } ? [] : new[] { "量化分值表的通过记录" }];
        return new ArchiveSection("量化表及通过记录", [.. tables, .. evidence.Files], [.. missing, .. evidence.Missing]);
    }

    private async Task<ArchiveSection> ApplicationsAsync(DecidedList list, DateOnly day, CancellationToken cancellation)
    {
        var missing = list.Determined.Where(r => r.History.Answers.Length == 0).Select(r => $"{r.Name}的申请表").ToList();
        if (await FormAsync(list, PrintForms.Application, day, cancellation) is not { } form)
            return new ArchiveSection("申请表", [], ["打印样式“申请表”", .. missing]);
        var files = new List<ArchiveFile>();
        foreach (var group in list.Rows.GroupBy(r => r.Place.Department + r.Place.Class))
        {
            var sheets = await cases.ApplicationsAsync(list, group, day, cancellation);
            if (!sheets.IsEmpty)
                files.Add(Page($"申请表-{group.Key}", PrintSheet.Document(form, sheets)));
        }

        return new ArchiveSection("申请表", [.. files], [.. missing]);
    }

    private static ArchiveSection Verifications(DecidedList list)
    {
        var rows = list.Rows.SelectMany(r => r.History.Verifications.Select(v => (IReadOnlyList<string>)[r.Name, r.Place.Class, v.Method, v.Day]));
        var missing = list.Determined.Where(r => r.History.Verifications.IsEmpty && r.History.Answers.Length > 0).Select(r => $"{r.Name}的核实记录");
        return new ArchiveSection("核实记录", [ArchiveTable.File("核实记录", ["姓名", "班级", "方式", "日期"], rows)], [.. missing]);
    }

    private async Task<ArchiveSection> MeetingsAsync(
        string title, Scope scope, DecidedList list, List<(Id Id, RosterState State)> states, bool approving, DateOnly day, CancellationToken cancellation)
    {
        var form = await FormAsync(list, approving ? PrintForms.MeetingMinutes : PrintForms.ReviewRecord, day, cancellation);
        var files = new List<ArchiveFile>();
        var missing = new List<string>();
        var evidence = new ArchiveEvidence(store, cipher);
        foreach (var (id, state) in states.Where(s => !s.State.IsPublicity && s.State.Act == "approve" == approving))
        {
            if (await rosters.MeetingAsync(scope, id, cancellation) is not { } source)
                continue;
            var name = $"{source.Activity}-{source.Unit}-{state.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            if (state.Decisions == 0)
                missing.Add($"{name}尚未表决");
            if (form is not null)
                files.Add(Page(name, PrintSheet.Document(form, MeetingSheet.Of(source))));
            if (state.Body.Length > 0)
                missing.AddRange(await SignedAsync(id, state, name, evidence, cancellation));
        }

        if (form is null)
            missing.Insert(0, "打印样式");
        if (files.Count == 0)
            missing.Add(title);
        return new ArchiveSection(title, [.. files, .. evidence.Files], [.. missing, .. evidence.Missing]);
    }

    /// <summary>The scan that the members signed is compulsory for each meeting that decided: taken along, or named as missing.</summary>
    private async Task<IEnumerable<string>> SignedAsync(Id list, RosterState state, string name, ArchiveEvidence evidence, CancellationToken cancellation)
    {
        var documents = await reader.DocumentsAsync(Scope.All, new DocumentFilter(AttachMinutesHandler.Document) { Stream = list });
        var signed = documents.ToDictionary(d => (int)(d.Content["decision"].AsNumber() ?? 0), d => d.Content["hash"].AsText() ?? "");
        foreach (var (decision, hash) in signed.OrderBy(s => s.Key))
            await evidence.TakeAsync(hash, $"{name}-签字扫描件-{Number(decision)}", cancellation);
        var first = state.Meetings.Select(m => m.Decision).ToList();
        return first.Where((decision, n) => !signed.Keys.Any(s => s >= decision && (n + 1 == first.Count || s < first[n + 1])))
            .Select(decision => $"{name}第 {Number(decision)} 次决定的签字扫描件");
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<ArchiveSection> SummariesAsync(DecidedList list, DateOnly day, CancellationToken cancellation) =>
        await FormAsync(list, PrintForms.Summary, day, cancellation) is { } form
            ? new ArchiveSection("汇总表", [Page("认定汇总表", PrintSheet.Document(form, SummarySheet.Of(list, list.School?.Name.ZhCn ?? "", day)))], [])
            : new ArchiveSection("汇总表", [], ["打印样式“汇总表”"]);

    /// <summary>The internal copy of what was shown: name and level, which the public page no longer serves.</summary>
    private async Task<ArchiveSection> PublicityAsync(DecidedList list, List<(Id Id, RosterState State)> states, CancellationToken cancellation)
    {
        var evidence = new ArchiveEvidence(store, cipher);
        var files = new List<ArchiveFile>();
        var missing = new List<string>();
        var names = list.Rows.ToDictionary(r => r.Case);
        foreach (var (_, state) in states.Where(s => s.State.IsPublicity))
        {
            var number = state.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (state.Period is not { } period)
            {
                missing.Add($"第 {number} 份名单尚未公示");
                continue;
            }

            var rows = state.Entries.Where(e => names.ContainsKey(e.Case)).Select(e => (Row: names[e.Case], e.Level))
                .Select(e => (IReadOnlyList<string>)[e.Row.Name, e.Row.Place.Department, e.Row.Place.Class, MeetingSheet.LevelOf(list.Scale, e.Level)]);
            files.Add(ArchiveTable.File($"公示名单-{number}（{ApplicationSheet.DayOf(period.Day)}至{ApplicationSheet.DayOf(period.LastDay)}）", ["姓名", "院（系）", "班级", "等级"], rows));
            if (!state.Errata.IsEmpty)
                files.Add(ArchiveTable.File($"公示更正-{number}", ["日期", "姓名", "栏目", "原文", "应为", "原因", "更正人"], await ErrataAsync(state, names, cancellation)));
            foreach (var photo in period.Photos)
                await evidence.TakeAsync(photo[(photo.IndexOf(':', StringComparison.Ordinal) + 1)..], photo.StartsWith("posted", StringComparison.Ordinal) ? $"张贴照片-{number}" : $"撤下照片-{number}", cancellation);
            foreach (var (hash, one) in state.Objections.SelectMany(o => Files(o).Select(hash => (hash, o.Number))))
                await evidence.TakeAsync(hash, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"异议材料-{number}-{one}"), cancellation);
            if (!period.Photos.Any(p => p.StartsWith("posted", StringComparison.Ordinal)) && period.Where.Contains("board", StringComparer.Ordinal))
                missing.Add($"第 {number} 份名单的张贴照片");
            if (!period.Photos.Any(p => p.StartsWith("taken-down", StringComparison.Ordinal)) && period.Where.Contains("board", StringComparer.Ordinal))
                missing.Add($"第 {number} 份名单的撤下照片");
        }

        if (files.Count == 0 && missing.Count == 0)
            missing.Add("公示名单");
        return new ArchiveSection("公示及照片", [.. files, .. evidence.Files], [.. missing, .. evidence.Missing]);
    }

    /// <summary>What was attached to an objection and to its answer.</summary>
    private static IEnumerable<string> Files(Objection objection) =>
        (objection.Evidence.IsDefault ? [] : objection.Evidence).Concat(objection.AnswerEvidence.IsDefault ? [] : objection.AnswerEvidence);

    private async Task<List<IReadOnlyList<string>>> ErrataAsync(RosterState state, Dictionary<Id, DecidedRow> names, CancellationToken cancellation)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var erratum in state.Errata)
        {
            var said = await texts.OpenAsync(erratum.Content, cancellation);
            rows.Add([
                ApplicationSheet.DayOf(erratum.Day), names.GetValueOrDefault(erratum.Case)?.Name ?? "", NoticeSheet.ColumnName(erratum.Column), said["was"].AsText() ?? "", said["now"].AsText() ?? "",
                said["reason"].AsText() ?? "", said["by"].AsText() ?? "",
            ]);
        }

        return rows;
    }

    private async Task<ArchiveSection> ObjectionsAsync(Scope scope, DecidedList list, List<(Id Id, RosterState State)> states, DateOnly day, CancellationToken cancellation)
    {
        var form = await FormAsync(list, PrintForms.ObjectionAnswer, day, cancellation);
        var files = new List<ArchiveFile>();
        var missing = new List<string>();
        foreach (var (id, objection) in states.SelectMany(s => s.State.Objections.Select(o => (s.Id, o))))
        {
            var number = objection.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var request = new PrintRequest(PrintForms.ObjectionAnswer, day) { Roster = id, Number = objection.Number };
            if (objection.Result.Length == 0)
                missing.Add($"第 {number} 号异议的答复");
            else if (form is not null && await rosters.ObjectionAsync(scope, request, cancellation) is { } sheet)
                files.Add(Page($"异议答复-{number}-{id.ToString()[..6]}", PrintSheet.Document(form, sheet)));
        }

        if (files.Count == 0 && missing.Count == 0)
            files.Add(new ArchiveFile("无异议.txt", Encoding.UTF8.GetBytes("公示期内没有异议。\n")));
        return new ArchiveSection("异议处理", [.. files], [.. missing]);
    }

    private async Task<ArchiveSection> EntriesAsync(DecidedList list, CancellationToken cancellation)
    {
        var evidence = new ArchiveEvidence(store, cipher);
        var batches = await ExportBatch.AllAsync(reader, list.Round);
        var rows = batches.OrderBy(b => b.Batch, StringComparer.Ordinal).Select(b => (IReadOnlyList<string>)
            [b.Batch, b.Profile, ApplicationSheet.DayOf(b.Day), b.Cases.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), b.Confirmed is { } c ? ApplicationSheet.DayOf(c.Day) : "未确认", b.Hash]);
        foreach (var batch in batches.Where(b => b.Confirmed is not null))
            await evidence.TakeAsync(batch.Confirmed!.Receipt, $"回执-{batch.Batch}", cancellation);
        ImmutableArray<string> missing = [.. batches.Where(b => b.Confirmed is null).Select(b => $"{b.Batch}的录入回执"), .. batches.Any(b => b.Confirmed is not null) ? [] : new[] { "录入确认" }];
        return new ArchiveSection("录入回执", [ArchiveTable.File("导出批次", ["批次", "样式", "日期", "人数", "录入确认", "校验值"], rows), .. evidence.Files], [.. missing, .. evidence.Missing]);
    }

    private Task<PrintForm?> FormAsync(DecidedList list, string id, DateOnly day, CancellationToken cancellation) => PrintDesk.FormAsync(shelf, list.State, id, day, cancellation);

    private static ArchiveFile Page(string name, string html) => new(name + ".html", Encoding.UTF8.GetBytes(html));
}

/// <summary>A plain table as a page of the archive.</summary>
internal static class ArchiveTable
{
    public static ArchiveFile File(string title, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new AnswerTable("", [.. head], [.. rows.Select(r => r.ToImmutableArray())]);
        var form = new PrintForm("", title, Landscape: false, Numbered: true, [new PrintBlock("title", title, "", "", "", "", [], [], []), new PrintBlock("form", "", "", "", "", "", [], [], [])]);
        return new ArchiveFile(title + ".html", Encoding.UTF8.GetBytes(PrintSheet.Document(form, PrintData.Empty with { Groups = [new PrintGroup("", [], [table])] })));
    }
}

/// <summary>Collects uploaded evidence by its hash; what is not in the store is named.</summary>
internal sealed class ArchiveEvidence(IStepStore store, Cipher cipher)
{
    public List<ArchiveFile> Files { get; } = [];

    public List<string> Missing { get; } = [];

    public async Task TakeAsync(string hash, string name, CancellationToken cancellation)
    {
        var blob = await store.BlobAsync(hash, cancellation);
        var content = blob is null ? default : cipher.OpenContent(blob.Content);
        if (blob is not null && (!content.IsEmpty || blob.Content.IsEmpty))
            Files.Add(new ArchiveFile($"{name}-{hash[..Math.Min(8, hash.Length)]}{Extension(blob.ContentType)}", content));
        else if (blob is not null)
            Missing.Add($"{name}（附件 {hash[..Math.Min(8, hash.Length)]} {Erased.Name}）");
        else
            Missing.Add($"{name}（附件 {hash[..Math.Min(8, hash.Length)]} 不在库中）");
    }

    private static string Extension(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg", "image/png" => ".png", "image/heic" => ".heic", "application/pdf" => ".pdf", "application/json" => ".json", _ => ".bin",
    };
}
