using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A screen in a window of 320 pixels, and as wide as 1280 pixels are at a zoom of 200 %: the page does not scroll sideways, no words are cut off and nothing is too small for a finger.</summary>
internal static class Narrow
{
    private static readonly int[] Widths = [640, 320];

    /// <summary>What is wider than the window, and whose words end outside of it or outside of what clips them. What scrolls by itself (a table, a diagram) may.</summary>
    private const string Cut = """
        async () => {
          const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
          await frame(); await frame();
          await Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished.catch(() => 0)));
          const found = [];
          const name = (e) => `${e.tagName.toLowerCase()}.${String(e.className?.baseVal ?? e.className)} "${e.textContent.trim().slice(0, 40)}"`;
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth > wide + 1) {
            const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > wide + 1 && getComputedStyle(e).position !== "fixed").slice(0, 3);
            found.push(`scrolls sideways: ${out.map(name).join(" | ")}`);
          }
          const left = "svg, .monaco-editor, .visually-hidden, [aria-hidden=true], .ant-select, .ant-picker, .ant-message, .ant-tooltip";
          for (const e of document.body.querySelectorAll("*")) {
            if (e.scrollWidth <= e.clientWidth + 1 || e.clientWidth === 0 || e.closest(left) || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
            const style = getComputedStyle(e);
            // Words that end in an ellipsis are whole in their tool tip.
            if (/hidden|clip/.test(style.overflowX) && !(style.textOverflow === "ellipsis" && e.closest("[title]"))) found.push(`cuts ${name(e)}`);
          }
          // What is pressed is at least 24 pixels wide and high (44 at the family's door); a link in a sentence is as high as its line, and what a label or a row around it takes is as large as that.
          const least = document.querySelector(".family-main") ? 44 : 24;
          for (const e of document.querySelectorAll("button, [role=button], [role=tab], [role=menuitem], a.ant-btn-like, input:not([type=hidden]), select, [role=switch], summary")) {
            const around = e.closest("label, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-input-number, .ant-tabs-tab") ?? e;
            const box = around.getBoundingClientRect();
            if (box.width === 0 || box.height === 0 || e.closest(".visually-hidden, [aria-hidden=true], .monaco-editor, svg") || getComputedStyle(e).visibility === "hidden" || e.disabled) continue;
            if (box.height < least - 0.5 || box.width < Math.min(least, 24) - 0.5) found.push(`small ${Math.round(box.width)}x${Math.round(box.height)} ${name(around)}`);
          }
          return JSON.stringify(found.slice(0, 6));
        }
        """;

    public static async Task<IEnumerable<string>> FoundAsync(Window window, string picture)
    {
        var before = window.Page.ViewportSize!;
        var found = new List<string>();
        foreach (var width in Widths.Where(w => w < before.Width))
        {
            await window.Page.SetViewportSizeAsync(width, before.Height);
            found.AddRange(Value.Parse(await window.Page.EvaluateAsync<string>(Cut)).Items.Select(v => $"{picture} at {width} px {v.AsText()}"));
        }

        await window.Page.SetViewportSizeAsync(before.Width, before.Height);
        return found.Distinct();
    }
}
