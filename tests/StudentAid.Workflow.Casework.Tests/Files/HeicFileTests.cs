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
    public void A_part_of_one_is_none_unless_it_ends_where_a_part_ends_behind_the_picture()
    {
        var file = HeicPicture.Of(Place);
        var last = file.Length - HeicPicture.Box("uuid", [.. new byte[16], .. Encoding.UTF8.GetBytes(Place)]).Length;
        for (var length = 0; length < file.Length; length++)
        {
            var part = HeicFile.Stripped(file.AsSpan(0, length));
            if (length == last)
                Text(part!).Should().Contain(Text(HeicPicture.Drawn)).And.NotContain("GPS");
            else
                part.Should().BeNull("{0} bytes", length);
        }
    }

    [Fact]
    public void Bytes_that_somebody_turned_never_break_the_reader_nor_let_the_place_through_as_a_picture()
    {
        var (file, dice, read) = (HeicPicture.Of(Place), new Random(7), 0);
        // What is turned there can say that other bytes draw the picture; nobody could tell that they do not.
        var (from, to) = (Text(file).IndexOf("iinf", StringComparison.Ordinal), Text(file).IndexOf("iprp", StringComparison.Ordinal));
        for (var n = 0; n < 20_000; n++)
        {
            var turned = (byte[])file.Clone();
            int[] places = [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => dice.Next(turned.Length))];
            foreach (var place in places)
                turned[place] = (byte)dice.Next(256);
            if (HeicFile.Stripped(turned) is not { } clean)
                continue;
            read++;
            clean.Should().HaveCount(turned.Length);
            if (!places.Any(p => p >= from && p < to))
                Text(clean).Should().NotContain("GPS", "{0}", string.Join(' ', places));
        }

        read.Should().BeInRange(1_000, 19_000, "some are pictures still, and some are not");
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
