using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// A field that the server fills in: the sum of a number over the rows of a list (<c>family.members.annualIncome</c>) or a single number,
/// divided by another field where <c>divideBy</c> names one, rounded as said. No answer where a number is missing or the divisor is below 0.0001.
/// </summary>
public sealed record ComputedField(FactPath Field, FactPath Sum, FactPath? DivideBy, Rounding? Rounding)
{
    // A smaller divisor could carry the quotient out of a decimal's range.
    private const decimal Least = 0.0001m;

    public Value Compute(Value answers)
    {
        if (Total(answers, Sum.Text.Split('.')) is not { } total)
            return Value.Null;
        if (DivideBy is not { } divisor)
            return Rounded(total);
        return divisor.Read(answers).AsNumber() is { } n && n >= Least ? Rounded(total / n) : Value.Null;
    }

    internal static ComputedField Read(DocumentNode node, FormSchema schema)
    {
        return new ComputedField(
            FormCheck.Field(node, "field", schema), FormCheck.Field(node, "sum", schema),
            node.Has("divideBy") ? FormCheck.Field(node, "divideBy", schema) : null, Rounding.Read(node));
    }

    private Value Rounded(decimal value) => Value.Of(Rounding?.Apply(value) ?? value);

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
