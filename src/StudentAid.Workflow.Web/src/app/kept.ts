/** Where drafts that have not reached the server lie on this device, encrypted; in clear stands only whose they are, by an id. */
export const Base = "studentaid.drafts";

const Owner = "studentaid.drafts-of";

/** Before the first draft of somebody is kept here. */
export const keepsFor = (reader: string): void => localStorage.setItem(Owner, reader);

/** Deletes the drafts and the key that reads them. Other tabs let go of them by themselves. */
export async function wipeKept(): Promise<void> {
  localStorage.removeItem(Owner);
  if (!("indexedDB" in globalThis)) return;
  await new Promise<void>((done, fail) => {
    const deleted = indexedDB.deleteDatabase(Base);
    deleted.onsuccess = () => done();
    deleted.onerror = () => fail(deleted.error ?? new Error(Base));
  });
}

/** Whoever signs in finds nothing of the one before. */
export const wipeOthers = async (reader: string): Promise<void> => {
  const owner = localStorage.getItem(Owner);
  if (owner !== null && owner !== reader) await wipeKept();
};
