import { render, screen } from "@testing-library/react";
import rules from "../locales/zh-CN/rules.json";
import type { Api } from "@/api/client";
import { sayIn, TextsContext } from "@/app/texts";
import { useWorded } from "@/rules/editor/words";

const node = (id: string, type: string, title: string) => ({ id, type, title, outcomes: [] }) as unknown as Api["NodeView"];
const type = (name: string, title: string) => ({ type: name, title, options: [{ name: "days", title: `${title}天数` }] }) as unknown as Api["ActivityTypeView"];

function Sentence({ of }: { of: string }) {
  const worded = useWorded([node("publicity", "P", "结果公示"), node("match", "M", "数据比对")], [type("M", "核对"), type("P", "公示")]);
  return <p>{worded(of)}</p>;
}

describe("a sentence of the server's", () => {
  it.each([
    ["把环节“publicity”的“days”改为 3", "把环节“结果公示”的“公示天数”改为 3"],
    ["环节“match”的结果“Returned”没有连线", "环节“数据比对”的结果“退回”没有连线"],
    ["在“publicity.Passed”之后", "在“结果公示 · 公示无异议”之后"],
    ["“days”没有环节", "“days”没有环节"],
  ])("names %s as people do", (of, shown) => {
    render(
      <TextsContext.Provider value={{ say: sayIn({ rules }), language: "zh-CN", change: () => undefined }}>
        <Sentence of={of} />
      </TextsContext.Provider>,
    );
    expect(screen.getByText(shown)).toBeTruthy();
  });
});
