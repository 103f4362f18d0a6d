import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import family from "../locales/zh-CN/family.json";
import { fill } from "@/app/texts";
import { Proofs, type Proof } from "@/family/Proofs";
import { show } from "./served";

function Desk() {
  const [proofs, setProofs] = useState<Proof[]>([{ type: "低保证", hash: "a" }, { type: "诊断书", hash: "b" }]);
  return (
    <>
      <Proofs person="p" today="2026-09-22" proofs={proofs} change={setProofs} />
      <output aria-label="issued">{JSON.stringify(proofs.map((p) => p.issued ?? ""))}</output>
    </>
  );
}

describe("papers that go along", () => {
  it("say each by its number on which day it was issued, no later than today", () => {
    show(<Desk />, "/", "/", { duties: [], unit: "/s/" });
    const days = [1, 2].map((number) => screen.getByLabelText<HTMLInputElement>(fill(family["proof-issued"], { number })));
    expect(days.map((d) => d.max)).toEqual(["2026-09-22", "2026-09-22"]);
    fireEvent.change(days[1]!, { target: { value: "2026-09-01" } });
    expect(screen.getByLabelText("issued").textContent).toBe('["","2026-09-01"]');
  });
});
