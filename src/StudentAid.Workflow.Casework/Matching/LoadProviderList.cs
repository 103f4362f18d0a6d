using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Loads a provider's list once for every school below a unit (第十条、第十六条). The rows are kept sealed and are read only by the comparison: a school
/// sees its own hits and never the list. A second and third batch are lists of their own.
/// </summary>
public sealed record LoadProviderList(string Unit, ListSource Source, ImmutableArray<ListRow> Rows) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(
        Unit, RecordCodec.Write(Source), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value.List(Rows.Select(r => (Value)ListRowRecord.Write(r))).ToJson()))));
}

public static class ProviderListCodes
{
    public static readonly Code BatchTwice = Code.State("list-batch-loaded", "批次“{batch}”应尚未导入，但已经导入过。", "Expected the batch '{batch}' to be new, but it has been loaded.");
    public static readonly Code NoRows = Code.Input("list-without-rows", "名单应至少有一行，但没有。", "Expected the list to have rows, but it has none.");
    public static readonly Code NoneRead = Code.Input("list-rows-unread", "名单应至少有一行能导入，但有 {count} 处读不出来，一行也没有导入：{rows}。", "Expected at least one row of the list to be readable, but {count} findings leave none: {rows}.");
}

public sealed class LoadProviderListHandler(StepRunner runner) : IRequestHandler<LoadProviderList, Answer>
{
    /// <summary>The kind of document that holds rows, by batch and piece.</summary>
    public const string Document = "provider-list";

    private const int Piece = 500;

    public Task<Answer> Handle(LoadProviderList request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.Unit), (state, _, act, _) => Decide(request, state, act), cancellationToken);

    private static StreamDecision Decide(LoadProviderList request, UnitState? state, Act act)
    {
        if (Duties.Rounds(request.Principal, request.Unit) is { } notYours)
            return notYours;
        if (request.Rows.IsDefaultOrEmpty)
            return ProviderListCodes.NoRows;
        if (state?.Batches.Contains(request.Source.Batch, StringComparer.Ordinal) == true)
            return ProviderListCodes.BatchTwice.With(("batch", request.Source.Batch));
        var steps = new UnitSteps(state, request.Unit, act);
        foreach (var (piece, n) in request.Rows.Chunk(Piece).Select((p, n) => (p, n)))
        {
            var rows = Value.List(piece.Select(r => (Value)ListRowRecord.Write(r)));
            steps.Put(Document, $"{request.Source.Batch}#{n.ToString("D5", CultureInfo.InvariantCulture)}", Value.Record(("batch", request.Source.Batch), ("rows", rows)), request.Unit);
        }

        SendComparisonHandler.Announce(steps, request.Unit, request.Source.Batch);
        return steps.Of(new UnitEvent.ListLoaded(request.Source.Batch, request.Source.Provider, request.Source.DataDate, request.Rows.Length));
    }
}
