using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>A JSON record that bears its signer's public key and a signature over the text without it.</summary>
internal static class SignedText
{
    /// <summary>The text with <c>key</c>, <c>publicKey</c> and <c>signature</c>.</summary>
    public static string Of(RecordValue record, HeadKey key)
    {
        var text = record.With("key", key.Id.ToString()).With("publicKey", Convert.ToBase64String(key.Public));
        return text.With("signature", Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text.ToJson())))).ToJson();
    }

    /// <summary>Null where the record names no key.</summary>
    public static Id? KeyOf(Value text) => Id.TryParse(text["key"].AsText() ?? "");

    /// <summary>Whether the signature holds, by a key that is trusted or, where none is named, by the one in the text, which shows a change but no forgery.</summary>
    public static bool Holds(Value text, HeadKey? trusted)
    {
        if (text is not RecordValue record || Bytes(record["signature"]) is not { } signature || Bytes(record["publicKey"]) is not { } bytes)
            return false;
        using var own = HeadKey.FromPublic(bytes);
        return own is not null && own.Id == KeyOf(text) && (trusted ?? own).Holds(Encoding.UTF8.GetBytes(record.Without("signature").ToJson()), signature);
    }

    private static byte[]? Bytes(Value text)
    {
        var bytes = new byte[1024];
        return Convert.TryFromBase64String(text.AsText() ?? "", bytes, out var length) ? bytes[..length] : null;
    }
}
