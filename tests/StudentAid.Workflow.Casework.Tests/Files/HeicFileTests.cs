using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Files;

namespace StudentAid.Workflow.Casework.Tests.Files;

public sealed class HeicFileTests
{
    private const string Place = "GPS 36.6N 101.7E, 2026-09-14, phone of Li";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_draws_the_picture_stays_where_it_was_and_what_the_camera_wrote_is_gone(bool inside)
    {
        var file = HeicPicture.Of(Place, "IMG_Li", inside);
        var clean = HeicFile.Stripped(file)!;

        Text(file).Should().Contain(Place).And.Contain("IMG_Li");
        clean.Should().HaveCount(file.Length);
        Text(clean).Should().NotContain("GPS").And.NotContain("Li").And.Contain("irot").And.Contain(Text(HeicPicture.Drawn));
        Text(clean).IndexOf(Text(HeicPicture.Drawn), StringComparison.Ordinal).Should().Be(Text(file).IndexOf(Text(HeicPicture.Drawn), StringComparison.Ordinal));
        HeicFile.Stripped(clean).Should().Equal(clean, "it is clean already");
        FileType.Of(clean).Should().Be(FileType.Heic);
    }

    [Fact]
    public void What_an_encoder_wrote_keeps_all_that_a_decoder_reads()
    {
        var file = Convert.FromBase64String(Encoded);
        var clean = HeicFile.Stripped(file)!;
        Text(file).Should().Contain("GPS-SECRET-PLACE");
        Text(clean).Should().NotContain("GPS-SECRET").And.Contain("hvcC");
        file.Zip(clean).Count(b => b.First != b.Second).Should().BeInRange(16, 80, "only the item of 51 bytes and names are gone");
    }

    [Fact]
    public void A_part_of_one_is_none()
    {
        var file = HeicPicture.Of(Place);
        var behind = file.Length - HeicPicture.Box("uuid", [.. new byte[16], .. Encoding.UTF8.GetBytes(Place)]).Length;
        for (var length = 0; length < file.Length; length++)
        {
            if (length == behind)
                HeicFile.Stripped(file.AsSpan(0, length)).Should().NotBeNull("what was cut off is not of the picture");
            else
                HeicFile.Stripped(file.AsSpan(0, length)).Should().BeNull("{0} bytes", length);
        }
    }

    [Theory]
    [InlineData("iinf")]
    [InlineData("iloc")]
    public void One_that_ends_anywhere_in_its_last_box_is_refused_and_breaks_nothing(string last)
    {
        var head = OpenEnded(last, []).Length;
        var whole = OpenEnded(last, last == "iinf" ? Items : Places);
        HeicFile.Stripped(whole).Should().NotBeNull();
        for (var length = head; length < whole.Length; length++)
            HeicFile.Stripped(whole.AsSpan(0, length)).Should().BeNull("{0} bytes", length);
    }

    /// <summary>A box that says 0 reaches to the end, so that each length is a file of its own and no box's length gives away that it was cut.</summary>
    private static byte[] OpenEnded(string last, byte[] content) =>
    [
        .. HeicPicture.Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heic"u8]), .. HeicPicture.Box("mdat", HeicPicture.Drawn), .. Open("meta"), 0, 0, 0, 0,
        .. HeicPicture.Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
        .. last == "iinf" ? HeicPicture.Box("iloc", Places) : HeicPicture.Box("iinf", Items), .. Open(last), .. content,
    ];

    private static byte[] Items => [0, 0, 0, 0, 0, 1, .. Open("infe"), 2, 0, 0, 0, 0, 1, 0, 0, .. "hvc1"u8];

    private static byte[] Places => [1, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 32, 0, 0, 0, (byte)HeicPicture.Drawn.Length];

