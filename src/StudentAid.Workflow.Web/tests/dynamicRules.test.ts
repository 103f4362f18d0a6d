import { removeCSS, updateCSS } from "@/app/dynamicRules";

describe("a rule that a library needs while the page runs", () => {
  const texts = () => [...document.styleSheets[0]!.cssRules].map((r) => r.cssText.replace(/\s+/g, " "));

  beforeEach(() => {
    document.head.innerHTML = "<style>p { color: red; }</style>";
  });

  it("stands in the page's own sheet, once under its key, and goes again", () => {
    updateCSS("\nhtml body {\n  overflow-y: hidden;\n  \n}", "lock");
    updateCSS("#measured::-webkit-scrollbar { width: 8px; }", "measured");
    updateCSS("html body { overflow-y: hidden; width: calc(100% - 15px); }", "lock");
    expect(texts()).toEqual(["p { color: red; }", "#measured::-webkit-scrollbar { width: 8px; }", "html body { overflow-y: hidden; width: calc(100% - 15px); }"]);
    expect(getComputedStyle(document.body).overflowY).toBe("hidden");
    removeCSS("lock");
    removeCSS("measured");
    removeCSS("lock");
    expect(texts()).toEqual(["p { color: red; }"]);
    expect(document.querySelectorAll("style").length).toBe(1);
  });

  it("is not put in for a theme, whose rules have a sheet of their own", () => {
    const style = updateCSS(".sa{--ant-blue:#1677ff}", "theme", { mark: "data-css-hash" });
    style.setAttribute("data-token-hash", "sa");
    expect(texts()).toEqual(["p { color: red; }"]);
    expect(style.isConnected).toBe(false);
  });
});
