using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>
/// What an erasure touches and what it leaves: the person's cases, files and accounts, whose content goes; the providers' lists that hold his ID number and the lists that
/// he stood on, whose minutes are the body's and may name him, which stay until they are removed themselves.
/// </summary>
public sealed record ErasureLook(
    string Place, bool Erased, int Cases, int OpenCases, int Files, ImmutableArray<Id> Accounts, ImmutableArray<string> ProviderLists, int Lists);

/// <summary>The look before an erasure, and the second one after it.</summary>
public sealed class ErasureReading(IStoreReader reader, Organisations.Directory directory)
{
    /// <summary>Null where there is no such person. It is for whoever may erase him: it is looked only after that is known.</summary>
    public async Task<ErasureLook?> LookAsync(Id person) => await directory.PersonAsync(person) is { } found ? await LookAsync(found) : null;

    public async Task<ErasureLook> LookAsync(PersonRecord person)
    {
        var streams = (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person.Id, Practice = true }, PageRequest.Everything)).Items;
        var cases = streams.Where(s => s.Kind == InstanceSteps.Kind).ToList();
        return new ErasureLook(
            person.Place, person.IsErased, cases.Count, cases.Count(c => c.At.Length > 0), streams.Count(s => s.Kind == FileState.Kind),
            await AccountsAsync(person), await ProviderListsAsync(person), await ListsAsync(person.Id, cases.Select(c => c.Group).Distinct()));
    }

    private async Task<int> ListsAsync(Id person, IEnumerable<Id> rounds)
    {
        var lists = 0;
        foreach (var round in rounds)
        {
            foreach (var list in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = Rosters.RosterState.Kind, Practice = true }, PageRequest.Everything)).Items)
            {
                var entries = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = list.Id }, PageRequest.Everything);
                lists += entries.Items.Any(e => e.Stream.Subject == person) ? 1 : 0;
            }
        }

        return lists;
    }

    /// <summary>Whoever stands for him alone and holds no role. Such accounts are kept in his school, wherever in it he was then, or by a unit above it.</summary>
    private async Task<ImmutableArray<Id>> AccountsAsync(PersonRecord person)
    {
        var line = UnitPath.Line(person.Place);
        var school = line.FirstOrDefault(u => UnitState.IdOf(u) == person.Stream) ?? UnitPath.Root;
        var kept = (await directory.PrincipalsAsync(Scope.All, school)).ToList();
        foreach (var above in line.Where(u => u.Length < school.Length))
            kept.AddRange(await directory.KeptByAsync(above));
        return [.. kept.Where(p => p.Persons.Length == 1 && p.Persons[0] == person.Id && p.Grants.IsEmpty).Select(p => p.Id).Distinct()];
    }

    /// <summary>Only the lists of the units of his line bind his school; another unit's are no matter of who erases him.</summary>
    private async Task<ImmutableArray<string>> ProviderListsAsync(PersonRecord person)
    {
        var batches = new SortedSet<string>(StringComparer.Ordinal);
        if (person.Facts["idNumber"].AsText() is not { Length: > 0 } number)
            return [];
        foreach (var unit in UnitPath.Line(person.Place))
        {
            foreach (var piece in await reader.DocumentsAsync(Scope.All, new DocumentFilter(LoadProviderListHandler.Document) { Stream = UnitState.IdOf(unit) }))
            {
                if (piece.Content["rows"].Items.Any(r => string.Equals(r["number"].AsText(), number, StringComparison.OrdinalIgnoreCase)))
                    batches.Add(piece.Content["batch"].AsText() ?? piece.Key);
            }
        }

        return [.. batches];
    }
}
