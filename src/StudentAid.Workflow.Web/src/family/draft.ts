/** A draft lives in this tab only and is gone with it: a phone is often shared. */
const name = (id: string): string => `studentaid.draft.${id}`;

export const keepDraft = (id: string, answers: unknown): void => sessionStorage.setItem(name(id), JSON.stringify(answers ?? {}));

export const keptDraft = (id: string): unknown => {
  const kept = sessionStorage.getItem(name(id));
  return kept === null ? {} : (JSON.parse(kept) as unknown);
};

const proofsName = (id: string): string => `${name(id)}.proofs`;

export const keepProofs = (id: string, proofs: { type: string; hash: string }[]): void => sessionStorage.setItem(proofsName(id), JSON.stringify(proofs));

export const keptProofs = (id: string): { type: string; hash: string }[] => JSON.parse(sessionStorage.getItem(proofsName(id)) ?? "[]") as { type: string; hash: string }[];

export const dropDraft = (id: string): void => {
  sessionStorage.removeItem(name(id));
  sessionStorage.removeItem(proofsName(id));
};
