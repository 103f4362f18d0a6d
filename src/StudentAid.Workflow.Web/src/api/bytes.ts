import { language } from "@/app/texts";
import type { How } from "./act";
import { actingAs } from "./acting";
import { refusalOf, Unreached } from "./client";

/** What goes with a file's bytes; they are sent past the client that puts it on every other request. */
export const byteHeaders = (): Record<string, string> => ({
  "X-Requested-With": "StudentAid",
  "Accept-Language": language(),
  "Content-Type": "application/octet-stream",
  ...(actingAs() ? { "Acting-As": actingAs() } : {}),
});

/** Sends a file as its bytes and reads the answer; an act like any other, so that it has a key, or is a trial. */
export async function sendBytes<T>(path: string, file: Blob, how: How, more: Record<string, string> = {}): Promise<T> {
  const to = how.query.dryRun ? `${path}${path.includes("?") ? "&" : "?"}dryRun=true` : path;
  const answer = await fetch(to, { method: "POST", body: file, headers: { ...byteHeaders(), ...how.header, ...more } }).catch(() => {
    throw new Unreached();
  });
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()) as T;
}
