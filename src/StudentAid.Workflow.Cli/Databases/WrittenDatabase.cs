using System.Collections.Immutable;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary>A database that this process alone writes, with the product's commands on it.</summary>
internal sealed class WrittenDatabase : IAsyncDisposable
{
    private readonly SqliteStore store;
    private readonly ServiceProvider services;

    private WrittenDatabase(SqliteStore store, ServiceProvider services) => (this.store, this.services) = (store, services);

    /// <summary>Throws <see cref="Storage.StoreException"/> where another process writes it, or it is of a newer program.</summary>
    public static WrittenDatabase Open(string path, ImmutableArray<ActivityType> more, TimeProvider clock, MasterKeys? masters = null)
    {
        var vault = masters is null ? null : new Vault(masters);
        var opened = SqliteStore.Open(path, null, vault);
        var collection = new ServiceCollection()
            .AddSingleton(clock).AddSingleton<IStepStore>(opened).AddSingleton(opened.Reader)
            .AddSingleton<MarkMessages>(opened.MarkMessagesAsync).AddSingleton<PracticeDeletion>(opened.DeletePracticeAsync)
            .AddSingleton<StandsInClear>(opened.StandsInClearAsync);
        if (vault is not null)
            collection.AddSingleton<Cipher>(new VaultCipher(vault));
        foreach (var type in more)
            collection.AddSingleton(type);
        return new WrittenDatabase(opened, collection.AddCasework().BuildServiceProvider());
    }

    public async Task<ImmutableArray<StoredDocument>> ShelfAsync(string unit) => await services.GetRequiredService<DocumentShelf>().AllAsync(UnitState.IdOf(unit));

    /// <summary>Keeps the texts as drafts or publishes them, all or none. The key tells this import from one of the same texts at another time.</summary>
    public async Task<Answer> ImportAsync(string unit, ImmutableArray<string> texts, bool publish)
    {
        var version = (await store.LoadAsync(UnitState.IdOf(unit)))?.Version ?? 0;
        var key = Id.Of(["import", unit, publish ? "publish" : "draft", $"{version}", .. texts]).ToString();
        Command command = publish
            ? new PublishDocuments(unit, texts) { Principal = Principal.System, Key = key, ForReview = true }
            : new DraftDocument(unit, texts) { Principal = Principal.System, Key = key };
        return await services.GetRequiredService<IMediator>().Send(command);
    }

    public Task<ErasureLook?> LookAsync(Id person) => services.GetRequiredService<ErasureReading>().LookAsync(person);

    /// <summary>Null where no whole rules of retention hold at the unit.</summary>
    public async Task<RetentionLook?> DueAsync(string unit, DateOnly? day, string schoolYear, CancellationToken cancellation) =>
        await services.GetRequiredService<RetentionReading>().LookAsync(
            unit, day ?? await services.GetRequiredService<SchoolDays>().DayAsync(unit, services.GetRequiredService<StepRunner>().Now(), cancellation), schoolYear, cancellation);

    public Task<Answer> EraseAsync(Id person, string reason, string basis) => services.GetRequiredService<IMediator>().Send(
        new ErasePerson(person, reason, basis) { Principal = Principal.System, Key = $"erase-{person}" });

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await store.DisposeAsync();
    }
}
