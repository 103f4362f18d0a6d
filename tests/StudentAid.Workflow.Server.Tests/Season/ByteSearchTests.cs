using System.Text;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>The search that says that nothing is told finds what is told.</summary>
public sealed class ByteSearchTests
{
    private static readonly ByteSearch Search = new(["王芳", "周雨禾", "13900001357"]);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_text_is_found_at_every_offset_and_at_the_very_end(string encoding)
    {
        foreach (var text in (string[])["王芳", "周雨禾", "13900001357"])
        {
            var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
            for (var before = 0; before < 5; before++)
            {
                Search.Find([.. new byte[before], .. bytes]).Should().Be(text, "{0} bytes before it", before);
                Search.Find([.. new byte[before], .. bytes, 0, 0, 0, 0]).Should().Be(text);
            }

            Search.Find(bytes.AsSpan(0, bytes.Length - 1)).Should().BeNull();
        }
    }

    [Fact]
    public void Hexadecimal_and_base_64_are_read_at_each_alignment()
    {
        var name = Encoding.UTF8.GetBytes("周雨禾");
        Search.Find(Encoding.ASCII.GetBytes(Convert.ToHexString(name))).Should().Be("周雨禾");
        Search.Find(Encoding.ASCII.GetBytes($"--{Convert.ToHexStringLower(name)}")).Should().Be("周雨禾");
        for (var before = 0; before < 3; before++)
            Search.Find(Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[before], .. name, 1, 2]))).Should().Be("周雨禾", "{0} bytes before it", before);
    }

    [Theory]
    [InlineData("，王芳。", true)]
    [InlineData("\"王芳\"", true)]
    [InlineData("\0王芳\0", true)]
    [InlineData("小王芳芳", false)]
    [InlineData("小王芳", false)]
    [InlineData("王芳芳", false)]
    public void A_name_of_two_characters_in_UTF_16_counts_where_it_stands_by_itself(string text, bool found)
    {
        Search.Find(Encoding.Unicode.GetBytes(text)).Should().Be(found ? "王芳" : null);
        Search.Find(Encoding.BigEndianUnicode.GetBytes(text)).Should().Be(found ? "王芳" : null);
        Search.Find(Encoding.UTF8.GetBytes(text)).Should().Be("王芳", "in UTF-8 it counts wherever it stands");
    }

    [Fact]
    public void All_names_every_text_that_stands_there() =>
        Search.All(Encoding.UTF8.GetBytes("王芳的电话是13900001357")).Should().BeEquivalentTo("王芳", "13900001357");
}
