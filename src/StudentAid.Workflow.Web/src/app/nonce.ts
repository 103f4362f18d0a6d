/**
 * What the page's policy asks of its scripts. First in each door, before any of them draws.
 *
 * A text field that grows with its text is measured by a hidden one, whose style Ant Design sets as an attribute; a policy allows the same words as an object's.
 */
const set = HTMLElement.prototype.setAttribute;
HTMLElement.prototype.setAttribute = function (this: HTMLElement, name: string, value: string) {
  if (name === "style") this.style.cssText = value;
  else set.call(this, name, value);
};

/** Only the text editor's own page has a nonce: the editor puts style elements in at run time, and cannot be told of it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

if (nonce) {
  const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  }) as typeof document.createElement;
}

/** Whether this is a page that may hold the text editor; one that nobody serves with a policy is. */
export const mayStyleMarkup = (): boolean => document.querySelector('meta[name="style-attributes"]')?.getAttribute("content") !== "none";
