import type { Api } from "@/api/client";

/** Somebody has proposed to retract it; until a second person approves, it holds. */
export const leaves = (of: Pick<Api["DocumentVersion"], "state" | "retractBy">): boolean => of.state === "published" && Boolean(of.retractBy);
