using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>A field that differs between two sets of answers: its JSON pointer, the value before and now (<see cref="Value.Null"/> where there is none).</summary>
public sealed record FormChange(string Pointer, Value Before, Value Now);

/// <summary>Last year's answers as this year's beginning, and what has changed since.</summary>
public static class FormChanges
{
    /// <summary>Every leaf that differs, in the order of last year's answers, then of the new fields. Rows are compared by place.</summary>
    public static ImmutableArray<FormChange> Between(Value last, Value now)
    {
        var changes = ImmutableArray.CreateBuilder<FormChange>();
        Visit(last, now, "", changes);
        return changes.ToImmutable();
    }

    /// <summary>What of last year's answers this year's form still asks for: unknown fields, computed ones and those marked <c>"prefill": false</c> fall away.</summary>
    public static RecordValue Prefill(FormDocument form, Value last)
    {
        var kept = Keep(form.Schema, last) as RecordValue ?? Value.EmptyRecord;
        foreach (var field in form.Computed)
            kept = Drop(kept, field.Field.Text.Split('.'));
        return kept;
    }

    /// <summary>What of a brother's or sister's answers this form begins with: what the form says they have in common.</summary>
    public static RecordValue OfSibling(FormDocument form, Value answers)
    {
        var kept = Prefill(form, answers);
        return RecordValue.From(kept.Members.Where(m => form.Shared.Contains(m.Key, StringComparer.Ordinal)));
    }

    /// <summary>What the register answers already; a word that the form's field does not know is left out.</summary>
    public static RecordValue OfRegister(FormDocument form, Value facts) => form.Register
        .Select(r => (r.Field, Fact: facts[r.Fact], Schema: form.Schema.At(r.Field.Text)))
        .Where(r => r.Fact.AsText() is { Length: > 0 } && (r.Schema!.Enum.IsEmpty || r.Schema.Enum.Contains(r.Fact)))
        .Aggregate(Value.EmptyRecord, (answers, r) => r.Field.Write(answers, r.Fact));

    private static void Visit(Value last, Value now, string pointer, ImmutableArray<FormChange>.Builder changes)
    {
        if (last is RecordValue before && now is RecordValue after)
        {
            var names = before.Members.Select(m => m.Key).Concat(after.Members.Select(m => m.Key).Where(name => !before.Has(name)));
            foreach (var name in names)
                Visit(before[name], after[name], $"{pointer}/{name}", changes);
        }
        else if (last is ListValue rows && now is ListValue others)
        {
            for (var i = 0; i < Math.Max(rows.Values.Length, others.Values.Length); i++)
                Visit(Row(rows, i), Row(others, i), $"{pointer}/{i}", changes);
        }
        else if (!last.Equals(now))
        {
            changes.Add(new FormChange(pointer, last, now));
        }
    }

    private static Value Row(ListValue list, int i) => i < list.Values.Length ? list.Values[i] : Value.Null;

    private static Value Keep(FormSchema schema, Value value) => value switch
    {
        RecordValue record => RecordValue.From(schema.Properties
            .Where(p => p.Value.Hints.Prefill && record.Has(p.Key))
            .Select(p => KeyValuePair.Create(p.Key, Keep(p.Value, record[p.Key])))),
        ListValue list when schema.Items is { } items => Value.List(list.Values.Select(v => Keep(items, v))),
        _ => value,
    };

    private static RecordValue Drop(RecordValue record, ReadOnlySpan<string> names) =>
        names.Length == 1 ? record.Without(names[0])
        : record[names[0]] is RecordValue inner ? record.With(names[0], Drop(inner, names[1..]))
        : record;
}
