using StudentAid.Workflow.Casework.Copies;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads whom a case was copied to: its own events name them, and each copy who has read it.</summary>
public sealed class CopyReading(IStepStore store, StepRunner runner, Directory directory)
{
    public async Task<IReadOnlyList<SentCopyView>> OfAsync(Id @case, string language)
    {
        var sent = (await store.EventsAsync(@case)).SelectMany(e => InstanceEventJson.Read(e.Data.Span)).OfType<InstanceEvent.Noted>().Where(n => n.Name == TaskVerbs.Copy)
            .Select(n => (n.Node, To: CopyRecipient.From(n.Content))).GroupBy(c => c.To.Key).Select(g => g.Last());
        var views = new List<SentCopyView>();
        foreach (var (node, to) in sent)
        {
            var id = CopyState.IdOf(@case, to);
            var readers = new List<CopyReaderView>();
            foreach (var reader in (await runner.StateAsync<CopyState>(await store.LoadAsync(id), default))?.Readers ?? [])
                readers.Add(new CopyReaderView(await NameAsync(reader.Person), reader.At));
            var name = to.Person.IsNone ? Casework.Roles.RoleList.Shipped.NameOf(to.Role).In(language) : await NameAsync(to.Person);
            views.Add(new SentCopyView(id, name, to.Unit, node, readers));
        }

        return views;
    }

    private async Task<string> NameAsync(Id person) => (await directory.PrincipalAsync(person))?.Name ?? "";
}
