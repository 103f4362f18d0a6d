using System.Buffers.Binary;
using System.Text;

namespace StudentAid.Workflow;

/// <summary>A small HEIC as a telephone lays it out: one picture turned by a right angle, and an Exif item whose words stand in the same file.</summary>
internal static class HeicPicture
{
    public static readonly byte[] Drawn = [.. Enumerable.Range(1, 64).Select(n => (byte)n)];

    /// <param name="exif">What the camera wrote.</param>
    /// <param name="name">What the picture is called in its own list.</param>
    /// <param name="inside">The bytes stand in the description (construction method 1) instead of behind it.</param>
    public static byte[] Of(string exif, string name = "", bool inside = false)
    {
        var words = Encoding.UTF8.GetBytes(exif);
        byte[] content = [.. Drawn, .. words];
        var origin = 0;
        byte[] file = [];
        for (var round = 0; round < 2; round++)
        {
            byte[] places = [1, 0, 0, 0, 0x44, 0, .. U16(2), .. Place(1, inside, origin, Drawn.Length), .. Place(2, inside, origin + Drawn.Length, words.Length)];
            byte[] meta =
            [
                0, 0, 0, 0, .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[12], .. Encoding.UTF8.GetBytes(name), 0]), .. Box("pitm", [0, 0, 0, 0, .. U16(1)]),
                .. Box("iinf", [0, 0, 0, 0, .. U16(2), .. Item(1, "hvc1", name), .. Item(2, "Exif", name)]), .. Box("iloc", places),
                .. Box("iprp", Box("ipco", [.. Box("ispe", new byte[12]), .. Box("irot", [1]), .. Box("udes", [0, 0, 0, 0, .. words, 0])])), .. inside ? Box("idat", content) : [],
            ];
            byte[] head = [.. Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heic"u8]), .. Box("meta", meta)];
            origin = inside ? 0 : head.Length + 8;
            file = [.. head, .. inside ? [] : Box("mdat", content), .. Box("uuid", [.. new byte[16], .. words])];
        }

        return file;
    }

    public static byte[] Box(string type, byte[] content) => [.. U32(content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Item(int id, string type, string name) => Box("infe", [2, 0, 0, 0, .. U16(id), 0, 0, .. Encoding.ASCII.GetBytes(type), .. Encoding.UTF8.GetBytes(name), 0]);

    private static byte[] Place(int id, bool inside, int offset, int length) => [.. U16(id), .. U16(inside ? 1 : 0), .. U16(0), .. U16(1), .. U32(offset), .. U32(length)];

    private static byte[] U16(int number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
        return bytes;
    }

    private static byte[] U32(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return bytes;
    }
}
