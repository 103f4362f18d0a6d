import { fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import ui from "../locales/zh-CN/ui.json";
import { fill } from "@/app/texts";
import { evidenceOf, papersOf, type Proof } from "@/ui/form/papers";
import { Proofs } from "@/ui/form/Proofs";
import type { FormDocument } from "@/ui/form/schema";
import { show } from "./served";

const plain: FormDocument = { id: "f", kind: "form" };
const asks: FormDocument = {
  ...plain,
  papers: [{ id: "card", name: { "zh-CN": "低保证" } }, { id: "letter", name: { "zh-CN": "低收入家庭证明" } }, { id: "diagnosis", name: { "zh-CN": "诊断证明" } }],
  stamps: [{ id: "village", name: { "zh-CN": "村（居）民委员会" } }, { id: "county", name: { "zh-CN": "县级民政部门" } }],
  proofs: [
    { id: "low", name: { "zh-CN": "低收入" }, any: [{ types: ["card"] }, { types: ["letter"], stamps: ["village", "county"], stampsNeeded: 1, issuedWithin: 3 }] },
    { id: "ill", name: { "zh-CN": "诊断证明" }, types: ["diagnosis"] },
  ],
};

function Desk({ form }: { form: FormDocument }) {
  const [proofs, setProofs] = useState<Proof[]>([{ type: "低保证", hash: "a" }, { type: "诊断书", hash: "b" }]);
  return (
    <>
      <Proofs person="p" today="2026-09-22" form={form} value={proofs} onChange={setProofs} />
      <output aria-label="proofs">{JSON.stringify(evidenceOf(proofs, papersOf(form), "材料"))}</output>
    </>
  );
}

const given = (): Proof[] => JSON.parse(screen.getByLabelText("proofs").textContent!) as Proof[];
const open = (form: FormDocument) => show(<Desk form={form} />, "/", "/", { duties: [], unit: "/s/" });
const kind = (number: number) => screen.getByLabelText<HTMLSelectElement>(fill(ui["proof-kind"], { number }));

describe("papers that go along", () => {
  it("say each by its number on which day it was issued, no later than today", () => {
    open(plain);
    const days = [1, 2].map((number) => screen.getByLabelText<HTMLInputElement>(fill(ui["proof-issued"], { number })));
    expect(days.map((d) => d.max)).toEqual(["2026-09-22", "2026-09-22"]);
    fireEvent.change(days[1]!, { target: { value: "2026-09-01" } });
    expect(given().map((p) => p.issued)).toEqual([undefined, "2026-09-01"]);
  });

  it("have words of the family's own where the form knows no kinds", () => {
    open(plain);
    expect(screen.queryByLabelText(fill(ui["proof-kind"], { number: 1 }))).toBeNull();
    fireEvent.change(screen.getByLabelText(fill(ui["proof-name"], { number: 1 })), { target: { value: " " } });
    expect(given()[0]!.type).toBe("材料");
  });

  it("are of a kind that the form knows, by its name, and bear the stamps that are asked of that kind alone", () => {
    open(asks);
    expect([...kind(1).options].map((o) => o.text)).toEqual(["低保证", "低收入家庭证明", "诊断证明", ui["proof-other"]]);
    expect(kind(1).value).toBe("");
    fireEvent.change(kind(1), { target: { value: "letter" } });
    const stamps = within(screen.getByRole("group", { name: fill(ui["proof-stamps"], { number: 1 }) }));
    fireEvent.click(stamps.getByLabelText("县级民政部门"));
    expect(given()[0]).toEqual({ type: "letter", hash: "a", stamps: ["county"] });
    fireEvent.change(kind(1), { target: { value: "card" } });
    expect(screen.queryByRole("group")).toBeNull();
    expect(given()[0]).toEqual({ type: "card", hash: "a" });
    fireEvent.change(kind(1), { target: { value: "" } });
    expect(given()[0]!.type).toBe(fill(ui["proof-number"], { number: 1 }));
  });

  it("are preceded by what the form asks for, each way to prove in words", () => {
    open(asks);
    screen.getByText("低收入：低保证；或者低收入家庭证明，加盖村（居）民委员会、县级民政部门中任意 1 个单位的章，3 个月内开具，并填写开具日期");
    screen.getByText("诊断证明", { selector: "li" });
  });
});
