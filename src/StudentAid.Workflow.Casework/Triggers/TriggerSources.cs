using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>The triggers that stand, all or a unit's own.</summary>
public sealed class TriggerShelf(IStoreReader reader)
{
    public static FactKey FactOf(string unit) => new("triggers", unit);

    /// <summary>The pin under which a triggered instance runs: <c>unit|definition|day</c>.</summary>
    public static FactKey PinOf(string unit, string definition, DateOnly day) => new("trigger-pin", $"{unit}|{definition}|{day:yyyy-MM-dd}");

    public async Task<IReadOnlyList<StoredTrigger>> AllAsync(Id stream = default) =>
        [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(StoredTrigger.Row) { Stream = stream })).Select(d => StoredTrigger.Read(d.Content, d.OrgPath))];
}

/// <summary>The triggers of a unit.</summary>
public sealed class TriggersSource(TriggerShelf triggers) : FactSource("triggers")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        new(key, Value.List((await triggers.AllAsync(UnitState.IdOf(key.Id))).Select(t => t.ToValue())));
}

/// <summary>A pin as it would be built now: its name, that of the published definition, why nothing may begin by it, and the texts it needs.</summary>
public sealed class TriggerPinSource(PinBuilder pins) : FactSource("trigger-pin")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('|');
        return await pins.BuildAsync(parts[0], parts[1], parts[2].AsDay() ?? default, cancellation) is { } built
            ? new Fact(key, Value.Record(
                ("pin", built.Pin), ("whole", built.Whole), ("unfit", built.Refused is { } unfit ? new Text(unfit.In("zh-CN"), unfit.In("en")).ToValue() : Value.Null),
                ("blobs", Value.List(built.Blobs.Select(b => Value.Record(("hash", b.Hash), ("text", Encoding.UTF8.GetString(b.Content.Span))))))), built.Pin)
            : None(key);
    }
}
