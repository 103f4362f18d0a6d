namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Lays the codewords of a QR code down between its patterns, under the mask that leaves the fewest misleading shapes.</summary>
internal sealed class QrMatrix
{
    private readonly int size;
    private readonly bool[,] dark;
    private readonly bool[,] taken;

    private QrMatrix(QrVersion version)
    {
        size = version.Size;
        (dark, taken) = (new bool[size, size], new bool[size, size]);
        for (var i = 0; i < size; i++)
        {
            Put(6, i, i % 2 == 0);
            Put(i, 6, i % 2 == 0);
        }

        Finder(3, 3);
        Finder(3, size - 4);
        Finder(size - 4, 3);
        if (version.Number > 1)
            Alignment(size - 7);
        Format(0);
    }

    public static bool[,] Of(QrVersion version, byte[] codewords) => Enumerable.Range(0, 8).Select(mask =>
    {
        var matrix = new QrMatrix(version);
        matrix.Format(mask);
        matrix.Lay(codewords, mask);
        return matrix;
    }).MinBy(m => m.Penalty())!.dark;

    /// <summary>Level M (00) and the mask, with ten bits that mend them, so that no mask is all light.</summary>
    internal static int FormatBits(int mask)
    {
        var rest = mask;
        for (var i = 0; i < 10; i++)
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        return ((mask << 10) | rest) ^ 0x5412;
    }

    internal static bool IsMasked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    private void Put(int row, int column, bool value) => (dark[row, column], taken[row, column]) = (value, true);

    private void Finder(int row, int column)
    {
        for (var r = -4; r <= 4; r++)
        {
            for (var c = -4; c <= 4; c++)
            {
                if (row + r >= 0 && row + r < size && column + c >= 0 && column + c < size)
                    Put(row + r, column + c, Math.Max(Math.Abs(r), Math.Abs(c)) is not (2 or 4));
            }
        }
    }

    private void Alignment(int at)
    {
        for (var r = -2; r <= 2; r++)
        {
            for (var c = -2; c <= 2; c++)
                Put(at + r, at + c, Math.Max(Math.Abs(r), Math.Abs(c)) != 1);
        }
    }

    /// <summary>Twice, beside the finders, and the one module that is always dark.</summary>
    private void Format(int mask)
    {
        var bits = FormatBits(mask);
        for (var i = 0; i < 15; i++)
        {
            var on = ((bits >> i) & 1) == 1;
            Put(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, on);
            Put(8, i < 8 ? size - 1 - i : i == 8 ? 7 : 14 - i, on);
        }

        Put(size - 8, 8, true);
    }

    /// <summary>Two columns at a time from the right, up and down in turns; the column of the timing pattern is none of them.</summary>
    private void Lay(byte[] codewords, int mask)
    {
        var at = 0;
        for (var right = size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            var up = ((right + 1) & 2) == 0;
            for (var step = 0; step < size; step++)
            {
                var row = up ? size - 1 - step : step;
                for (var column = right; column > right - 2; column--)
                {
                    if (taken[row, column])
                        continue;
                    dark[row, column] = (at < codewords.Length * 8 && ((codewords[at / 8] >> (7 - (at % 8))) & 1) == 1) != IsMasked(mask, row, column);
                    at++;
                }
            }
        }
    }

    private int Penalty()
    {
        var (penalty, total) = (0, 0);
        for (var i = 0; i < size; i++)
        {
            var line = i;
            penalty += Line(k => dark[line, k]) + Line(k => dark[k, line]);
            for (var k = 0; k < size; k++)
            {
                total += dark[i, k] ? 1 : 0;
                if (i > 0 && k > 0 && dark[i, k] == dark[i - 1, k] && dark[i, k] == dark[i, k - 1] && dark[i, k] == dark[i - 1, k - 1])
                    penalty += 3;
            }
        }

        return penalty + (Math.Abs((total * 20) - (size * size * 10)) / (size * size) * 10);
    }

    /// <summary>Runs of five and more, and what looks like a finder.</summary>
    private int Line(Func<int, bool> at)
    {
        var (penalty, run, seen) = (0, 0, 0);
        for (var k = 0; k < size; k++)
        {
            run = k > 0 && at(k) == at(k - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            seen = ((seen << 1) | (at(k) ? 1 : 0)) & 0b11111111111;
            if (k >= 10 && seen is (0b10111010000 or 0b00001011101))
                penalty += 40;
        }

        return penalty;
    }
}
