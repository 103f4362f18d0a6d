using System.IO.Compression;
using System.Text;
using FluentAssertions;
using MediatR;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>The files of a case: who is shown them, that they are found by the person, and that the archive takes them.</summary>
public sealed class CaseFilesTests : OwnSchool
{
    [Fact]
    public async Task A_case_lists_its_person_s_files_also_after_he_has_changed_class_for_family_and_staff_only()
    {
        var proof = await KeepAsync(School.People[0], "%PDF-1.7 proof %%EOF", "disability-certificate", new DateOnly(2026, 9, 1));
        await KeepAsync(School.People[1], "%PDF-1.7 another %%EOF", "", null);
        await Server.DoAsync(Server.Administrator, "/api/org-units", $$"""{ "unit": "{{School.Path}}", "units": [ { "path": "{{School.Path}}c2/", "kind": "class", "name": "农艺2402" } ] }""");
        await Server.DoAsync(Server.Administrator, $"/api/people/{School.People[0]}/move", $$"""{ "school": "{{School.Path}}", "to": "{{School.Path}}c2/" }""");
        await Server.SettleAsync();
        var path = $"/api/cases/{School.Cases[0]}/files";

        foreach (var reader in (HttpClient[])[School.Office, await School.FamilyAsync(0)])
        {
            var shown = await Server.GetAsync(reader, path);
            shown.Status.Should().Be(200, shown.Text);
            shown.Headers.CacheControl!.NoStore.Should().BeTrue();
            var file = shown.Body["items"].Items.Should().ContainSingle().Subject;
            (file["hash"].AsText(), file["category"].AsText(), file["valid"].AsBool(), file["from"].AsText()).Should().Be((proof, "disability-certificate", false, null));
            (await Server.GetAsync(reader, $"/api/files/{proof}")).Status.Should().Be(200);
        }

        (await Server.GetAsync(await School.FamilyAsync(1), path)).Status.Should().Be(404);
        (await Server.GetAsync(School.Stranger, path)).Status.Should().Be(404);
        (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[1]}/files")).Body["items"].Items.Should().ContainSingle();
        (await Server.GetAsync(School.Office, $"/api/cases/{School.Cases[2]}/files")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_verification_names_is_among_the_case_s_files_and_in_the_archive_with_a_table()
    {
        var proof = await KeepAsync(School.People[0], "%PDF-1.7 visit %%EOF", "visit", null);
        foreach (var (@case, i) in School.Cases.Select((c, i) => (c, i)))
        {
            var action = (await Server.GetAsync(School.Teacher, $"/api/cases/{@case}/actions")).Body["items"].Items.Single();
            var given = i == 0 ? School.Verification.Replace("\"finish\"", $"\"evidence\": [\"{proof}\"], \"finish\"", StringComparison.Ordinal) : School.Verification;
            await Server.DoAsync(School.Teacher, $"/api/tasks/{action["task"].AsText()}/record", given, $"If-Match: {action["etag"].AsText()}");
        }

        var files = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}/files")).Body["items"].Items;
        files.Should().ContainSingle(f => f["hash"].AsText() == proof && f["from"].AsText()!.StartsWith("核实", StringComparison.Ordinal));

        var reply = await School.Office.GetByteArrayAsync(new Uri($"/api/rounds/{School.Round}/archive?day=2026-09-22", UriKind.Relative));
        using var zip = new ZipArchive(new MemoryStream(reply));
        var section = zip.Entries.Where(e => e.FullName.Contains("证明材料", StringComparison.Ordinal)).ToList();
        var name = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}")).Body["name"].AsText()!;
        var table = section.Single(e => e.FullName.EndsWith("证明材料清单.html", StringComparison.Ordinal));
        (await TextAsync(table)).Should().Contain(name).And.Contain(proof);
        var scan = section.Single(e => e.FullName.EndsWith(".pdf", StringComparison.Ordinal));
        scan.FullName.Should().Contain(proof[..8]).And.Contain(name);
        (await TextAsync(scan)).Should().StartWith("%PDF-1.7 visit", "the archive opens what is kept sealed");
    }

    private static async Task<string> TextAsync(ZipArchiveEntry entry)
    {
        using var text = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
        return await text.ReadToEndAsync();
    }

    private async Task<string> KeepAsync(Id person, string content, string category, DateOnly? until)
    {
        var kept = await Server.Get<IMediator>().Send(new KeepFile(person, "", "application/pdf", Encoding.UTF8.GetBytes(content), category, until) { Principal = Principal.System, Key = content });
        kept.Rejected.Should().BeNull();
        return (await Server.Get<IStoreReader>().DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = kept.Stream })).Single().Key;
    }
}
