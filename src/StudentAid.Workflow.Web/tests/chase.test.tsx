import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import after from "../locales/zh-CN/after.json";
import chase from "../locales/zh-CN/chase.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import After from "@/after/After";
import Chase from "@/chase/Chase";
import { show } from "./served";
import { answers } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const office = { duties: ["keep-rounds"], unit: "/s/" };
const round = { id: "r1", school: "/s/", schoolYear: "2026", name: "在校生", aid: true };

describe("who has not applied", () => {
  it.each([
    ["", chase["all-applied"]],
    ["?unit=/s/c/", ui["nothing-filtered"]],
    ["?cursor=/s/c/", ui["nothing-filtered"]],
  ])("is nobody in the school only where all of it was looked at: %s", async (shown, says) => {
    answers["GET /api/rounds/r1"] = () => Response.json(round);
    answers["GET /api/rounds/r1/not-applied"] = () => Response.json({ items: [], atLeast: 0 });
    show(<Chase />, "/rounds/:id/chase/:what", `/rounds/r1/chase/not-applied${shown}`, office);
    expect(await screen.findByText(says)).toBeTruthy();
    for (const other of [chase["all-applied"], ui["nothing-filtered"]].filter((o) => o !== says)) expect(screen.queryByText(other)).toBeNull();
  });
});

describe("a part that hangs on its round", () => {
  it.each([
    ["chase/not-applied", <Chase />, chase["all-applied"]],
    ["chase/late", <Chase />, chase["no-late"]],
    ["chase/exclusions", <Chase />, chase["no-exclusions"]],
    ["after/samples", <After />, after["no-samples"]],
    ["after/revocations", <After />, after["no-revocations"]],
  ] as const)("says that the round comes, or why it does not, and asks for it again: %s", async (part, page, says) => {
    const asked: ((answer: Response) => void)[] = [];
    answers["GET /api/rounds/r1"] = () => new Promise((given) => void asked.push(given));
    answers["GET /api/rounds/r1/not-applied"] = answers["GET /api/samples"] = answers["GET /api/revocations"] = () => Response.json({ items: [], atLeast: 0 });
    answers["GET /api/rounds/r1/late-attempts"] = answers["GET /api/rounds/r1/aid-exclusions"] = () => Response.json([]);
    const { container } = show(page, `/rounds/:id/${part.split("/")[0]}/:what`, `/rounds/r1/${part}`, office);
    expect(container.querySelector(".ant-skeleton")).not.toBeNull();
    await waitFor(() => expect(asked).toHaveLength(1));
    asked[0]!(Response.json({ code: "busy", detail: "服务器正忙。" }, { status: 503 }));
    expect(await screen.findByText("服务器正忙。")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: ui.again }));
    await waitFor(() => expect(asked).toHaveLength(2));
    asked[1]!(Response.json(round));
    expect(await screen.findByText(says)).toBeTruthy();
    expect(screen.queryByText("服务器正忙。")).toBeNull();
  });
});
