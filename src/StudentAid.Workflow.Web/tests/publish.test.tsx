import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import rules from "../locales/zh-CN/rules.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import type { Api } from "@/api/client";
import { fill } from "@/app/texts";
import { Cases, procedureOf } from "@/rules/editor/Cases";
import { spliced, type Splice } from "@/rules/editor/source";
import { Findings } from "@/rules/Findings";
import { LayerFindings } from "@/rules/LayerFindings";
import type { Shape } from "@/rules/packs/shapes";
import { TableForm } from "@/rules/packs/TableForm";
import { show } from "./served";
import { answers } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const admin = { duties: ["publish-definitions"], unit: "/s/" };

describe("the cases before publishing", () => {
  const text = `{ "kind": "score-table", "procedure": "d" }`;

  it("are run one by one, and what fails says its step and must be read before one goes on", async () => {
    const user = userEvent.setup();
    const next = vi.fn();
    answers["GET /api/case-files"] = () => Response.json({ items: [{ file: "a", title: "直达建档" }, { file: "b", title: "异议成立" }], atLeast: 2 });
    answers["POST /api/case-files/run"] = async (r) => {
      const { file, texts } = (await r.json()) as { file: string; texts: string[] };
      expect(texts).toEqual([text]);
      return Response.json(file === "a" ? { file, title: "直达建档", passed: true, step: 9, findings: [] } : { file, title: "异议成立", passed: false, step: 4, findings: [{ code: "c", severity: "error", sentence: "应在公示，但还在复看。" }] });
    };
    show(<Cases unit="/s/" text={text} next={next} />, "/", "/", admin);
    const run = await screen.findByRole("button", { name: rules["cases-run"] });
    await waitFor(() => expect((run as HTMLButtonElement).disabled).toBe(false));
    await user.click(run);
    expect(await screen.findByText(fill(rules["cases-failed"], { failed: 1, all: 2 }))).toBeTruthy();
    const rows = within(screen.getByRole("list", { name: rules.cases })).getAllByRole("listitem");
    expect(rows[0]!.textContent).toContain("异议成立");
    expect(rows[0]!.textContent).toContain(`${fill(rules["case-step"], { step: 4 })} · 应在公示，但还在复看。`);
    const go = screen.getByRole("button", { name: rules["go-on"] }) as HTMLButtonElement;
    expect(go.disabled).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: rules["cases-seen"] }));
    await user.click(go);
    expect(next).toHaveBeenCalledOnce();
  });

  it("hold up nobody whose text has none", async () => {
    const next = vi.fn();
    show(<Cases unit="/s/" text={`{ "kind": "calendar" }`} next={next} />, "/", "/", admin);
    expect(screen.getByText(rules["cases-none"])).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: rules["go-on"] }));
    expect(next).toHaveBeenCalledOnce();
  });

  it("are those of the procedure that the text is of", () => {
    expect(procedureOf(`{ "definitionId": "x" }`)).toBe("x");
    expect(procedureOf(`{ "procedure": "y" }`)).toBe("y");
    expect(procedureOf(`{ broken`)).toBe("");
  });
});

describe("a finding", () => {
  const finding = { code: "c-near", severity: "error", sentence: "写错了。", fix: { offset: 2, length: 3, text: "level" }, place: { offset: 0, length: 9, line: 1, column: 1 } } as Api["FindingView"];

  it("is put right by what it knows, where one may write", async () => {
    const fix = vi.fn();
    const { unmount } = show(<Findings findings={[finding]} fix={fix} />, "/", "/", admin);
    await userEvent.click(screen.getByRole("button", { name: fill(rules.fix, { word: "level" }) }));
    expect(fix).toHaveBeenCalledWith(finding.fix);
    unmount();
    show(<Findings findings={[finding]} />, "/", "/", admin);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("of another layer leads to its place in the newest published version", async () => {
    const version = (number: number, state: string) => ({ key: `p/form/f/000${number}`, kind: "form", id: "f", layer: "/s/", unit: "", procedure: "p", from: "2026-01-01", version: number, state, pin: "", name: "表", reason: "" });
    answers["GET /api/definitions"] = () => Response.json({ items: [], atLeast: 0 });
    answers["GET /api/packs"] = () => Response.json({ items: [version(1, "published"), version(2, "published"), version(3, "draft")], atLeast: 3 });
    show(<LayerFindings findings={[{ unit: "s", document: "f", kind: "form", code: "c", severity: "warning", sentence: "没有这一项。", pointer: "/schema" } as Api["LayerFindingView"]]} />, "/", "/", admin);
    const link = await screen.findByRole("link", { name: rules["open-place"] });
    expect(link.getAttribute("href")).toBe("/rules/%2Fs%2F/p%2Fform%2Ff%2F0002/edit?at=%2Fschema");
  });
});

describe("a document as tables", () => {
  const schema: Shape = { type: "object", required: ["rows"], properties: { kind: { const: "x" }, rows: { type: "array", items: { type: "object", required: ["id", "name"], properties: { id: { type: "string" }, name: { type: ["string", "object"] }, points: { type: "number" } } } } } };
  const text = `{ "kind": "x", "rows": [{ "id": "a", "name": "甲", "points": 1 }, { "id": "b", "name": "乙", "points": 2 }] }`;

  it("writes one change of the text for a field that is left, and for a row that is taken out", () => {
    const after: string[] = [];
    show(<TableForm text={text} schema={schema} readOnly={false} apply={(s: Splice[]) => after.push(spliced(text, s))} />, "/", "/", admin);
    const points = screen.getByLabelText(`乙 ${rules["field-points"]}`);
    fireEvent.change(points, { target: { value: "7" } });
    expect(after).toEqual([]);
    fireEvent.blur(points);
    expect(after).toEqual([text.replace(`"points": 2`, `"points": 7`)]);
    fireEvent.click(screen.getByLabelText(fill(rules["row-drop"], { name: "甲" })));
    expect(JSON.parse(after[1]!)).toEqual({ kind: "x", rows: [{ id: "b", name: "乙", points: 2 }] });
    fireEvent.click(screen.getByText(fill(ui["row-add"], { title: "rows" })));
    expect((JSON.parse(after[2]!) as { rows: { id: string }[] }).rows.map((r) => r.id)).toEqual(["a", "b", "new-3"]);
  });

  it("is only read by who may not write it", () => {
    show(<TableForm text={text} schema={schema} readOnly apply={() => undefined} />, "/", "/", admin);
    expect(screen.queryAllByRole("button").filter((b) => b.getAttribute("aria-label")?.includes("甲"))).toEqual([]);
    expect((screen.getByLabelText(`甲 ${rules["field-points"]}`) as HTMLInputElement).disabled).toBe(true);
  });
});
