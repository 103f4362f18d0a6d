namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// The paper (GB/T 9704): A4, 37 mm above, 35 below, 28 left, 26 right; 仿宋 for the text, 宋体 for heads and tables, with what a machine has in their place.
/// The margins are the page's own, so that no browser's address or number gets onto the sheet; where a page ends, and its number, are said by <see cref="PrintPages"/>.
/// </summary>
internal static class PrintStyle
{
    /// <summary>For what is read from beginning to end and has no sheets: a browser breaks it into pages, and numbers them where it can.</summary>
    public const string Flowing = $$"""

        @page { margin: {{PrintPaper.Margins}}; @bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页"; font-size: 10.5pt; } }
        """;

    public static string Of(bool landscape) => $$"""
        @page { size: A4 {{(landscape ? "landscape" : "portrait")}}; margin: 0; }
        .sheet { box-sizing: border-box; position: relative; width: {{(landscape ? 297 : 210)}}mm; min-height: {{(landscape ? 209 : 296)}}mm; padding: {{PrintPaper.Margins}}; break-after: page; display: flow-root; }
        .sheet:last-child { break-after: auto; } .folio { position: absolute; left: 28mm; right: 26mm; bottom: 24mm; text-align: center; font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 10.5pt; line-height: 1.4; }
        @media screen { .sheet { margin: 0 auto 6mm; box-shadow: 0 0 2mm #bbb; } }
        html { font-family: FangSong, "仿宋", "仿宋_GB2312", STFangsong, "Noto Serif CJK SC", serif; font-size: 14pt; line-height: 1.6; color: #000; background: #fff; }
        body { margin: 0; }
        h1 { font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 20pt; font-weight: 700; text-align: center; line-height: 1.4; margin: 0 0 6mm; }
        h2 { font-family: SimHei, "黑体", "Heiti SC", "Noto Sans CJK SC", sans-serif; font-size: 13pt; font-weight: 400; margin: 5mm 0 2mm; break-after: avoid; }
        p { margin: 0 0 1mm; text-align: justify; } p.left { break-after: avoid; } p.indent { text-indent: 2em; } p.on { text-indent: 0; } p.center { text-align: center; } p.right { text-align: right; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 4mm; font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 10.5pt; line-height: 1.4; }
        thead { display: table-header-group; } tr { break-inside: avoid; }
        th, td { box-sizing: border-box; height: 8mm; border: 0.35mm solid #000; padding: 1.2mm 1.5mm; vertical-align: middle; overflow-wrap: anywhere; }
        th { font-weight: 700; text-align: center; } td.middle { text-align: center; } td.label { text-align: center; } col.label { width: 19%; }
        .signatures { display: flex; flex-wrap: wrap; gap: 5mm 6mm; margin: 6mm 0 3mm; font-size: 12pt; break-inside: avoid; } .signatures div { flex: 1 1 28%; white-space: nowrap; }
        .signatures span { display: inline-block; min-width: 24mm; border-bottom: 0.3mm solid #000; }
        .seal { margin: 4mm 0 0 auto; width: max-content; min-width: 60mm; max-width: 100%; text-align: center; break-inside: avoid; position: relative; padding: 3mm 4mm; }
        .seal small { display: block; font-size: 9pt; color: #777; }
        .cut { border-top: 0.3mm dashed #000; margin: 5mm 0 3.5mm; text-align: center; font-size: 9pt; line-height: 1; } .cut span { position: relative; top: -1.6mm; background: #fff; padding: 0 2mm; }
        .code { float: right; width: 30mm; margin: -14mm 0 2mm 4mm; text-align: center; font-size: 8pt; line-height: 1.2; overflow-wrap: anywhere; } .code svg { width: 22mm; height: 22mm; }
        .missing { color: #c00; font-weight: 700; }
        """;
}
