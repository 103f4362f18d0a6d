import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import committees from "../locales/zh-CN/committees.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import CommitteesPage from "@/committees/CommitteesPage";
import { show } from "./served";
import { answers } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

// The page comes in steps, each of which takes its time on a machine that has much to do.
configure({ asyncUtilTimeout: 10_000 });

const account = "01hzy3v9k2m4n6p8q0r2s4t6v8";
const body = {
  id: "group", name: { "zh-CN": "评议小组", en: "Group" }, scopes: ["class"], chairOf: [], traits: [], invited: [], chairElected: true, publishList: true,
  categories: [
    { id: "class-teacher", name: { "zh-CN": "班主任", en: "Class teacher" }, minimum: 1, maximum: 1, student: false, votes: true },
    { id: "parent", name: { "zh-CN": "家长代表", en: "Parent" }, minimum: 0, student: false, votes: true, share: ">1/2" },
    { id: "guest", name: { "zh-CN": "其他", en: "Others" }, minimum: 0, maximum: 2, student: false, votes: true, share: "≥1/3" },
  ],
};
const committee = {
  body: "group", unit: "/s/c/", term: "第一届", termFrom: "2025-09-01", termUntil: "2027-08-31", published: "2025-09-10", elected: "2025-09-09", invited: [], substitutes: [],
  members: [{ id: "m1", name: "程老师", category: "class-teacher", chair: true, persons: [], account }],
};
const page = () => show(<CommitteesPage />, "/rounds/:id/committees", "/rounds/r1/committees", { duties: ["keep-rounds"], unit: "/s/" });
const day = (label: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(label));

describe("the members of a body", () => {
  beforeEach(() => {
    answers["GET /api/rounds/r1"] = () => Response.json({ id: "r1", school: "/s/", schoolYear: "2026—2027", name: "在校生", status: "open", procedure: "p" });
    answers["GET /api/rounds/r1/rules"] = () => Response.json({ bodies: [body], activities: [], levels: [] });
    answers["GET /api/committees"] = () => Response.json({ items: [committee] });
    answers["GET /api/principals"] = () => Response.json({ items: [] });
  });

  it("are asked for in words: how many, and of those who vote more than or at least a share", async () => {
    page();
    await screen.findByText(new RegExp(fill(committees.any, { category: "家长代表" })));
    const items = screen.getAllByRole("listitem").map((i) => i.textContent);
    expect(items).toContainEqual(expect.stringContaining(fill(committees.any, { category: "家长代表" })));
    expect(items).toContainEqual(expect.stringContaining(fill(committees["share-more"], { share: "1/2" })));
    expect(items).toContainEqual(expect.stringContaining(fill(committees["at-most"], { category: "其他", maximum: 2 })));
    expect(items).toContainEqual(expect.stringContaining(fill(committees["share-least"], { share: "1/3" })));
  });

  it("wait for the accounts, and are called by their names though the account is not among the staff any more", async () => {
    let arrive: (of: Response) => void = () => undefined;
    answers["GET /api/principals"] = () => new Promise((answer) => (arrive = answer));
    const { container } = page();
    expect(await screen.findByText(/程老师/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: committees["member-add"] })).toBeNull();
    arrive(Response.json({ items: [] }));
    await screen.findByRole("button", { name: committees["member-add"] });
    expect(container.textContent).not.toContain(account);
  });

  it("keep the days of their term, and the days of a list go with a change among them and come back with it", async () => {
    const user = userEvent.setup();
    page();
    await screen.findByRole("button", { name: committees["member-add"] });
    expect([day(committees["term-from"]).value, day(committees["term-until"]).value]).toEqual(["2025-09-01", "2027-08-31"]);
    expect([day(committees.published).value, day(committees.elected).value]).toEqual(["2025-09-10", "2025-09-09"]);
    await user.click(screen.getByRole("button", { name: committees["member-add"] }));
    expect(await screen.findByText(committees["dates-anew"])).toBeTruthy();
    await waitFor(() => expect([day(committees.published).value, day(committees.elected).value]).toEqual(["", ""]));
    const added = fill(committees["member-number"], { number: 2 });
    await user.click(within(screen.getByRole("group", { name: added })).getByRole("button", { name: fill(committees["remove-of"], { what: added }) }));
    await waitFor(() => expect(day(committees.published).value).toBe("2025-09-10"));
    fireEvent.change(day(committees.published), { target: { value: "2026-09-20" } });
    await user.click(screen.getByRole("button", { name: committees["member-add"] }));
    await screen.findByText(committees["dates-anew"]);
    await waitFor(() => expect([day(committees.published).value, day(committees.elected).value]).toEqual(["2026-09-20", ""]));
  });
});
