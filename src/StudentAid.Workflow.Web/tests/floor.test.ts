import { readFileSync } from "node:fs";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";

const floor = [...readFileSync("vite.config.ts", "utf8").match(/target: \[(.+)\]/)![1]!.matchAll(/(chrome|safari)([\d.]+)/g)].map((m) => ({ name: m[1]!, version: m[2]! }));

describe.each(["work.html", "family.html"])("%s in a browser that cannot run the app", (file) => {
  const page = new DOMParser().parseFromString(readFileSync(file, "utf8"), "text/html");
  const root = page.getElementById("root")!;

  it("says in both languages which browsers can, and leads to the pages without scripts", () => {
    const said = [...root.querySelectorAll("p")];
    expect(said.map((p) => p.lang)).toEqual(["", "en"]);
    for (const p of said) {
      for (const { name, version } of floor) expect(p.textContent!.toLowerCase()).toContain(`${name} ${version}`);
      expect(p.querySelector("a")!.getAttribute("href")).toBe("/ui");
    }
  });

  it("says it until the app stands there, and no longer", async () => {
    document.body.replaceChildren(...[...page.body.children].filter((e) => e.tagName !== "SCRIPT").map((e) => document.importNode(e, true)));
    expect(document.body.textContent).toContain(floor[0]!.version);
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    await act(async () => createRoot(document.getElementById("root")!).render(createElement("main", null, "app")));
    expect(document.body.textContent).toBe("app");
  });
});
