import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configure, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import app from "../locales/zh-CN/app.json";
import home from "../locales/zh-CN/home.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Running } from "@/app/Running";
import { show } from "./served";

// The first popover that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

const answers = vi.hoisted((): Record<string, object> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(Response.json(answers[new URL(request.url).pathname])), "http://school.test") };
});

const job = (id: string, more: object) => ({ id, version: 1, work: "tasks", verb: "verify", status: "completed", total: 6, done: 6, failed: 0, failures: [], ...more });
const reader = { duties: [], unit: "/s/" };

describe("long work of mine", () => {
  it("is counted while it runs, can be stopped, and once more where something failed", async () => {
    const user = userEvent.setup();
    const open = job("a", { status: "open", done: 2 });
    const failed = job("b", { work: "import", done: 5, failed: 1, failures: [{ item: "x", name: "赵一", code: "c", sentence: "没有此人" }] });
    Object.assign(answers, { "/api/jobs": { items: [failed, open] }, "/api/jobs/a": open, "/api/jobs/b": failed });
    show(<Running />, "/", "/", reader);
    await user.click(await screen.findByRole("button", { name: fill(app.jobs, { count: 1 }) }));
    expect(await screen.findByText(fill(home.job, { done: 2, of: 6, failed: 0 }))).toBeTruthy();
    expect(await screen.findByRole("button", { name: home["job-cancel"] })).toBeTruthy();
    expect(await screen.findByRole("button", { name: home["job-retry"] })).toBeTruthy();
    expect(screen.getAllByRole("region").map((r) => r.getAttribute("aria-label"))).toEqual([app["job-tasks"], app["job-import"]]);
  });

  it("is called by what it does, whichever work it is", async () => {
    const works = [...readFileSync(join("..", "StudentAid.Workflow.Casework", "Jobs", "StartJob.cs"), "utf8").matchAll(/public const string \w+ = "([a-z]+)";/g)].map((m) => m[1]!);
    expect(works).toContain("rows");
    const jobs = works.map((work) => job(work, { work, status: "open" }));
    Object.assign(answers, { "/api/jobs": { items: jobs }, ...Object.fromEntries(jobs.map((j) => [`/api/jobs/${j.id}`, j])) });
    show(<Running />, "/", "/", reader);
    await userEvent.click(await screen.findByRole("button", { name: fill(app.jobs, { count: works.length }) }));
    const named = (await screen.findAllByRole("region")).map((r) => r.getAttribute("aria-label"));
    expect(named).toHaveLength(works.length);
    expect(named).not.toContain(app["job-other"]);
  });

  it("takes no room where there is none", async () => {
    answers["/api/jobs"] = { items: [] };
    show(<><Running /><p>页面</p></>, "/", "/", reader);
    await screen.findByText("页面");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
