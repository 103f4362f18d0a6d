import after from "../locales/zh-CN/after.json";
import { endOf, spanOf } from "@/after/ends";
import { sayIn } from "@/app/texts";

const say = sayIn({ after });

describe("the days of a level", () => {
  it.each([
    ["2026-10-20", "2027-08-31", "2026年10月20日 至 2027年8月31日"],
    ["2026-10-20", "2026-10-20", "2026年10月20日 至 2026年10月20日"],
    ["2026-10-20", null, `2026年10月20日 至 ${after["until-left"]}`],
    ["2026-10-20", "2026-10-19", after["never-began"]],
  ])("from %s to %s are said as %s", (from, until, says) => expect(spanOf(say, { from, until }, "zh-CN").replaceAll(" ", "")).toBe(says.replaceAll(" ", "")));
});

it.each(["superseded", "revoked", "exited", "left", "handed-over"])("every end has its word: %s", (end) => expect(endOf(say, end)).not.toBe(after["ended-other"]));
