using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// A field that the server fills in: the sum of a number over the rows of a list (<c>family.members.annualIncome</c>) or a single number, or how many rows a list has,
/// with what <c>plus</c> names added and what <c>minus</c> names taken away, each summed likewise; divided by another field where <c>divideBy</c> names one, <c>atLeast</c>
/// so much, and rounded as said. No answer where a number is missing or the divisor is below 0.0001.
/// </summary>
public sealed record ComputedField(FactPath Field, FactPath Sum, FactPath? DivideBy, Rounding? Rounding)
{
    // A smaller divisor could carry the quotient out of a decimal's range.
    private const decimal Least = 0.0001m;

    /// <summary>The rows at <see cref="Sum"/> are counted, and nothing in them is added up.</summary>
    public bool CountsRows { get; init; }

    public ImmutableArray<FactPath> Plus { get; init; } = [];

    public ImmutableArray<FactPath> Minus { get; init; } = [];

    public decimal? AtLeast { get; init; }

    public Value Compute(Value answers)
    {
        if ((CountsRows ? Rows(answers) : Total(answers, Sum)) is not { } first || Total(answers, Plus) is not { } more || Total(answers, Minus) is not { } less)
            return Value.Null;
        var total = first + more - less;
        if (DivideBy is not { } divisor)
            return Rounded(total);
        return divisor.Read(answers).AsNumber() is { } n && n >= Least ? Rounded(total / n) : Value.Null;
    }

    internal static ComputedField Read(DocumentNode node, FormSchema schema)
    {
        var (field, counts) = (FormCheck.Field(node, "field", schema), node.Has("count"));
        if (counts == node.Has("sum"))
            node.Error(FormCodes.SumOrCount, "field", ("field", field.Text));
        var of = counts ? FormCheck.Field(node, "count", schema) : node.Has("sum") ? FormCheck.Field(node, "sum", schema) : new FactPath("");
        if (counts && schema.At(of.Text) is { } counted && !counted.Types.HasFlag(FormTypes.List))
            node.Error(FormCodes.CountsNoList, "count", ("field", of.Text));
        return new ComputedField(field, of, node.Has("divideBy") ? FormCheck.Field(node, "divideBy", schema) : null, Rounding.Read(node))
        {
            CountsRows = counts, Plus = FormCheck.Fields(node, "plus", schema), Minus = FormCheck.Fields(node, "minus", schema), AtLeast = node.OptionalNumber("atLeast"),
        };
    }

    private Value Rounded(decimal value)
    {
        var held = AtLeast is { } least ? Math.Max(least, value) : value;
        return Value.Of(Rounding?.Apply(held) ?? held);
    }

    private decimal? Rows(Value answers) => Sum.Read(answers) is ListValue list ? list.Values.Length : null;

    private static decimal? Total(Value answers, FactPath path) => Total(answers, path.Text.Split('.'));

    private static decimal? Total(Value answers, ImmutableArray<FactPath> paths) => paths.Aggregate((decimal?)0, (sum, path) => sum + Total(answers, path));

    private static decimal? Total(Value from, ReadOnlySpan<string> names)
    {
        if (from is ListValue list)
        {
            var sum = 0m;
            foreach (var row in list.Values)
            {
                if (Total(row, names) is not { } part || Math.Abs(sum) > 1e24m)
                    return null;
                sum += part;
            }

            return sum;
        }

        if (names.Length > 0)
            return Total(from[names[0]], names[1..]);
        return from.AsNumber() is { } n && Math.Abs(n) < 1e20m ? n : null;
    }
}