    private static byte[] Open(string type) => [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type)];

    [Fact]
    public void Bytes_that_somebody_turned_beside_the_picture_s_description_never_break_the_reader_nor_let_the_place_through()
    {
        var file = HeicPicture.Of(Place);
        // What the description says is of the picture is of it: a camera's words that it declares to be so cannot be told from it.
        var (list, behind) = (Text(file).IndexOf("iinf", StringComparison.Ordinal) - 4, Text(file).IndexOf("mdat", StringComparison.Ordinal) - 4);
        var places = Enumerable.Range(0, file.Length).Where(n => n < list || n >= behind).ToArray();
        var read = 0;
        foreach (var turned in Turned(file, places))
        {
            if (HeicFile.Stripped(turned) is not { } clean)
                continue;
            read++;
            clean.Should().HaveCount(turned.Length);
            Text(clean).Should().NotContain("GPS").And.NotContain("phone of Li");
        }

        read.Should().BeGreaterThan(1_000);
    }

    [Fact]
    public void Bytes_that_somebody_turned_in_the_picture_s_description_never_break_the_reader()
    {
        var file = HeicPicture.Of(Place);
        var (list, behind) = (Text(file).IndexOf("iinf", StringComparison.Ordinal) - 4, Text(file).IndexOf("mdat", StringComparison.Ordinal) - 4);
        var cleaned = Turned(file, [.. Enumerable.Range(list, behind - list)]).Select(turned => HeicFile.Stripped(turned)).ToList();
        cleaned.Should().Contain(c => c == null).And.Contain(c => c != null && c.Length == file.Length);
    }

    private static IEnumerable<byte[]> Turned(byte[] file, int[] places)
    {
        var dice = new Random(7);
        for (var n = 0; n < 10_000; n++)
        {
            var turned = (byte[])file.Clone();
            for (var turns = dice.Next(1, 4); turns > 0; turns--)
                turned[places[dice.Next(places.Length)]] = (byte)dice.Next(256);
            yield return turned;
        }
    }

    [Theory]
    [InlineData("free")]
    [InlineData("jpgC")]
    public void What_stands_among_the_properties_and_draws_nothing_is_gone(string box)
    {
        var file = Encoding.Latin1.GetBytes(Text(HeicPicture.Of(Place)).Replace("udes", box, StringComparison.Ordinal));
        Text(HeicFile.Stripped(file)).Should().NotContain("GPS").And.Contain("ispe").And.Contain("irot");
    }

    [Fact]
    public void A_set_of_properties_that_nobody_knows_and_a_second_store_of_bytes_carry_nothing_on()
    {
        var file = HeicPicture.Of(Place);
        Text(HeicFile.Stripped(Encoding.Latin1.GetBytes(Text(file).Replace("ipco", "ipcx", StringComparison.Ordinal)))).Should().NotContain("GPS");
        var inside = HeicPicture.Of(Place, inside: true);
        Text(HeicFile.Stripped(inside)).Should().NotContain("GPS");
        HeicFile.Stripped(Encoding.Latin1.GetBytes(Text(inside).Replace("pitm", "idat", StringComparison.Ordinal))).Should().BeNull("no picture can refer to two");
    }

    [Fact]
    public void A_sequence_and_a_file_without_a_picture_are_refused()
    {
        var file = HeicPicture.Of(Place);
        HeicFile.Stripped([.. file, .. HeicPicture.Box("moov", [])]).Should().BeNull("a live photo is a film");
        HeicFile.Stripped(Encoding.Latin1.GetBytes(Text(file).Replace("hvc1", "Exif", StringComparison.Ordinal))).Should().BeNull();
        HeicFile.Stripped(Encoding.Latin1.GetBytes(Text(file).Replace("hvc1", "jpeg", StringComparison.Ordinal))).Should().BeNull("a JPEG inside says again where it was taken");
        HeicFile.Stripped([.. file, .. file]).Should().BeNull("two descriptions");
        CleanFile.Of(new byte[] { 0, 0, 0, 12, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', (byte)'i', (byte)'c' }).Refused!.Code.Should().Be(FileCodes.Heic);
    }

    /// <summary>A drawn gradient of 64 by 48 points with an Exif item, as libheif's encoder wrote it.</summary>
    private const string Encoded = """
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeRtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQ
        AAAERAAAMAAQAAAAAAAAIIAAEAAAAAAAAAcAACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACeAABAAAAAAAAAC8AAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAA
        AAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANhpcHJwAAAAtmlwY28AAAB2aHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAKk
        IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubgQEDAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAa
        aXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAACnbWRhdAAAAGwoAa8TgPVFPeNVwbP7BdHfp2CKwAE2uR9+63zmbEiBbCGD8PLj8D
        XT/5J1yF43sGzVXcC+kOWdBkd9egMOZ3hLK/zZ1abPuVhoqucSYjpyMOfJ3u1Cw4xkYg2UIyOBHb9XIuf9HXtpIBRPd4AAAAAATU0AKgAAAAgAAQEOAAIAAAAQAAAAGgAAAABHUFMtU0VDUkVULVBM
        QUNFAA==
        """;

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
