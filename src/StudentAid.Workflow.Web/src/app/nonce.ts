/**
 * The page's policy takes styles that bear its nonce. Ant Design and the editor put theirs in at run time, some by libraries that cannot be told the nonce, so each style element
 * that a script of ours makes is given it; what comes in as markup has none and stays without effect. First in each door, before any of them draws.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

if (nonce) {
  const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  }) as typeof document.createElement;

  // A text field that grows with its text is measured by a hidden one, whose style Ant Design sets as an attribute; a policy allows the same words as an object's.
  const set = HTMLElement.prototype.setAttribute;
  HTMLElement.prototype.setAttribute = function (this: HTMLElement, name: string, value: string) {
    if (name === "style") this.style.cssText = value;
    else set.call(this, name, value);
  };
}

/** Whether this document may set style attributes by markup, as the text editor does; a page that nobody serves with a policy may. */
export const mayStyleMarkup = (): boolean => !nonce || document.querySelector('meta[name="style-attributes"]')?.getAttribute("content") === "allowed";
