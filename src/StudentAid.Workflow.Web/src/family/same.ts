import type { Draft } from "./useDraft";

/** Whether two drafts say the same, in whatever order their members stand. */
export const same = (one: Draft, other: Draft): boolean => {
  const text = ({ answers, proofs }: Draft) =>
    JSON.stringify([answers, proofs], (_, v: unknown) => (v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v));
  return text(one) === text(other);
};
