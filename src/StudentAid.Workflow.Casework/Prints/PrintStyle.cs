namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// The paper (GB/T 9704): A4, 37 mm above, 35 below, 28 left, 26 right; 仿宋 for the text, 宋体 for heads and tables, with what a machine has in their place.
/// The page number is the style's, so that no address and no browser's line gets onto the sheet (letters, which go out one by one, have none); a table's head is repeated on every page.
/// </summary>
internal static class PrintStyle
{
    public static string Of(bool landscape, bool numbered = true) => $$"""
        @page { size: A4 {{(landscape ? "landscape" : "portrait")}}; margin: 37mm 26mm 35mm 28mm;
          @top-left { content: ""; } @top-center { content: ""; } @top-right { content: ""; } @bottom-left { content: ""; } @bottom-right { content: ""; }
          @bottom-center { content: {{(numbered ? """ "第 " counter(page) " 页 共 " counter(pages) " 页" """ : "\"\"")}}; font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 10.5pt; } }
        html { font-family: FangSong, "仿宋", "仿宋_GB2312", STFangsong, "Noto Serif CJK SC", serif; font-size: 14pt; line-height: 1.6; color: #000; background: #fff; }
        body { margin: 0; }
        section + section { break-before: page; } .break { break-after: page; }
        h1 { font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 20pt; font-weight: 700; text-align: center; line-height: 1.4; margin: 0 0 8mm; }
        h2 { font-family: SimHei, "黑体", "Heiti SC", "Noto Sans CJK SC", sans-serif; font-size: 13pt; font-weight: 400; margin: 5mm 0 2mm; break-after: avoid; }
        p { margin: 0 0 1mm; text-align: justify; } p.left { break-after: avoid; } p.indent { text-indent: 2em; } p.center { text-align: center; } p.right { text-align: right; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 4mm; font-family: SimSun, "宋体", "Songti SC", "Noto Serif CJK SC", serif; font-size: 10.5pt; line-height: 1.4; }
        thead { display: table-header-group; } tr { break-inside: avoid; }
        th, td { box-sizing: border-box; height: 8mm; border: 0.35mm solid #000; padding: 1.2mm 1.5mm; vertical-align: middle; overflow-wrap: anywhere; }
        th { font-weight: 700; text-align: center; } td.middle { text-align: center; } td.label { text-align: center; width: 19%; }
        .signatures { display: flex; flex-wrap: wrap; gap: 5mm 6mm; margin: 6mm 0 3mm; font-size: 12pt; break-inside: avoid; } .signatures div { flex: 1 1 28%; white-space: nowrap; }
        .signatures span { display: inline-block; min-width: 24mm; border-bottom: 0.3mm solid #000; }
        .seal { margin: 9mm 0 0 auto; width: max-content; min-width: 60mm; max-width: 100%; text-align: center; break-inside: avoid; position: relative; padding: 3mm 4mm; }
        .seal small { display: block; font-size: 9pt; color: #777; }
        .cut { border-top: 0.3mm dashed #000; margin: 7mm 0 4mm; text-align: center; font-size: 9pt; line-height: 1; } .cut span { position: relative; top: -1.6mm; background: #fff; padding: 0 2mm; }
        .code { float: right; width: 30mm; margin: -14mm 0 2mm 4mm; text-align: center; font-size: 8pt; line-height: 1.2; overflow-wrap: anywhere; } .code svg { width: 22mm; height: 22mm; }
        .missing { color: #c00; font-weight: 700; }
        """;
}
