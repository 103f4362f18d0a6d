/** A draft lives in this tab only and is gone with it: a phone is often shared. */
const name = (id: string): string => `studentaid.draft.${id}`;

export const keepDraft = (id: string, answers: unknown): void => sessionStorage.setItem(name(id), JSON.stringify(answers ?? {}));

export const keptDraft = (id: string): unknown => {
  const kept = sessionStorage.getItem(name(id));
  return kept === null ? {} : (JSON.parse(kept) as unknown);
};

export const dropDraft = (id: string): void => sessionStorage.removeItem(name(id));
