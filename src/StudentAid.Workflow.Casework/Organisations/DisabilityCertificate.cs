namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// The number of a disability certificate: an ID number, a digit for the kind of disability (1–7) and one for the grade (1–4).
/// Only its holder's ID number matters for comparing; kind and grade are sensitive and stay with the row.
/// </summary>
public sealed record DisabilityCertificate(IdNumber Holder, int Kind, int Grade)
{
    private const int Length = 20;

    /// <summary>Null where the text is no such number.</summary>
    public static DisabilityCertificate? Read(string? text)
    {
        var normal = IdNumber.Normalise(text);
        return normal.Length == Length && normal[18] is >= '1' and <= '7' && normal[19] is >= '1' and <= '4' && IdNumber.Read(normal[..18]).Number is { } holder
            ? new DisabilityCertificate(holder, normal[18] - '0', normal[19] - '0')
            : null;
    }
}
