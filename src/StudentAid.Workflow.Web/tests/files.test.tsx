import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cases from "../locales/zh-CN/cases.json";
import type * as Client from "@/api/client";
import { Files } from "@/cases/Files";
import { show } from "./served";
import { answers } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const file = (hash: string, type: string) => ({ hash, type, category: "proof", valid: true, named: { "zh-CN": "低保证" }, stamps: [] });

describe("the papers of a case", () => {
  it("are looked at over the page where they are pictures, fetched when wanted and not before, and what cannot be shown says what to do", async () => {
    answers["GET /api/cases/c1/files"] = () => Response.json({ items: [file("aa", "image/jpeg"), file("bb", "application/pdf")] });
    show(<Files id="c1" />, "/", "/", { duties: [], unit: "/s/" });
    await userEvent.click(screen.getByText(cases["files-open"]));
    expect((await screen.findByText("材料 2：低保证")).getAttribute("href")).toBe("/api/files/bb");
    expect(screen.queryByRole("img")).toBeNull();
    expect(screen.queryByRole("button", { name: "查看材料 2" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "查看材料 1" }));
    const picture = await screen.findByRole("img", { name: "材料 1：低保证" });
    expect(picture.getAttribute("src")).toBe("/api/files/aa");
    fireEvent.error(picture);
    expect(await screen.findByText(cases["file-unseen"])).toBeTruthy();
  });
});
