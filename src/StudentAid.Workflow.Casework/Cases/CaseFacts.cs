using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The facts that steps of a case may ask for. A value of <see cref="Value.Null"/> says that there is none.</summary>
public static class CaseFacts
{
    /// <summary><c>{ on }</c>: the act of telling the students of a track.</summary>
    public static FactKey Announcement(CaseInput input) => new("announcement", $"{input.Round}/{input.Track}");

    /// <summary><c>{ opens, closes, personal }</c>: from and until when the person may apply.</summary>
    public static FactKey Window(CaseInput input) => new("window", $"{input.Round}/{input.Track}/{input.Person}");

    /// <summary><c>{ state, sealed, batch }</c>: the outcome of comparing with the lists; opened, the sealed content has categories and reasons.</summary>
    public static FactKey Match(CaseInput input) => new("match", $"{input.Round}/{input.Person}");

    /// <summary>What the student register says of the person (study mode, register state, minor …).</summary>
    public static FactKey Applicant(CaseInput input) => new("applicant", input.Person.ToString());

    /// <summary><c>{ level, from, until }</c>: the level that is valid today at the case's unit.</summary>
    public static FactKey Held(CaseInput input) => new("held", $"{input.Person}{input.Place}");

    /// <summary>Evidence of earlier years on record: a list of <c>{ type, validUntil, hash }</c>.</summary>
    public static FactKey Proofs(CaseInput input) => new("proofs", input.Person.ToString());

    /// <summary>Personal content by its address <c>stream/seq/n</c>.</summary>
    public static FactKey Sealed(string address) => new("sealed", address);

    /// <summary>The values of the facts in their order, or what asks for those not known yet, all at once.</summary>
    public static ImmutableArray<Value> Read(ActivityContext context, out ActivityResult? stop, params ReadOnlySpan<FactKey> keys)
    {
        var missing = ImmutableArray.CreateBuilder<FactKey>();
        var values = ImmutableArray.CreateBuilder<Value>(keys.Length);
        foreach (var key in keys)
        {
            var fact = context.Fact(key);
            if (fact is null)
                missing.Add(key);
            values.Add(fact?.Value ?? Value.Null);
        }

        stop = missing.Count > 0 ? ActivityResult.Needs(missing.ToImmutable()) : null;
        return values.ToImmutable();
    }

    /// <summary>The value of one fact, or what asks for it.</summary>
    public static Value Read(ActivityContext context, FactKey key, out ActivityResult? stop) => Read(context, out stop, key)[0];
}
