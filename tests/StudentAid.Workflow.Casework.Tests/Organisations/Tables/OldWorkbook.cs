using System.Text;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

/// <summary>The smallest workbook of Excel 97 (BIFF 8 in a compound file): one sheet of texts and numbers.</summary>
public static class OldWorkbook
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;

    public static byte[] Make(string sheetName, params object?[][] rows)
    {
        var boundSheet = Bytes(w => { w.Write(0); w.Write((ushort)0); w.Write((byte)sheetName.Length); w.Write((byte)1); w.Write(Encoding.Unicode.GetBytes(sheetName)); });
        var globals = Begin(0x0005).Length + 4 + boundSheet.Length + 4;
        BitConverter.TryWriteBytes(boundSheet.AsSpan(0, 4), globals);
        var width = rows.Max(r => r.Length);
        var dimensions = Bytes(w => { w.Write(0); w.Write(rows.Length); w.Write((ushort)0); w.Write((ushort)width); w.Write((ushort)0); });
        var cells = rows.SelectMany((row, r) => row.SelectMany((value, c) => CellOf(r, c, value)));
        byte[] book = [.. Begin(0x0005), .. Record(0x0085, boundSheet), .. Record(0x000A, []), .. Begin(0x0010), .. Record(0x0200, dimensions), .. cells, .. Record(0x000A, [])];
        return Compound(book);
    }

    private static byte[] CellOf(int row, int column, object? value)
    {
        byte[] head = Bytes(w => { w.Write((ushort)row); w.Write((ushort)column); w.Write((ushort)0); });
        return value switch
        {
            string text => Record(0x0204, [.. head, .. Bytes(w => { w.Write((ushort)text.Length); w.Write((byte)1); w.Write(Encoding.Unicode.GetBytes(text)); })]),
            double number => Record(0x0203, [.. head, .. BitConverter.GetBytes(number)]),
            _ => [],
        };
    }

    private static byte[] Begin(ushort type) => Record(0x0809, Bytes(w => { w.Write((ushort)0x0600); w.Write(type); w.Write((ushort)0x0DBB); w.Write((ushort)1996); w.Write(0L); }));

    private static byte[] Record(ushort id, byte[] content) => Bytes(w => { w.Write(id); w.Write((ushort)content.Length); w.Write(content); });

    private static byte[] Compound(byte[] book)
    {
        var sectors = Math.Max(4096, book.Length + Sector - 1) / Sector;
        Array.Resize(ref book, sectors * Sector);
        return [.. Header(), .. AllocationTable(sectors), .. Directory(book.Length), .. book];
    }

    private static byte[] Header() => Bytes(w =>
    {
        w.Write([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        w.Write(new byte[16]);
        foreach (var word in new ushort[] { 0x003E, 3, 0xFFFE, 9, 6, 0, 0, 0 })
            w.Write(word);
        foreach (var number in new uint[] { 0, 1, 1, 0, 4096, End, 0, End, 0, 0 })
            w.Write(number);
        for (var i = 1; i < 109; i++)
            w.Write(Free);
    });

    private static byte[] AllocationTable(int sectors) => Bytes(w =>
    {
        w.Write(0xFFFFFFFD);
        w.Write(End);
        for (var i = 2; i < Sector / 4; i++)
            w.Write(i - 2 < sectors - 1 ? (uint)i + 1 : i - 2 == sectors - 1 ? End : Free);
    });

    private static byte[] Directory(int length) => [.. Entry("Root Entry", 5, 1, End, 0), .. Entry("Workbook", 2, Free, 2, length), .. new byte[256]];

    private static byte[] Entry(string name, byte type, uint child, uint start, int length) => Bytes(w =>
    {
        var text = Encoding.Unicode.GetBytes(name);
        w.Write(text);
        w.Write(new byte[64 - text.Length]);
        w.Write((ushort)(text.Length + 2));
        w.Write(type);
        w.Write((byte)1);
        foreach (var number in new[] { Free, Free, child })
            w.Write(number);
        w.Write(new byte[36]);
        w.Write(start);
        w.Write((long)length);
    });

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            write(writer);
        return stream.ToArray();
    }
}
