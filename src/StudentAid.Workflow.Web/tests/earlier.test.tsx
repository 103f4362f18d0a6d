import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Form } from "antd";
import ui from "../locales/zh-CN/ui.json";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { beginning, over, sharedOf } from "@/ui/form/earlier";
import { Fields } from "@/ui/form/Fields";
import type { FormDocument, Schema } from "@/ui/form/schema";
import { BeforeContext, saysSame } from "@/ui/form/Was";

const schema: Schema = {
  properties: {
    people: { type: "integer", title: "家庭人口" },
    income: { type: "integer", title: "年收入", widget: "money" },
    health: { type: "string", title: "健康状况", enum: ["good", "ill"], labels: [{ "zh-CN": "良好" }, { "zh-CN": "患病" }], widget: "select" },
  },
};

const show = (answers: unknown) =>
  render(
    <TextsContext.Provider value={{ say: sayIn({ ui }), language: "zh-CN", change: () => undefined }}>
      <Form initialValues={{ answers }}>
        <BeforeContext.Provider value={{ answers, said: "上学年" }}>
          <Fields schema={schema} path={["answers"]} />
        </BeforeContext.Provider>
      </Form>
    </TextsContext.Provider>,
  );

const was = (text: string) => fill(ui["form-was"], { said: "上学年", text });

describe("a form that begins with an earlier one", () => {
  it("takes the register over the last application, and lists whole", () => {
    expect(beginning([{ source: "register", answers: { student: { name: "王㛃" } } }, { source: "earlier", answers: { student: { name: "王", phone: "1" }, rows: [1, 2] } }])).toEqual({ student: { name: "王㛃", phone: "1" }, rows: [1, 2] });
    expect(over({ a: [1, 2], b: 1 }, { a: [3] })).toEqual({ a: [3], b: 1 });
  });

  it("gives a brother or sister only what the form says they share", () => {
    expect(sharedOf({ id: "f", kind: "form", shared: ["family"] } as FormDocument, { student: { name: "甲" }, family: { people: 4 } })).toEqual({ family: { people: 4 } });
    expect(sharedOf({ id: "f", kind: "form" } as FormDocument, { family: {} })).toEqual({});
  });

  it("marks nothing that says the same, and what was changed with what stood there, in its own words", async () => {
    const user = userEvent.setup();
    show({ people: 3, income: 1200000, health: "good" });
    expect(document.querySelector(".was")).toBeNull();
    await user.selectOptions(screen.getByLabelText("健康状况"), "ill");
    expect(await screen.findByText(was("良好"))).toBeTruthy();
    await user.clear(screen.getByLabelText("年收入"));
    await user.type(screen.getByLabelText("年收入"), "5");
    expect(await screen.findByText(was("12000 元"))).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("健康状况"), "good");
    expect(screen.queryByText(was("良好"))).toBeNull();
  });

  it("takes an empty answer and none for the same", () => {
    expect(saysSame({ a: "", b: [], c: false }, {})).toBe(true);
    expect(saysSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(saysSame([1], [2])).toBe(false);
  });
});
