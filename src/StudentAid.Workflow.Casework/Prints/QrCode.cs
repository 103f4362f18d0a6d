using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// A QR code (ISO/IEC 18004) of a short text: byte mode, level M (a seventh of it may be lost under a stamp or a fold), the smallest of the versions 1 to 6 that holds it. What it says
/// is an address within the product and nothing of a person.
/// </summary>
public sealed class QrCode
{
    /// <summary>The longest text in bytes.</summary>
    public const int Longest = 106;

    private const int Quiet = 4;

    private readonly bool[,] dark;

    private QrCode(bool[,] dark) => this.dark = dark;

    /// <summary>Modules in a row: 17 and four for each version.</summary>
    public int Size => dark.GetLength(0);

    public bool this[int row, int column] => dark[row, column];

    /// <summary>Null where the text is longer than <see cref="Longest"/>.</summary>
    public static QrCode? Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var fits = QrVersion.All.FirstOrDefault(v => v.Capacity >= bytes.Length);
        return fits is null ? null : new QrCode(QrMatrix.Of(fits, fits.Codewords(bytes)));
    }

    /// <summary>As a picture without colours of its own, a unit a module; the quiet zone around it is part of it.</summary>
    public string ToSvg()
    {
        var path = new StringBuilder();
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                if (dark[row, column])
                    path.Append(CultureInfo.InvariantCulture, $"M{column + Quiet} {row + Quiet}h1v1h-1z");
            }
        }

        var side = Size + (2 * Quiet);
        return string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>");
    }
}

/// <summary>A version at level M: its data codewords in so many blocks of equal length, and the codewords that mend each block.</summary>
internal sealed record QrVersion(int Number, int Blocks, int Data, int Mending)
{
    private const int ByteMode = 0b0100;

    public static readonly ImmutableArray<QrVersion> All = [new(1, 1, 16, 10), new(2, 1, 28, 16), new(3, 1, 44, 26), new(4, 2, 32, 18), new(5, 2, 43, 24), new(6, 4, 27, 16)];

    public int Size => 17 + (4 * Number);

    /// <summary>In bytes, without mode and length.</summary>
    public int Capacity => (Blocks * Data) - 2;

    /// <summary>The codewords as they are laid down: data of all blocks in turns, then what mends them.</summary>
    public byte[] Codewords(ReadOnlySpan<byte> text)
    {
        var blocks = Padded(text).Chunk(Data).Select(data => (Data: data, Mending: ReedSolomon.Remainder(data, Mending))).ToArray();
        return
        [
            .. Enumerable.Range(0, Data).SelectMany(i => blocks.Select(b => b.Data[i])),
            .. Enumerable.Range(0, Mending).SelectMany(i => blocks.Select(b => b.Mending[i])),
        ];
    }

    /// <summary>Mode, length, text and end, four bits out of step; what is left is filled.</summary>
    private byte[] Padded(ReadOnlySpan<byte> text)
    {
        var data = new byte[Blocks * Data];
        data[0] = (byte)((ByteMode << 4) | (text.Length >> 4));
        data[1] = (byte)(text.Length << 4);
        for (var i = 0; i < text.Length; i++)
        {
            data[i + 1] |= (byte)(text[i] >> 4);
            data[i + 2] = (byte)(text[i] << 4);
        }

        for (var (i, fill) = (text.Length + 2, 0xEC); i < data.Length; i++, fill ^= 0xEC ^ 0x11)
            data[i] = (byte)fill;
        return data;
    }
}

/// <summary>Reed-Solomon over GF(256) with x⁸+x⁴+x³+x²+1: what a code can lose and still be read.</summary>
public static class ReedSolomon
{
    /// <summary>The codewords of this length that mend the data, as they are laid down behind it.</summary>
    public static byte[] Remainder(ReadOnlySpan<byte> data, int length)
    {
        var generator = Generator(length);
        var rest = new byte[length];
        foreach (var one in data)
        {
            var factor = (byte)(one ^ rest[0]);
            Array.Copy(rest, 1, rest, 0, length - 1);
            rest[^1] = 0;
            for (var i = 0; i < length; i++)
                rest[i] ^= Times(generator[i], factor);
        }

        return rest;
    }

    internal static byte Times(byte one, byte other)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((other >> bit) & 1) * one;
        }

        return (byte)product;
    }

    /// <summary>The product of (x - 2ⁱ), the leading 1 left out.</summary>
    private static byte[] Generator(int length)
    {
        var generator = new byte[length];
        generator[^1] = 1;
        byte root = 1;
        for (var i = 0; i < length; i++, root = Times(root, 2))
        {
            for (var j = 0; j < length; j++)
                generator[j] = (byte)(Times(generator[j], root) ^ (j + 1 < length ? generator[j + 1] : 0));
        }

        return generator;
    }
}
