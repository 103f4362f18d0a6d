import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { onlineManager } from "@tanstack/react-query";
import { ConfigProvider, Form, Input } from "antd";
import type { ComponentProps } from "react";
import ui from "../locales/zh-CN/ui.json";
import { Refusal, Unreached } from "@/api/client";
import { Act } from "@/ui/Act";
import { show } from "./served";
import { press } from "./trials";

interface Given {
  sum: string;
}

const reused = () => new Refusal(422, "key-reused", "", "同一幂等键应带相同内容，但这次内容不同。");
const label = "登记退回";

/** A receipt that is put down in a sheet of one field. */
function receipt(act: Pick<ComponentProps<typeof Act<Given>>, "send" | "long">) {
  show(
    <ConfigProvider theme={{ token: { motion: false } }}>
      <Act<Given> label={label} {...act}>
        <Form.Item name="sum" label="金额" rules={[{ required: true }]}>
          <Input />
        </Form.Item>
      </Act>
    </ConfigProvider>,
    "/",
    "/",
    { duties: [], unit: "/s/" },
  );
}

/** Of each sending the test says what becomes of it. */
function desk(...fates: (Error | "done")[]) {
  const sent: { sum: string; key: string }[] = [];
  const user = userEvent.setup();
  receipt({
    send: ({ sum }, how) => {
      sent.push({ sum, key: how.header["Idempotency-Key"] });
      const fate = fates[sent.length - 1] ?? "done";
      return fate === "done" ? Promise.resolve({}) : Promise.reject(fate);
    },
  });
  const open = async () => {
    await user.click(screen.getByRole("button", { name: label }));
    return within(await screen.findByRole("dialog"));
  };
  const send = async (sum?: string) => {
    const sheet = within(screen.getByRole("dialog"));
    const field = sheet.getByLabelText("金额");
    if (sum !== undefined) {
      await user.clear(field);
      await user.type(field, sum);
    }
    const before = sent.length;
    await press(user, () => sheet.getByRole("button", { name: label }));
    await waitFor(() => expect(sent).toHaveLength(before + 1));
  };
  const close = async () => {
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  };
  return { user, sent, open, send, close };
}

const keys = (sent: { key: string }[]) => sent.map((s) => s.key);

describe("a long sheet", () => {
  it("is not emptied by one click: it asks first where something was filled in", async () => {
    const user = userEvent.setup();
    receipt({ long: true, send: () => Promise.resolve({}) });
    const open = () => user.click(screen.getByRole("button", { name: label }));
    const close = () => user.click(screen.getByRole("button", { name: "Close" }));
    const gone = () => waitFor(() => expect(screen.queryByLabelText("金额")).toBeNull());
    await open();
    await close();
    await gone();
    await open();
    await user.type(screen.getByLabelText("金额"), "100");
    await close();
    await user.click(await screen.findByRole("button", { name: ui["go-on-typing"] }));
    expect(screen.getByLabelText<HTMLInputElement>("金额").value).toBe("100");
    await close();
    await user.click((await screen.findAllByRole("button", { name: ui["leave-typed-do"] })).at(-1)!);
    await gone();
  });
});

describe("an act whose answer was lost", () => {
  it("is sent again under its key though the sheet was closed, as it was filled in", async () => {
    const { sent, open, send, close } = desk(new Unreached());
    await open();
    await send("100");
    expect(await screen.findByText(ui.unreached)).toBeTruthy();
    await close();
    await open();
    expect(screen.getByText(ui.unreached)).toBeTruthy();
    await send();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent.map((s) => s.sum)).toEqual(["100", "100"]);
    expect(new Set(keys(sent)).size).toBe(1);
    await open();
    await send("100");
    expect(keys(sent)[2]).not.toBe(keys(sent)[0]);
  });

  it("is not done beside another: what was changed goes under its key, and who sent it learns that the first was done", async () => {
    const { sent, open, send } = desk(new Unreached(), reused(), "done");
    await open();
    await send("100");
    await screen.findByText(ui.unreached);
    await send("200");
    expect(await screen.findByText(ui["done-before"])).toBeTruthy();
    expect(keys(sent)[1]).toBe(keys(sent)[0]);
    // Now he knows, and what he sends all the same is another act.
    await send("200");
    expect(keys(sent)[2]).not.toBe(keys(sent)[0]);
  });

  it("keeps its key also where another was refused meanwhile, and after a gateway's error", async () => {
    const { sent, open, send } = desk(new Refusal(504, "", "Gateway Timeout", ""), reused(), new Unreached());
    await open();
    await send("100");
    await screen.findByText("Gateway Timeout");
    await send("200");
    await screen.findByText(ui["done-before"]);
    await send("100");
    expect(keys(sent)[2]).toBe(keys(sent)[0]);
  });

  it("has a new key where the server refused it, and forgets the refusal with the sheet", async () => {
    const { sent, open, send, close } = desk(new Refusal(422, "too-much", "", "金额过大。"));
    await open();
    await send("100");
    await screen.findByText("金额过大。");
    await close();
    await open();
    expect(screen.queryByText("金额过大。")).toBeNull();
    await send("100");
    expect(keys(sent)[1]).not.toBe(keys(sent)[0]);
  });

  it("fails at once without a network, so that nothing goes out by itself later", async () => {
    onlineManager.setOnline(false);
    try {
      const { sent, open, send } = desk(new Unreached());
      await open();
      await send("100");
      expect(await screen.findByText(ui.unreached)).toBeTruthy();
      onlineManager.setOnline(true);
      await send();
      expect(new Set(keys(sent)).size).toBe(1);
      expect(sent).toHaveLength(2);
    } finally {
      onlineManager.setOnline(true);
    }
  });
});

describe("an act that has not been answered", () => {
  it("stands as it was filled in also where it was a gateway that answered", async () => {
    const { sent, open, send, close } = desk(new Refusal(504, "", "Gateway Timeout", ""));
    await open();
    await send("100");
    await screen.findByText("Gateway Timeout");
    await close();
    const sheet = await open();
    expect(sheet.getByText("Gateway Timeout")).toBeTruthy();
    expect(sheet.getByLabelText<HTMLInputElement>("金额").value).toBe("100");
    await send();
    expect(sent.map((s) => s.sum)).toEqual(["100", "100"]);
    expect(new Set(keys(sent)).size).toBe(1);
  });

  it("stands as it was filled in also where its sheet is opened again while it is on its way", async () => {
    const user = userEvent.setup();
    let done: (answer: object) => void = () => undefined;
    receipt({ send: () => new Promise((answered) => (done = answered)) });
    await user.click(screen.getByRole("button", { name: label }));
    await user.type(await screen.findByLabelText("金额"), "100");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: label }));
    await screen.findByText(ui.sending);
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: label }));
    expect((await screen.findByLabelText<HTMLInputElement>("金额")).value).toBe("100");
    expect(screen.getByText(ui.sending)).toBeTruthy();
    done({});
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});
