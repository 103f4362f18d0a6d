/**
 * Stands in the bundle for what Ant Design's libraries put style elements into a page with, which its policy does not take. Two of them need a rule while the page runs: what lies under
 * a sheet does not scroll, and a scroll bar is measured. Theirs go as objects into the page's first sheet, which a policy takes. What a theme makes has a sheet of its own and goes nowhere.
 */
const own = new Map<string, CSSRule>();

/** Takes away the rule that was put in under this key. */
export function removeCSS(key: string): void {
  const rule = own.get(key);
  if (rule) rule.parentStyleSheet!.deleteRule([...rule.parentStyleSheet!.cssRules].indexOf(rule));
  own.delete(key);
}

/** Puts one rule in under a key, in place of the one before; one that a theme made bears a mark. */
export function updateCSS(css: string, key: string, { mark }: { mark?: string } = {}): HTMLStyleElement {
  if (!mark) {
    removeCSS(key);
    const sheet = document.styleSheets[0]!;
    own.set(key, sheet.cssRules[sheet.insertRule(css, sheet.cssRules.length)]!);
  }
  // Who made it notes on the element whose it is, and looks for it no more.
  return document.createElement("style");
}
