import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type * as Client from "@/api/client";
import type { Api } from "@/api/client";
import { useRoster } from "@/api/reading";
import { useWorkingCopy } from "@/rosters/workingCopy";
import { proposalOf, returned } from "@/rosters/worksheet";
import { show } from "./served";
import { answers } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const entry = { case: "c1", level: "hard", suggested: "hard", state: "open" } as Api["EntryView"];
const rosterWith = (rows: object[]) => ({ id: "l1", status: "frozen", entries: [entry], worksheet: { rows } });
const gone = () => Response.json({ code: "not-signed-in", detail: "请登录。" }, { status: 401 });

function Row({ roster }: { roster: Api["RosterView"] }) {
  const copy = useWorkingCopy(roster);
  const mark = copy.marks({ c1: proposalOf(entry) })["c1"]!;
  return (
    <>
      <output aria-label="row">{`${mark.verdict} ${mark.opinion} ${copy.keeping}`}</output>
      <button onClick={() => copy.mark("c1", { ...returned, opinion: "请补签" })}>put</button>
      <button onClick={() => void copy.flush()}>again</button>
    </>
  );
}

function Desk() {
  const { data } = useRoster("l1");
  return data ? <Row roster={data} /> : null;
}

const row = () => screen.getByLabelText("row").textContent;

describe("the working copy", () => {
  it("goes on showing what was typed while the server took it and cannot be read, and what the server has as soon as it can be", async () => {
    answers["GET /api/rosters/l1"] = () => Response.json(rosterWith([]));
    let sent = 0;
    answers["PATCH /api/rosters/l1/worksheet"] = () => (sent++, (answers["GET /api/rosters/l1"] = gone), Response.json({ refused: [] }));
    show(<Desk />, "/", "/", { duties: [], unit: "/s/" });
    await waitFor(() => expect(row()).toBe("agree  kept"));
    await userEvent.click(screen.getByText("put"));
    await userEvent.click(screen.getByText("again"));
    await waitFor(() => expect(row()).toBe("return 请补签 unreached"));
    answers["GET /api/rosters/l1"] = () => Response.json(rosterWith([{ key: "c1", verdict: "return", level: "", reason: "", opinion: "请补签，李老师", version: 2 }]));
    await userEvent.click(screen.getByText("again"));
    await waitFor(() => expect(row()).toBe("return 请补签，李老师 kept"));
    expect(sent).toBe(1);
  });
});
