using System.Buffers.Binary;
using System.Text;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>
/// A still picture as telephones write it (HEIC; ISO/IEC 14496-12 and 23008-12), in which nothing is left but what draws it: items that are no picture (Exif with
/// the place, XMP), descriptions, names, and bytes to which no picture refers become zeros where they stand, so that no offset moves. How it is turned stays.
/// </summary>
public static class HeicFile
{
    /// <summary>At the top of a file; a telephone writes four.</summary>
    private const int MostBoxes = 64;

    // None that is a file of another kind inside, for that one may say where it was taken, too.
    private static readonly string[] Pictures = ["hvc1", "hev1", "lhv1", "av01", "avc1", "grid", "iden", "iovl", "tmap"];

    private static readonly string[] Properties =
        ["ispe", "hvcC", "lhvC", "av1C", "avcC", "colr", "pixi", "irot", "imir", "clap", "auxC", "pasp", "lsel", "rloc", "oinf", "tols", "a1op", "a1lx", "clli", "mdcv", "rrtp"];

    private static readonly string[] Parts = ["hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "idat", "grpl"];

    /// <summary>Null where it is broken, is no still picture, or is described in a way that cannot be followed.</summary>
    public static byte[]? Stripped(ReadOnlySpan<byte> file)
    {
        try
        {
            var cleaning = new Cleaning(file.ToArray());
            return cleaning.Run() ? cleaning.File : null;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            // A length in it led out of it.
            return null;
        }
    }

    /// <summary>A box: its type, and where its content begins and ends.</summary>
    private readonly record struct Box(string Type, int TypeAt, int From, int To);

    private sealed class Cleaning(byte[] file)
    {
        private readonly HashSet<uint> pictures = [];
        private readonly List<(int From, int To)> kept = [];
        private Box? inner;

        public byte[] File => file;

        public bool Run()
        {
            var boxes = Boxes(0, file.Length);
            if (One(boxes, "meta") is not { } meta || boxes[0].Type != "ftyp" || boxes.Count > MostBoxes || boxes.Any(b => b.Type is "moov" or "moof"))
                return false;
            var parts = Boxes(meta.From + 4, meta.To);
            if (One(parts, "hdlr") is not { } handler || Text(handler.From + 8) != "pict" || One(parts, "iinf") is not { } items || One(parts, "iloc") is not { } places)
                return false;
            inner = One(parts, "idat");
            if (parts.Count(p => p.Type == "idat") > 1 || !Items(items) || !Places(places) || pictures.Count == 0)
                return false;
            Zero(Math.Min(handler.From + 24, handler.To), handler.To);
            foreach (var part in parts.Where(p => !Parts.Contains(p.Type, StringComparer.Ordinal)))
                Blank(part);
            foreach (var set in parts.Where(p => p.Type == "iprp").SelectMany(p => Boxes(p.From, p.To)).Where(b => b.Type != "ipma"))
                Describe(set);
            foreach (var box in boxes.Where(b => b.Type is not ("ftyp" or "meta" or "mdat")))
                Blank(box);
            ZeroBetween([.. boxes.Where(b => b.Type == "mdat"), .. inner is { } own ? new[] { own } : []]);
            return true;
        }

        /// <summary>Of what describes pictures only what drawing them takes stays.</summary>
        private void Describe(Box set)
        {
            if (set.Type != "ipco")
            {
                Blank(set);
                return;
            }

            foreach (var property in Boxes(set.From, set.To).Where(p => !Properties.Contains(p.Type, StringComparer.Ordinal)))
                Blank(property);
        }

        /// <summary>Which items are pictures; every item's name goes.</summary>
        private bool Items(Box items)
        {
            var first = items.From + (U8(items.From) == 0 ? 6 : 8);
            foreach (var entry in Boxes(first, items.To))
            {
                var version = U8(entry.From);
                if (entry.Type != "infe" || version is not (2 or 3))
                    return false;
                var at = entry.From + 4;
                var id = version == 2 ? U16(at) : U32(at);
                at += version == 2 ? 4 : 6;
                if (Pictures.Contains(Text(at), StringComparer.Ordinal))
                    pictures.Add(id);
                Zero(at + 4, entry.To);
            }

            return true;
        }

        /// <summary>Where each picture's bytes stand.</summary>
        private bool Places(Box places)
        {
            var version = U8(places.From);
            if (version > 2)
                return false;
            var at = places.From + 4;
            var (offsetSize, lengthSize, baseSize, indexSize) = (U8(at) >> 4, U8(at) & 15, U8(at + 1) >> 4, version > 0 ? U8(at + 1) & 15 : 0);
            at += 2;
            var count = Number(ref at, version < 2 ? 2 : 4);
            for (var n = 0L; n < count; n++)
            {
                var id = (uint)Number(ref at, version < 2 ? 2 : 4);
                var method = version > 0 ? Number(ref at, 2) & 15 : 0;
                var elsewhere = Number(ref at, 2);
                var origin = Number(ref at, baseSize);
                var extents = Number(ref at, 2);
                if (extents > 1 && offsetSize + lengthSize + indexSize == 0)
                    return false;
                for (var e = 0L; e < extents; e++)
                {
                    Number(ref at, indexSize);
                    var (offset, length) = (Number(ref at, offsetSize), Number(ref at, lengthSize));
                    if (pictures.Contains(id) && !Keep(method, elsewhere, checked(origin + offset), length))
                        return false;
                }
            }

            return at <= places.To;
        }

        private bool Keep(long method, long elsewhere, long offset, long length)
        {
            if (elsewhere != 0 || length == 0 || method > 1 || (method == 1 && inner is null))
                return false;
            var from = checked((method == 1 ? inner!.Value.From : 0) + offset);
            if (checked(from + length) > (method == 1 ? inner!.Value.To : file.Length))
                return false;
            kept.Add(((int)from, (int)(from + length)));
            return true;
        }

        /// <summary>Of these contents only what pictures refer to stays.</summary>
        private void ZeroBetween(IEnumerable<Box> contents)
        {
            kept.Sort();
            foreach (var content in contents)
            {
                var at = content.From;
                foreach (var (from, to) in kept.Where(k => k.To > content.From && k.From < content.To))
                {
                    if (from > at)
                        Zero(at, from);
                    at = Math.Max(at, to);
                }

                if (at < content.To)
                    Zero(at, content.To);
            }
        }

        private List<Box> Boxes(int from, int to)
        {
            var found = new List<Box>();
            for (var at = from; at < to;)
            {
                long size = U32(at);
                var header = 8;
                if (size == 1)
                {
                    size = checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at + 8, 8)));
                    header = 16;
                }
                else if (size == 0)
                {
                    size = to - at;
                }

                if (size < header || size > to - at)
                    throw new OverflowException($"A box of {size} bytes at {at} leads out of what it stands in.");
                found.Add(new Box(Text(at + 4), at + 4, at + header, (int)(at + size)));
                at += (int)size;
            }

            return found;
        }

        /// <summary>Null where there is none, or more than one.</summary>
        private static Box? One(List<Box> boxes, string type) => boxes.Where(b => b.Type == type).ToList() is [var only] ? only : null;

        /// <summary>The box holds nothing any more; it still takes its place.</summary>
        private void Blank(Box box)
        {
            "free"u8.CopyTo(file.AsSpan(box.TypeAt, 4));
            Zero(box.From, box.To);
        }

        private void Zero(int from, int to) => file.AsSpan(from, to - from).Clear();

        private string Text(int at) => Encoding.Latin1.GetString(file.AsSpan(at, 4));

        // Through a span, as the others, and not by index: what leads out of the file is one kind of exception.
        private byte U8(int at) => file.AsSpan(at, 1)[0];

        private uint U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at, 2));

        private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at, 4));

        private long Number(ref int at, int bytes)
        {
            if (bytes is not (0 or 2 or 4 or 8))
                throw new ArgumentOutOfRangeException(nameof(bytes));
            var number = bytes switch { 0 => 0, 2 => U16(at), 4 => U32(at), _ => checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at, 8))) };
            at += bytes;
            return number;
        }
    }
}
