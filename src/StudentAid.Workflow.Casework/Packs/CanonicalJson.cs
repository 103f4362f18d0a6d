using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>One text for one content: members sorted by ordinal, numbers without trailing zeros, no white space. Equal values have equal texts.</summary>
public static class CanonicalJson
{
    public static string Of(Value value) => Normal(value).ToJson();

    /// <summary>SHA-256 of the canonical UTF-8 text, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(Value value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(value))));

    private static Value Normal(Value value) => value switch
    {
        RecordValue record => RecordValue.From(
            record.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Normal(m.Value)))),
        ListValue list => Value.List(list.Values.Select(Normal)),
        NumberValue number => Value.Of(Trim(number.Value)),
        _ => value,
    };

    private static decimal Trim(decimal number) =>
        decimal.Parse(number.ToString("0.############################", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
