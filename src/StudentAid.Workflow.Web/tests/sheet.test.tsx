import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Form, Input } from "antd";
import { useState } from "react";
import ui from "../locales/zh-CN/ui.json";
import type { How } from "@/api/act";
import { Refusal, Unreached } from "@/api/client";
import { fill } from "@/app/texts";
import { Act } from "@/ui/Act";
import { SheetForm } from "@/ui/Sheet";
import { triedOf } from "@/ui/weigh";
import { show } from "./served";
import { press } from "./trials";

const reader = { duties: [], unit: "/s/" };
const answer = (facts: object) => ({ id: "a", version: 1, wouldWrite: { status: "", at: "", events: [], facts } });

interface Given {
  reason?: string;
}

/** An act that is asked for by its own button; what it sends is kept, and a trial answers as the test says. */
async function open(trial: (v: Given) => unknown, asks = false) {
  const sent: { of: Given; how: How }[] = [];
  const user = userEvent.setup();
  show(
    <Act<Given>
      label="归档"
      weighed
      send={(of, how) => {
        if (how.query.dryRun) return Promise.resolve().then(() => trial(of));
        sent.push({ of, how });
        return Promise.resolve({ id: "a", version: 2 });
      }}
    >
      {asks && (
        <Form.Item name="reason" label="理由" rules={[{ required: true, message: "请写明理由" }]}>
          <Input />
        </Form.Item>
      )}
    </Act>,
    "/",
    "/",
    reader,
  );
  await user.click(screen.getByRole("button", { name: "归档" }));
  const sheet = within(await screen.findByRole("dialog"));
  return { user, sheet, sent, button: () => sheet.getByRole("button", { name: "归档" }) };
}

describe("a sheet before an act with consequences", () => {
  it("says to how many, until when it can be taken back and what it rests on, before it can be sent", async () => {
    const { user, sheet, sent, button } = await open(() => answer({ count: 12, of: "students", undo: { "zh-CN": "不能撤销。", en: "It cannot be undone." }, article: "实施办法 第十五条" }));
    expect(button().ariaDisabled).toBe("true");
    expect(await sheet.findByText(fill(ui["act-students"], { count: 12 }))).toBeTruthy();
    expect(sheet.getByText("不能撤销。")).toBeTruthy();
    expect(sheet.getByText("实施办法 第十五条")).toBeTruthy();
    expect(sent).toEqual([]);
    await press(user, button);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]!.how.query.dryRun).toBeUndefined();
    expect(sent[0]!.how.header["Idempotency-Key"]).toBeTruthy();
  });

  it("says why the server would refuse, and does not let go on", async () => {
    const { user, sheet, sent, button } = await open(() => {
      throw new Refusal(409, "notices-hang", "", "还有公示没有期满。", "实施办法 第十六条(四)");
    });
    expect(await sheet.findByText("还有公示没有期满。")).toBeTruthy();
    expect((button() as HTMLButtonElement).disabled).toBe(true);
    await user.click(button());
    expect(sent).toEqual([]);
  });

  it("asks the server only what is whole, and anew when it was changed", async () => {
    const asked: Given[] = [];
    const { user, sheet, sent, button } = await open((v) => {
      asked.push(v);
      if (v.reason === "无") throw new Refusal(422, "too-short", "", "理由太短。");
      return answer({ undo: { "zh-CN": "不能撤销。" } });
    }, true);
    expect(await sheet.findByText(ui["act-incomplete"])).toBeTruthy();
    await press(user, button);
    expect(await sheet.findByText("请写明理由")).toBeTruthy();
    expect(asked).toEqual([]);
    await user.type(sheet.getByLabelText("理由"), "无");
    expect(await sheet.findByText("理由太短。")).toBeTruthy();
    await user.type(sheet.getByLabelText("理由"), "误");
    expect(await sheet.findByText("不能撤销。")).toBeTruthy();
    expect(sheet.queryByText("理由太短。")).toBeNull();
    await press(user, button);
    await waitFor(() => expect(sent.map((s) => s.of)).toEqual([{ reason: "无误" }]));
    expect(asked.at(-1)).toEqual({ reason: "无误" });
  });
});

/** A sheet whose trials the test answers when it will, and what stands beside its fields. */
function held() {
  const asked: { of: unknown; answer: (facts: object) => void; fail: (why: Error) => void }[] = [];
  const sent: unknown[] = [];
  const user = userEvent.setup();
  let change: (now: string) => void = () => undefined;
  function Desk() {
    const [mark, setMark] = useState("agreed");
    change = setMark;
    return (
      <SheetForm<Given>
        label="归档"
        weighed
        beside={mark}
        send={(of, how) => {
          if (!how.query.dryRun) return Promise.resolve(sent.push({ ...of, mark }));
          return new Promise((answered, fail) => asked.push({ of: { ...of, mark }, answer: (facts) => answered(answer(facts)), fail }));
        }}
      >
        <Form.Item name="reason" label="理由">
          <Input />
        </Form.Item>
      </SheetForm>
    );
  }
  show(<Desk />, "/", "/", reader);
  const trial = async (of: object) => {
    await waitFor(() => expect(asked.at(-1)?.of).toEqual(of), { timeout: 4000 });
    return asked.at(-1)!;
  };
  return { user, asked, sent, trial, change: (now: string) => act(() => change(now)), button: () => screen.getByRole<HTMLButtonElement>("button", { name: "归档" }) };
}

