import { cleanup, render, screen } from "@testing-library/react";
import cases from "../locales/zh-CN/cases.json";
import type { Api } from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { History } from "@/cases/History";

const step = (events: unknown[], more: Partial<Api["StepView"]> = {}) => ({ seq: 1, at: "2026-09-22T02:00:00Z", actor: "a", events, by: "陆老师", ...more }) as Api["StepView"];

const told = (...steps: Api["StepView"][]): string[] => {
  const words = { activity: (id: string) => ({ verify: "核实" })[id] ?? "", level: String, body: String };
  render(
    <TextsContext.Provider value={{ say: sayIn({ cases }), language: "zh-CN", change: () => undefined }}>
      <History events={steps} {...words} />
    </TextsContext.Provider>,
  );
  return screen.getAllByRole("listitem").map((l) => l.querySelector("time + span")!.textContent);
};

describe("a case's history", () => {
  it.each(["claim", "release", "transfer", "delegate", "reply", "recall", "add-signer", "remove-signer", "sign", "remind", "copy"])("has a line for %s, with the step it was done at", (verb) =>
    expect(told(step([["Noted", "verify", verb, {}]]))[0]).toMatch(/^核实：.{2,4}陆老师$/));

  it.each([
    [["Noted", "", "cancel", "reason"], "终止办理陆老师"],
    [["Noted", "", "end", "reason"], "撤回申请陆老师"],
    [["Noted", "match", "match-resolved", {}], "核对了比对结果陆老师"],
    [["Suspended", "reason"], "暂停办理陆老师"],
    [["Suspended", "standing-suspended"], "暂停办理（学生已休学或参军）陆老师"],
    [["Suspended", "standing-not-arrived"], "暂停办理（学生未报到）陆老师"],
    [["Noted", "", "cancel", "standing-left"], "终止办理（学生已离校）陆老师"],
    [["Continued"], "恢复办理陆老师"],
    [["Rewound", 1, "verify", "apply"], "退回重办陆老师"],
    [["Started", "pin", { restarts: "x" }], "重新启动申请陆老师"],
    [["Started", "pin", {}], "开始申请陆老师"],
  ])("tells %j", (event, line) => expect(told(step([event]))).toEqual([line]));

  it("shows what was written with the step, after who did it", () =>
    expect(told(step([["Noted", "verify", "reply", {}]], { words: [{ what: "reply", text: "收入证明属实" }] }))).toEqual(["核实：答复委派陆老师收入证明属实"]));

  it("has a line for one of several posts that sign", () => expect(told(step([["Noted", "verify", "opinion", { signed: true, level: "low" }]]))).toEqual(["核实：会签陆老师"]));

  it("says how a body voted, in numbers, and of a post's decision nothing", () => {
    const decision = { body: "group", unit: "软件2401", at: "2026-09-21T02:00:00Z", by: "程老师" };
    const given = ["Noted", "class", "opinion", { outcome: "Proposed" }];
    const shown = (more: object) => told(step([given], { decision, ...more } as Partial<Api["StepView"]>))[0]!;
    const voted = fill(cases.votes, { present: 5, agree: 4, disagree: 1, abstain: 0 });
    const line = shown({ votes: { present: 5, agree: 4, disagree: 1, abstain: 0 } });
    expect(line).toContain(voted);
    cleanup();
    expect(line.replace(voted, "")).toContain(shown({}));
    expect(screen.getByRole("list").textContent).not.toContain(cases.votes.split("{")[0]!);
  });

  it("says for whom he who acted stood in", () => expect(told(step([["Noted", "verify", "verified", {}]], { actedFor: "陆老师代程老师办理" }))).toEqual(["登记了核实陆老师代程老师办理"]));
});
