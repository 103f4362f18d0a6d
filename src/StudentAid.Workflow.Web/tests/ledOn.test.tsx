import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import after from "../locales/zh-CN/after.json";
import oversight from "../locales/zh-CN/oversight.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { Samples } from "@/after/Samples";
import { fill } from "@/app/texts";
import Issue from "@/oversight/Issue";
import { show } from "./served";
import { answers, press } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const address = () => screen.getByLabelText("address").textContent;

/** What is asked for again once an act is done, answered when the test says. */
function asksAgain(call: string, answer: unknown) {
  let give: (() => void) | undefined;
  answers[call] = () => new Promise((given) => (give = () => given(Response.json(answer))));
  return { asked: () => give !== undefined, give: () => give!() };
}

/** Long enough for a page to be drawn to which one was led already. */
const drawn = () => new Promise((done) => setTimeout(done, 300));

describe("whoever made something is led to it when the act is done, and what he leaves is as it is now", () => {
  it("where a sample is drawn", async () => {
    const user = userEvent.setup();
    answers["GET /api/samples"] = () => Response.json({ items: [], atLeast: 0 });
    answers["POST /api/samples"] = () => Response.json({ id: "s1", version: 1 });
    show(<Samples round="r1" school="/s/" />, "*", "/rounds/r1/after/samples", { duties: ["keep-rounds"], unit: "/s/" });
    await screen.findByText(after["no-samples"]);
    await user.click(screen.getByRole("button", { name: after.draw }));
    const sheet = within(await screen.findByRole("dialog"));
    await user.type(sheet.getByLabelText(after.seed), "抽签");
    const samples = asksAgain("GET /api/samples", { items: [], atLeast: 0 });
    await press(user, () => sheet.getByRole("button", { name: after.draw }));
    await waitFor(() => expect(samples.asked()).toBe(true));
    await drawn();
    expect(address()).toBe("/rounds/r1/after/samples");
    samples.give();
    await waitFor(() => expect(address()).toBe("/samples/s1"));
  });

  it.each([
    [{ school: "/s/", case: "c" }, "/oversight/findings/f1"],
    [undefined, "/here"],
  ])("where a finding is made: %j", async (about, there) => {
    const user = userEvent.setup();
    answers["GET /api/rounds"] = () => Response.json({ items: [], atLeast: 0 });
    answers["POST /api/findings"] = () => Response.json({ id: "f1", version: 1 });
    show(<Issue {...(about ? { about } : {})} />, "*", "/here", { duties: ["oversee"], unit: "/" });
    const label = about ? oversight["issue-case"] : oversight.issue;
    await user.click(screen.getByRole("button", { name: label }));
    const sheet = within(await screen.findByRole("dialog"));
    if (!about) {
      await user.click(sheet.getByRole("combobox", { name: oversight.school }));
      await user.click(await screen.findByText("示例学院"));
    }
    await user.type(sheet.getByLabelText(oversight.article), "第十六条");
    await user.type(sheet.getByLabelText(oversight["issue-text"]), "公示不足五日");
    fireEvent.change(sheet.getByLabelText(oversight["correct-by"]), { target: { value: "2026-10-01" } });
    const units = asksAgain("GET /api/org-units", { items: [{ path: "/s/", kind: "school", name: "示例学院" }] });
    await press(user, () => sheet.getByRole("button", { name: label }));
    await waitFor(() => expect(units.asked()).toBe(true));
    await drawn();
    expect(address()).toBe("/here");
    units.give();
    expect(await screen.findByText(fill(ui.done, { label }))).toBeTruthy();
    await waitFor(() => expect(address()).toBe(there));
  });
});
