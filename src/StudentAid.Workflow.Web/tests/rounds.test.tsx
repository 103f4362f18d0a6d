import { screen, waitFor } from "@testing-library/react";
import enrolment from "../locales/zh-CN/enrolment.json";
import rosters from "../locales/zh-CN/rosters.json";
import type { Api } from "@/api/client";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Meeting } from "@/rosters/Meeting";
import Rounds from "@/rounds/Rounds";
import { show } from "./served";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!(request)), "http://school.test") };
});

describe("the way to the register of students", () => {
  const office = { duties: ["keep-rounds"], unit: "/", others: [{ path: "/t/", name: "示例技工学校" }] };
  const rulesOf = (having: string[]) => (answers["GET /api/enrolment-rules"] = (r) => Response.json({ acts: having.includes(new URL(r.url).searchParams.get("school")!) ? ["report"] : [], changes: [] }));

  it("leads to the first school that has rules, whichever of one's schools it is", async () => {
    rulesOf(["/t/"]);
    show(<Rounds />, "/rounds", "/rounds", office);
    expect((await screen.findByRole("link", { name: enrolment.link })).getAttribute("href")).toBe(`/enrolment?school=${encodeURIComponent("/t/")}`);
  });

  it("is not there where no school has any", async () => {
    const asked: string[] = [];
    rulesOf([]);
    const answer = answers["GET /api/enrolment-rules"]!;
    answers["GET /api/enrolment-rules"] = (r) => (asked.push(r.url), answer(r));
    show(<Rounds />, "/rounds", "/rounds", office);
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(screen.queryByRole("link", { name: enrolment.link })).toBeNull();
  });
});

describe("a member who signs in nowhere", () => {
  const seat = (id: string, name: string, signsIn: boolean) => ({ id, name, category: "c", chair: false, concerned: false, observes: false, signsIn });
  const roster = (ballot: string) => ({ id: "l1", status: "frozen", body: "group", unit: "/s/c/", ballot, duties: { mayRecord: true }, composition: [] }) as unknown as Api["RosterView"];

  it.each([["secret", false], ["open", true]])("of a %s ballot may vote later: %s", async (ballot, later) => {
    answers["GET /api/rosters/l1/seats"] = () => Response.json({ items: [seat("m1", "闵思源", true), seat("m2", "池雨薇", false)] });
    answers["GET /api/committees"] = () => Response.json({ items: [] });
    show(<Meeting roster={roster(ballot)} />, "/", "/", { duties: [], unit: "/s/c/" });
    const laterOf = async (name: string) => (await screen.findByRole("radiogroup", { name: fill(rosters["vote-of"], { name }) })).textContent!.includes(rosters.later);
    expect([await laterOf("闵思源"), await laterOf("池雨薇")]).toEqual([true, later]);
  });
});
