import { Base, keepsFor, within } from "./kept";

/** What somebody has filled in, with the ETag of what stood at the server when it was begun. */
export type Written<T> = T & { etag: string };

/** Encrypted by AES-GCM; `at` is when, in milliseconds. */
export interface Sealed {
  at: number;
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** Drafts on this device, by the application's id, or the act's: only what has not reached the server. Where the browser's store fails there is none: nothing is found, nothing kept. */
export interface DraftStore<T> {
  /** With when it was kept, in milliseconds. */
  kept: (id: string) => Promise<(Written<T> & { at: number }) | null>;
  /** Whether it is kept. */
  keep: (id: string, draft: Written<T>) => Promise<boolean>;
  drop: (id: string) => Promise<void>;
}

const Longest = 7 * 24 * 3600_000;
const Keys = "keys";
const Drafts = "drafts";
const Only = "only";

export const isOver = (sealed: Sealed, now: number): boolean => now - sealed.at >= Longest;

/** A key that a page can use and nobody can read, so that it leaves the browser's profile in no form. */
export const newDraftKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** A draft is bound to its application: under another id it cannot be read. */
const bound = (id: string) => new TextEncoder().encode(id);

export async function seal<T>(key: CryptoKey, id: string, draft: Written<T>, at: number): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { at, iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, new TextEncoder().encode(JSON.stringify(draft))) };
}

export async function unseal<T>(key: CryptoKey, id: string, sealed: Sealed): Promise<Written<T>> {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData: bound(id) }, key, sealed.bytes);
  return JSON.parse(new TextDecoder().decode(text)) as Written<T>;
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error(Base));
  });

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= (async () => {
    const request = indexedDB.open(Base, 1);
    request.onupgradeneeded = () => [Keys, Drafts].forEach((name) => request.result.createObjectStore(name));
    const base = await answer(request);
    // Deleted, here or in another tab: whoever holds it open would stop that.
    base.onversionchange = () => {
      base.close();
      opened = undefined;
    };
    return base;
  })();
  // One that failed is tried again by whoever comes next.
  opened.catch(() => (opened = undefined));
  return opened;
}

async function keyOf(base: IDBDatabase): Promise<CryptoKey> {
  const read = (store: IDBObjectStore) => answer(store.get(Only) as IDBRequest<CryptoKey | undefined>);
  const before = await read(base.transaction(Keys).objectStore(Keys));
  if (before) return before;
  const made = await newDraftKey();
  const store = base.transaction(Keys, "readwrite").objectStore(Keys);
  // Two tabs may make one at once: the first that is put down holds.
  const first = await read(store);
  if (first) return first;
  await answer(store.put(made, Only));
  return made;
}

/**
 * The drafts that this reader's browser keeps for a week; null on a public computer, and where the browser cannot encrypt (no HTTPS) or has nowhere to keep
 * them: then a draft is at the server or nowhere.
 */
export function draftsOf<T>(reader: string, publicComputer: boolean, now: () => number = Date.now): DraftStore<T> | null {
  if (publicComputer || !("indexedDB" in globalThis) || !globalThis.crypto?.subtle) return null;
  let last: Promise<unknown> = Promise.resolve();
  // One after the other, so that what is dropped was not kept a moment later.
  const inTurn = <A>(act: (base: IDBDatabase) => Promise<A>, otherwise: A): Promise<A> => {
    const work = async () => {
      keepsFor(reader);
      return act(await open());
    };
    const next = last.then(() => within(work())).catch((error: unknown) => (console.warn("Drafts are not kept on this device.", error), otherwise));
    last = next;
    return next;
  };
  const drafts = (base: IDBDatabase, mode: IDBTransactionMode) => base.transaction(Drafts, mode).objectStore(Drafts);
  return {
    kept: (id) =>
      inTurn<(Written<T> & { at: number }) | null>(async (base) => {
        const store = drafts(base, "readwrite");
        const [ids, all] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll() as IDBRequest<Sealed[]>)]);
        for (const [i, one] of all.entries()) if (isOver(one, now())) await answer(store.delete(ids[i]!));
        const found = all[ids.indexOf(id)];
        return found && !isOver(found, now()) ? { ...(await unseal<T>(await keyOf(base), id, found)), at: found.at } : null;
      }, null),
    keep: (id, draft) =>
      inTurn(async (base) => {
        const sealed = await seal(await keyOf(base), id, draft, now());
        await answer(drafts(base, "readwrite").put(sealed, id));
        return true;
      }, false),
    drop: (id) => inTurn(async (base) => void (await answer(drafts(base, "readwrite").delete(id))), undefined),
  };
}
