describe("a page that was served with a nonce", () => {
  afterEach(() => {
    document.head.innerHTML = "";
    vi.resetModules();
  });

  const serve = async (attributes: string) => {
    document.head.innerHTML = `<meta property="csp-nonce"><meta name="style-attributes" content="${attributes}">`;
    document.querySelector<HTMLMetaElement>("meta")!.nonce = "n1";
    return import("@/app/nonce");
  };

  it("gives it to each style that a script puts in, and to nothing else", async () => {
    await serve("none");
    expect(document.createElement("style").nonce).toBe("n1");
    expect(document.createElement("div").nonce).toBeFalsy();
  });

  it("sets a style that is written as an attribute as the object that a policy allows", async () => {
    await serve("none");
    const field = document.createElement("textarea");
    field.setAttribute("style", "height: 0px; visibility: hidden");
    field.setAttribute("name", "hidden");
    expect([field.style.visibility, field.name]).toEqual(["hidden", "hidden"]);
  });

  it("holds the text editor only where it is the editor's own document", async () => {
    expect((await serve("none")).mayStyleMarkup()).toBe(false);
    vi.resetModules();
    expect((await serve("allowed")).mayStyleMarkup()).toBe(true);
  });
});
