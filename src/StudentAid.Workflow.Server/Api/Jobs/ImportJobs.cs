using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Jobs;

/// <summary>A table that was read and is to be taken by a job: its bytes as they came, their encoding ("" for a workbook), and the job's items.</summary>
public sealed record ImportTable(ImportInput Input, ReadOnlyMemory<byte> Content, string Encoding, ImmutableArray<JobItem> Items)
{
    /// <summary>More rows than one step takes: no request waits for them.</summary>
    public static bool IsLarge(int rows) => rows > ImportInput.Piece;

    /// <summary>What is asked for, whatever sealing makes of the file.</summary>
    public Value Selection => Value.List(
        Input.Kind, Input.Unit, Input.Provider, Input.Batch, Input.DataDate?.ToString("O", CultureInfo.InvariantCulture) ?? "", Input.Category,
        Convert.ToHexStringLower(SHA256.HashData(Content.Span)));
}

/// <summary>Begins the jobs of large tables, by whichever door they came.</summary>
public sealed class ImportJobs(JobReading jobs, Cipher cipher, IMediator mediator)
{
    public Task<Results<Accepted<JobView>, Ok<StepAnswer>, ProblemHttpResult>> BeginAsync(ImportTable table, Caller caller, CancellationToken cancellation) =>
        JobsApi.BegunAsync(CommandOf(table, caller), caller, jobs, mediator, cancellation);

    // The file stands sealed under its sender's key.
    private StartJob CommandOf(ImportTable table, Caller caller)
    {
        var kept = cipher.SealContent(caller.Principal.Id, table.Input.Unit, table.Content);
        var file = new Blob(Convert.ToHexStringLower(SHA256.HashData(kept.Span)), "application/octet-stream", kept, caller.Principal.Id);
        return new StartJob(StartJob.Import, table.Input.Kind, default, RecordCodec.Write(table.Input with { File = file.Hash, Encoding = table.Encoding }), table.Items)
        {
            Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun, Content = file, Selection = table.Selection,
        };
    }
}
