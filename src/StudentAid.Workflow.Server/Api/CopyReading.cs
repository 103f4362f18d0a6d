using StudentAid.Workflow.Casework.Copies;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads whom a case was copied to: its own events name them, and each copy who has read it.</summary>
public sealed class CopyReading(IStepStore store, StepRunner runner, Directory directory, RoleShelf roles)
{
    public async Task<IReadOnlyList<SentCopyView>> OfAsync(Id @case, string language)
    {
        var sent = (await store.EventsAsync(@case)).SelectMany(e => InstanceEventJson.Read(e.Data.Span)).OfType<InstanceEvent.Noted>().Where(n => n.Name == TaskVerbs.Copy)
            .Select(n => (n.Node, To: CopyRecipient.From(n.Content))).GroupBy(c => c.To.Key).Select(g => g.Last());
        var copies = new List<(string Node, CopyRecipient To, Id Id, IReadOnlyList<CopyReader> Readers)>();
        foreach (var (node, to) in sent)
        {
            var id = CopyState.IdOf(@case, to);
            copies.Add((node, to, id, (await runner.StateAsync<CopyState>(await store.LoadAsync(id), default))?.Readers ?? []));
        }

        var names = await directory.NamesOfAsync(copies.SelectMany(c => c.Readers.Select(r => r.Person).Append(c.To.Person)));
        var book = await roles.BookAsync();
        return
        [
            .. copies.Select(c => new SentCopyView(
                c.Id, c.To.Person.IsNone ? book.At(c.To.Unit).NameOf(c.To.Role).In(language) : names[c.To.Person], c.To.Unit, c.Node,
                [.. c.Readers.Select(r => new CopyReaderView(names[r.Person], r.At))])),
        ];
    }
}
