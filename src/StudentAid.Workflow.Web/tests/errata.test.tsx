import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import publicities from "../locales/zh-CN/publicities.json";
import ui from "../locales/zh-CN/ui.json";
import type { Api } from "@/api/client";
import { sayIn, TextsContext } from "@/app/texts";
import { Errata } from "@/publicities/Errata";

const entries = [{ case: "c1", name: "郎云帆", place: "/s/d/c/" }, { case: "c2", name: "马小禾", place: "/s/d/c/" }];
const erratum = (column: string, was: string, now: string) => ({ number: 1, case: "c1", column, day: "2026-09-20", was, now, reason: "笔误", by: "资助中心" });
const units = [{ path: "/s/", kind: "school", name: "示例学院" }, { path: "/s/d/", kind: "department", name: "信息工程系" }, { path: "/s/d/c/", kind: "class", name: "软件2401" }];

function show(errata: object[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(["units"], { items: units });
  const notice = { id: "n", entries, errata, options: { columns: ["name", "department", "class", "major"] }, period: { over: false } } as unknown as Api["RosterView"];
  render(
    <QueryClientProvider client={queries}>
      <TextsContext.Provider value={{ say: sayIn({ publicities, ui }), language: "zh-CN", change: () => undefined }}>
        <Errata notice={notice} office />
      </TextsContext.Provider>
    </QueryClientProvider>,
  );
}

function choose(label: string, option: string) {
  fireEvent.mouseDown(screen.getByRole("combobox", { name: label }));
  fireEvent.click(screen.getByText(option, { selector: ".ant-select-item-option-content" }));
}

const was = () => screen.getByRole<HTMLInputElement>("textbox", { name: publicities.was }).value;

describe("errata of a notice", () => {
  it("say whose row was corrected, and call no column by another's name", () => {
    show([erratum("house", "甲", "乙")]);
    expect(screen.getByRole("row", { name: /郎云帆/ }).textContent).toContain("郎云帆house甲乙");
  });

  it("begin with what stands on the notice: a name, a unit, or what was corrected last", () => {
    show([erratum("department", "信工系", "信息工程学院")]);
    fireEvent.click(screen.getByRole("button", { name: publicities.correct }));
    choose(publicities.whose, "马小禾");
    expect(was()).toBe("马小禾");
    choose(publicities.column, publicities["column-class"]);
    expect(was()).toBe("软件2401");
    choose(publicities.column, publicities["column-major"]);
    expect(was()).toBe("");
    choose(publicities.column, publicities["column-department"]);
    choose(publicities.whose, "郎云帆");
    expect(was()).toBe("信息工程学院");
  });
});
