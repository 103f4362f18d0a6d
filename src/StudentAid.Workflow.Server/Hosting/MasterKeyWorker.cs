using MediatR;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Wraps the schools' keys by the next master key once that is approved, also where a crash has cut it off, tells the operator what is left to do, and says once where the key is not at hand.</summary>
public sealed partial class MasterKeyWorker(StepRunner runner, IStepStore store, IMediator mediator, WorkSignal signal, TimeProvider time, ILogger<MasterKeyWorker> logger) : Worker(signal, time, logger)
{
    private long told;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        if (await runner.StateAsync<KeysState>(await store.LoadAsync(KeysState.Only, cancellation), cancellation) is not { Master: { Status: KeysState.Approved } change } state)
            return false;
        var answer = await mediator.Send(new ChangeMasterKey(change.MasterKey) { Principal = Principal.System, Key = $"master-key {state.Version}" }, cancellation);
        if (answer.Succeeded)
            Changed(logger);
        else if (answer.Rejected is { } waits && told != state.Version)
        {
            told = state.Version;
            Waits(logger, waits.In(Api.Languages.Chinese), waits.In(Api.Languages.English));
        }

        return answer.Succeeded;
    }

    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(null);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "主密钥已经换完，请把 .next 文件移到密钥文件的位置（覆盖）。 The master key is changed: move the file with .next at the end of its name over the key's file.")]
    private static partial void Changed(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "{ZhCn} {En}")]
    private static partial void Waits(ILogger logger, string zhCn, string en);
}
