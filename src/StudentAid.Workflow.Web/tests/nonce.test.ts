describe("what a page's policy asks of its scripts", () => {
  const create = document.createElement;

  afterEach(() => {
    document.head.innerHTML = "";
    document.createElement = create;
    vi.resetModules();
  });

  const serve = async (nonce: string, attributes: string) => {
    document.head.innerHTML = `<meta property="csp-nonce"><meta name="style-attributes" content="${attributes}">`;
    document.querySelector<HTMLMetaElement>("meta")!.nonce = nonce;
    return import("@/app/nonce");
  };

  it("gives the editor page's nonce to each style that a script puts in, and to nothing else", async () => {
    await serve("n1", "allowed");
    expect(document.createElement("style").nonce).toBe("n1");
    expect(document.createElement("div").nonce).toBeFalsy();
  });

  it("lets elements be made as ever where there is none", async () => {
    await serve("", "none");
    expect(document.createElement).toBe(create);
  });

  it("sets a style that is written as an attribute as the object that a policy allows", async () => {
    await serve("", "none");
    const field = document.createElement("textarea");
    field.setAttribute("style", "height: 0px; visibility: hidden");
    field.setAttribute("name", "hidden");
    expect([field.style.visibility, field.name]).toEqual(["hidden", "hidden"]);
  });

  it("holds the text editor only where it is the editor's own document, or nobody serves a policy", async () => {
    expect((await serve("", "none")).mayStyleMarkup()).toBe(false);
    vi.resetModules();
    expect((await serve("n1", "allowed")).mayStyleMarkup()).toBe(true);
    vi.resetModules();
    expect((await serve("%nonce%", "%style-attributes%")).mayStyleMarkup()).toBe(true);
  });
});
