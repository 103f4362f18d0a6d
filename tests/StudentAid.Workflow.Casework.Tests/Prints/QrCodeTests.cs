using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Prints;

namespace StudentAid.Workflow.Casework.Tests.Prints;

/// <summary>The codes on sheets, read back by a reader of the test's own: patterns, mask, order and mending codewords as ISO/IEC 18004 has them.</summary>
public sealed class QrCodeTests
{
    /// <summary>Format information of level M by mask, as the standard's table has it.</summary>
    private static readonly string[] Formats =
        ["101010000010010", "101000100100101", "101111001111100", "101101101001011", "100010111111001", "100000011001110", "100111110010111", "100101010100000"];

    /// <summary>By size: blocks, data codewords of a block, codewords that mend it.</summary>
    private static readonly Dictionary<int, (int Blocks, int Data, int Mending)> Layouts = new()
    {
        [21] = (1, 16, 10), [25] = (1, 28, 16), [29] = (1, 44, 26), [33] = (2, 32, 18), [37] = (2, 43, 24), [41] = (4, 27, 16),
    };

    [Theory]
    [InlineData("a", 21)]
    [InlineData("12345678901234", 21)]
    [InlineData("123456789012345", 25)]
    [InlineData("sa:application:0123456789abcdefghjkmnpqrs", 29)]
    [InlineData("sa:announcement:0123456789abcdefghjkmnpqrst", 33)]
    [InlineData("sa:home-visit:0123456789abcdefghjkmnpqrs/0123456789abcdefghjkmnpqrs", 37)]
    [InlineData("家访表第一页，家访表第二页，家访表第三页，家访表第四页", 37)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", 41)]
    public void A_text_is_read_back_as_it_was_written(string text, int size)
    {
        var code = QrCode.Of(text)!;
        code.Size.Should().Be(size);
        Read(code).Should().Be(text);
    }

    [Fact]
    public void Every_length_up_to_the_longest_is_read_back_and_one_more_byte_is_no_code()
    {
        for (var length = 0; length <= QrCode.Longest; length++)
        {
            var text = new string([.. Enumerable.Range(0, length).Select(i => (char)('!' + (i * 7 % 90)))]);
            Read(QrCode.Of(text)!).Should().Be(text);
        }

        QrCode.Of(new string('a', QrCode.Longest + 1)).Should().BeNull();
    }

    [Fact]
    public void What_mends_a_block_is_that_of_the_standards_example() =>
        ReedSolomon.Remainder([32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17], 10).Should().Equal(196, 35, 39, 119, 235, 215, 231, 226, 93, 23);

    [Fact]
    public void The_picture_has_a_quiet_zone_and_nothing_that_runs()
    {
        var svg = QrCode.Of("sa:application:1")!.ToSvg();
        svg.Should().StartWith("<svg").And.Contain("viewBox=\"0 0 33 33\"").And.Contain("M4 4h1").And.NotContain("script").And.NotContain("M0 0");
    }

    private static string Read(QrCode code)
    {
        var size = code.Size;
        Finders(code);
        var mask = Array.IndexOf(Formats, First(code));
        mask.Should().BeGreaterThanOrEqualTo(0, First(code));
        Second(code).Should().Be(First(code));
        code[size - 8, 8].Should().BeTrue("the module above the second copy is always dark");
        return Text(Codewords(code, mask), Layouts[size]);
    }

    /// <summary>The copy around the first finder: along row 8 to the corner, then up column 8.</summary>
    private static string First(QrCode code)
    {
        (int Row, int Column)[] places = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8)];
        return new string([.. places.Select(p => code[p.Row, p.Column] ? '1' : '0')]);
    }

    /// <summary>The other copy: up from the lower corner, then to the right edge.</summary>
    private static string Second(QrCode code) => new([
        .. Enumerable.Range(1, 7).Select(i => code[code.Size - i, 8] ? '1' : '0'), .. Enumerable.Range(0, 8).Select(i => code[8, code.Size - 8 + i] ? '1' : '0')]);

    private static void Finders(QrCode code)
    {
        string Row(int row, int from) => new([.. Enumerable.Range(from, 7).Select(c => code[row, c] ? '#' : '.')]);
        foreach (var (row, column) in ((int, int)[])[(0, 0), (0, code.Size - 7), (code.Size - 7, 0)])
            Enumerable.Range(row, 7).Select(r => Row(r, column)).Should().Equal("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######");
    }

    private static bool IsPattern(int size, int row, int column)
    {
        var corner = (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
        var align = size > 21 && row >= size - 9 && row <= size - 5 && column >= size - 9 && column <= size - 5;
        return corner || align || row == 6 || column == 6;
    }

    private static List<byte> Codewords(QrCode code, int mask)
    {
        var bits = new List<bool>();
        var up = true;
        int[] columns = [.. Enumerable.Range(0, code.Size).Reverse().Where(c => c != 6)];
        foreach (var pair in columns.Chunk(2))
        {
            foreach (var row in up ? Enumerable.Range(0, code.Size).Reverse() : Enumerable.Range(0, code.Size))
                bits.AddRange(pair.Where(c => !IsPattern(code.Size, row, c)).Select(c => code[row, c] ^ Masks(mask, row, c)));
            up = !up;
        }

        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => (byte)b.Aggregate(0, (all, bit) => (all * 2) + (bit ? 1 : 0)))];
    }

    private static bool Masks(int mask, int i, int j) => 0 == mask switch
    {
        0 => (i + j) % 2, 1 => i % 2, 2 => j % 3, 3 => (i + j) % 3, 4 => ((i / 2) + (j / 3)) % 2,
        5 => (i * j % 2) + (i * j % 3), 6 => ((i * j % 2) + (i * j % 3)) % 2, _ => (((i + j) % 2) + (i * j % 3)) % 2,
    };

    private static string Text(List<byte> codewords, (int Blocks, int Data, int Mending) layout)
    {
        var data = new List<byte>();
        for (var block = 0; block < layout.Blocks; block++)
        {
            var own = Enumerable.Range(0, layout.Data).Select(i => codewords[(i * layout.Blocks) + block]).ToList();
            var mending = Enumerable.Range(0, layout.Mending).Select(i => codewords[(layout.Data * layout.Blocks) + (i * layout.Blocks) + block]);
            Syndromes([.. own, .. mending], layout.Mending).Should().OnlyContain(s => s == 0);
            data.AddRange(own);
        }

        (data[0] >> 4).Should().Be(4, "bytes");
        var length = ((data[0] & 15) << 4) | (data[1] >> 4);
        return Encoding.UTF8.GetString([.. Enumerable.Range(0, length).Select(i => (byte)((data[i + 1] << 4) | (data[i + 2] >> 4)))]);
    }

    /// <summary>The block as a polynomial at the powers of two: all nothing where it is whole.</summary>
    private static IEnumerable<int> Syndromes(byte[] block, int count)
    {
        var (log, power) = (new int[256], new int[255]);
        for (var (i, x) = (0, 1); i < 255; i++, x = x * 2 > 255 ? (x * 2) ^ 0x11D : x * 2)
            (power[i], log[x]) = (x, i);
        return Enumerable.Range(0, count).Select(s => block.Aggregate(0, (sum, one) => (sum == 0 ? 0 : power[(log[sum] + s) % 255]) ^ one));
    }
}
