// @vitest-environment node
import { draftsOf, isOver, newDraftKey, seal, unseal } from "@/app/draft";
import { wipeKept, wipeOthers } from "@/app/kept";
import { same } from "@/family/same";

const draft = { answers: { student: { name: "王㛃", idNumber: "999999201705010018" } }, proofs: [{ type: "低保证", hash: "ab" }], etag: '"3"' };

describe("a draft on this device", () => {
  it("is read again by its key, under its own application alone, and nothing of it stands in clear", async () => {
    const key = await newDraftKey();
    const sealed = await seal(key, "case-1", draft, 5);
    expect(await unseal(key, "case-1", sealed)).toEqual(draft);
    await expect(unseal(key, "case-2", sealed)).rejects.toThrow();
    await expect(unseal(await newDraftKey(), "case-1", sealed)).rejects.toThrow();
    const bytes = Buffer.from(sealed.bytes);
    for (const word of ["王㛃", "999999201705010018", "低保证"]) expect(bytes.includes(word)).toBe(false);
  });

  it("lies under a key that no page can read", async () => {
    const key = await newDraftKey();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("says the same as another in whatever order its members stand, and not where one word differs", () => {
    const { idNumber, name } = draft.answers.student;
    expect(same(draft, { answers: { student: { idNumber, name } }, proofs: [{ hash: "ab", type: "低保证" }] })).toBe(true);
    expect(same(draft, { ...draft, answers: { student: { idNumber, name: "王" } } })).toBe(false);
  });

  it("is over after a week", async () => {
    const sealed = await seal(await newDraftKey(), "case-1", draft, 0);
    const week = 7 * 24 * 3600_000;
    expect([isOver(sealed, week - 1), isOver(sealed, week)]).toEqual([false, true]);
  });

  it("is kept neither on a public computer nor where there is nowhere to keep it", () => {
    vi.stubGlobal("indexedDB", {});
    expect(draftsOf("p", true)).toBeNull();
    expect(draftsOf("p", false)).not.toBeNull();
    vi.unstubAllGlobals();
    expect(draftsOf("p", false)).toBeNull();
  });
});

describe("a browser whose store fails", () => {
  const items = new Map<string, string>();
  const said = vi.spyOn(console, "warn");

  beforeEach(() => {
    items.clear();
    said.mockReset();
    vi.stubGlobal("localStorage", { getItem: (k: string) => items.get(k) ?? null, setItem: (k: string, v: string) => items.set(k, v), removeItem: (k: string) => items.delete(k) });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("keeps nothing, says so to whoever asks, and is tried again", async () => {
    const open = vi.fn(() => {
      throw new Error("UnknownError");
    });
    vi.stubGlobal("indexedDB", { open });
    const store = draftsOf("p", false)!;
    expect([await store.kept("c"), await store.keep("c", draft), await store.drop("c")]).toEqual([null, false, undefined]);
    expect([open.mock.calls.length, said.mock.calls.length]).toEqual([3, 3]);
  });

  it("is waited for no longer than a moment where another tab holds it, and stays named as his whose drafts are in it", async () => {
    vi.useFakeTimers();
    items.set("studentaid.drafts-of", "another");
    vi.stubGlobal("indexedDB", { deleteDatabase: () => ({}) });
    const wiped = Promise.all([wipeKept(), wipeOthers("p")]);
    await vi.advanceTimersByTimeAsync(2_000);
    await wiped;
    expect(items.get("studentaid.drafts-of")).toBe("another");
    expect(await draftsOf("p", false)!.kept("c")).toBeNull();
    expect(said).toHaveBeenCalledTimes(3);
  });
});
