import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Button, Form } from "antd";
import ui from "../locales/zh-CN/ui.json";
import { sayIn, TextsContext } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { asked, clean, faultOf, fenOf, fieldsOf, yuanOf, type Schema } from "@/ui/form/schema";

const schema: Schema = {
  type: "object",
  required: ["name", "members"],
  properties: {
    income: { type: "integer", title: { "zh-CN": "年收入", en: "Income" }, minimum: 0, widget: "money", order: 2 },
    name: { type: "string", title: "姓名", minLength: 1, maxLength: 4, order: 1 },
    postcode: { type: "string", title: "邮政编码", pattern: "^[0-9]{6}$" },
    health: { type: "string", title: "健康状况", enum: ["good", "ill"], labels: [{ "zh-CN": "良好" }, { "zh-CN": "患病" }], widget: "select" },
    members: { type: "array", title: "家庭成员", maxItems: 2, items: { type: "object", required: ["who"], properties: { who: { type: "string", title: "称呼" } } } },
  },
};

const show = (sent: (value: unknown) => void) =>
  render(
    <TextsContext.Provider value={{ say: sayIn({ ui }), language: "zh-CN", change: () => undefined }}>
      <Form onFinish={(v) => sent(clean(schema, v))}>
        <Fields schema={schema} path={[]} />
        <Button htmlType="submit">送出申请</Button>
      </Form>
    </TextsContext.Provider>,
  );

describe("the form", () => {
  it("sends what was typed: money in fen, rows as a list, nothing empty", async () => {
    const sent = vi.fn();
    const user = userEvent.setup();
    show(sent);
    await user.type(screen.getByLabelText("姓名"), "王㛃");
    await user.type(screen.getByLabelText("年收入"), "12345.67");
    await user.selectOptions(screen.getByLabelText("健康状况"), "ill");
    await user.click(screen.getByRole("button", { name: "添加：家庭成员" }));
    await user.type(screen.getByLabelText("称呼"), "祖母");
    await user.click(screen.getByRole("button", { name: "送出申请" }));
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ name: "王㛃", income: 1234567, health: "ill", members: [{ who: "祖母" }] }));
  });

  it("says what is wrong as one types and sends nothing", async () => {
    const sent = vi.fn();
    const user = userEvent.setup();
    show(sent);
    await user.type(screen.getByLabelText("邮政编码"), "12");
    expect(await screen.findByText(ui["form-pattern"])).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "送出申请" }));
    expect(await screen.findByText(ui["form-needed"])).toBeTruthy();
    expect(sent).not.toHaveBeenCalled();
  });

  it("takes no more rows than the schema", async () => {
    const user = userEvent.setup();
    show(() => undefined);
    const add = screen.getByRole("button", { name: "添加：家庭成员" });
    await user.click(add);
    await user.click(add);
    expect(add).toHaveProperty("disabled", true);
  });
});

describe("the schema's checks", () => {
  it("put fields in the pack's order", () => expect(fieldsOf(schema).map(([name]) => name)).toEqual(["name", "income", "members", "postcode", "health"]));

  it.each([
    [{ type: "integer", minimum: 1 }, 0, "least"],
    [{ type: "integer", maximum: 30 }, 31, "most"],
    [{ type: "integer" }, 1.5, "not-a-number"],
    [{ type: "string", maxLength: 2 }, "三个字", "longest"],
  ] as [Schema, unknown, string][])("find a fault in %o with %s", (of, value, kind) => expect(faultOf(of, value, true)?.kind).toBe(kind));

  it("leave out what the server computes", () => {
    const document = { id: "f", kind: "form", computed: [{ field: "family.perCapita" }], schema: { properties: { family: { properties: { perCapita: {}, address: {} } } } } };
    expect(Object.keys(asked(document).properties!.family!.properties!)).toEqual(["address"]);
  });

  it("count money in whole fen", () => {
    expect(fenOf("0.29")).toBe(29);
    expect(fenOf(1.005)).toBe(100);
    expect(fenOf("")).toBeUndefined();
    expect(yuanOf(1234567)).toBe(12345.67);
  });
});