const undo = (zh: string) => ({ undo: { "zh-CN": zh } });

describe("a sheet while the server is asked", () => {
  it("takes what is sent with Enter and sends it once it fits, where nothing follows from it that was not read before", async () => {
    const { user, sent, trial, button } = held();
    (await trial({ mark: "agreed" })).answer(undo("不能撤销。"));
    await screen.findByText("不能撤销。");
    await user.type(screen.getByRole("textbox"), "误{Enter}");
    expect(button().disabled).toBe(false);
    expect(sent).toEqual([]);
    (await trial({ mark: "agreed", reason: "误" })).answer(undo("不能撤销。"));
    await waitFor(() => expect(sent).toEqual([{ mark: "agreed", reason: "误" }]));
  });

  it("shows first what was not read yet", async () => {
    const { user, sent, trial, button } = held();
    const first = await trial({ mark: "agreed" });
    await user.click(button());
    first.answer(undo("不能撤销。"));
    await screen.findByText("不能撤销。");
    expect(sent).toEqual([]);
    await press(user, button);
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it("weighs anew what another changed beside its fields, and sends nothing that the trial never saw", async () => {
    const { user, sent, trial, change, button } = held();
    (await trial({ mark: "agreed" })).answer(undo("不能撤销。"));
    await screen.findByText("不能撤销。");
    change("returned");
    expect(button().ariaDisabled).toBe("true");
    await user.click(button());
    expect(sent).toEqual([]);
    (await trial({ mark: "returned" })).answer(undo("可以收回。"));
    await screen.findByText("可以收回。");
    expect(sent).toEqual([]);
    await press(user, button);
    await waitFor(() => expect(sent).toEqual([{ mark: "returned" }]));
  });

  it("asks again by itself when the network is back", async () => {
    const { asked, trial } = held();
    (await trial({ mark: "agreed" })).fail(new Unreached());
    await screen.findByText(ui.unreached);
    window.dispatchEvent(new Event("online"));
    await waitFor(() => expect(asked).toHaveLength(2), { timeout: 4000 });
    asked[1]!.answer(undo("不能撤销。"));
    expect(await screen.findByText("不能撤销。")).toBeTruthy();
  });
});

describe("a trial's answer", () => {
  it("has its facts in what would be written, or beside the rows of a table, or not at all", () => {
    const facts = { undo: { "zh-CN": "可以作废。", en: "" } };
    expect(triedOf(answer(facts)).facts).toEqual(facts);
    expect(triedOf({ rows: 2, facts }).facts).toEqual(facts);
    expect(triedOf(undefined)).toEqual({ facts: null, warnings: [] });
    expect(triedOf({ id: "a", version: 0, warnings: [{ code: "committee-not-spread", text: "性别应至少有 2 种。" }] }).warnings).toEqual(["性别应至少有 2 种。"]);
  });
});

describe("what a sheet begins with", () => {
  interface Asked {
    school?: string;
    channel?: string;
  }

  /** A sheet that was opened before the page had read its schools. */
  function Late() {
    const [schools, setSchools] = useState<string[]>([]);
    return (
      <>
        <button type="button" onClick={() => setSchools(["s1"])}>
          读到
        </button>
        <Act<Asked> label="登记" initial={{ channel: "telephone", ...(schools.length === 1 ? { school: schools[0]! } : {}) }} send={() => Promise.resolve()}>
          <Form.Item name="school" label="学校">
            <Input />
          </Form.Item>
          <Form.Item name="channel" label="渠道">
            <Input />
          </Form.Item>
        </Act>
      </>
    );
  }

  const late = async () => {
    const user = userEvent.setup();
    show(<Late />, "/", "/", reader);
    await user.click(screen.getByRole("button", { name: "登记" }));
    const sheet = within(await screen.findByRole("dialog"));
    const field = (name: string) => sheet.getByLabelText(name, { exact: false }) as HTMLInputElement;
    const read = () => act(() => screen.getByText("读到").click());
    return { user, field, read };
  };

  it("fills the field that the page came to know while it stood open, and no other", async () => {
    const { user, field, read } = await late();
    await user.clear(field("渠道"));
    await user.type(field("渠道"), "letter");
    read();
    await waitFor(() => expect(field("学校").value).toBe("s1"));
    expect(field("渠道").value).toBe("letter");
  });

  it("leaves what was typed, and what was typed and taken away again", async () => {
    const { user, field, read } = await late();
    await user.type(field("学校"), "s2");
    await user.clear(field("学校"));
    await user.clear(field("渠道"));
    read();
    await new Promise((r) => setTimeout(r));
    expect(field("学校").value).toBe("");
    expect(field("渠道").value).toBe("");
  });
});
