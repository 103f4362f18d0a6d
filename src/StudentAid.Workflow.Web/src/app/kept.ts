/** Where drafts that have not reached the server lie on this device, encrypted; in clear stands only whose they are, by an id. */
export const Base = "studentaid.drafts";

const Owner = "studentaid.drafts-of";

const Patience = 2_000;

/** What the device's store answers, or that it does not: a tab that the browser has put to sleep may hold it for hours. */
export const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout>;
  return Promise.race([work, new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error(`${Base} does not answer.`)), Patience)))]).finally(() => clearTimeout(timer));
};

/** Before anything of somebody is kept or read here. Throws where another's could not be wiped, or the browser keeps nothing. */
export function keepsFor(reader: string): void {
  const owner = localStorage.getItem(Owner);
  if (owner !== null && owner !== reader) throw new Error(`${Base} is another's.`);
  localStorage.setItem(Owner, reader);
}

async function wipe(): Promise<void> {
  if ("indexedDB" in globalThis)
    await new Promise<void>((done, fail) => {
      const deleted = indexedDB.deleteDatabase(Base);
      deleted.onsuccess = () => done();
      deleted.onerror = () => fail(deleted.error ?? new Error(Base));
    });
  localStorage.removeItem(Owner);
}

/** Never throws, for nobody's session hangs on it: whose they are stays written where it fails, so that nobody else reads them and the next to sign in wipes once more. */
const attempt = (work: () => Promise<void>): Promise<void> => within(work()).catch((error: unknown) => console.warn("The drafts on this device could not be wiped.", error));

/** Deletes the drafts and the key that reads them. Other tabs let go of them by themselves. */
export const wipeKept = (): Promise<void> => attempt(wipe);

/** Whoever signs in finds nothing of the one before. */
export const wipeOthers = (reader: string): Promise<void> =>
  attempt(async () => {
    const owner = localStorage.getItem(Owner);
    if (owner !== null && owner !== reader) await wipe();
  });
