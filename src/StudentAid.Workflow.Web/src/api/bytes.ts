import { language } from "@/app/texts";
import { acting } from "./act";
import { actingAs } from "./acting";
import { refusalOf, Unreached } from "./client";

/** What goes with a file's bytes; they are sent past the client that puts it on every other request. */
export const byteHeaders = (): Record<string, string> => ({
  "X-Requested-With": "StudentAid",
  "Accept-Language": language(),
  "Content-Type": "application/octet-stream",
  ...(actingAs() ? { "Acting-As": actingAs() } : {}),
});

/** Sends a file as its bytes and reads the answer; an act like any other, so that it has a key. */
export async function sendBytes<T>(path: string, file: Blob, key: string, more: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(path, { method: "POST", body: file, headers: { ...byteHeaders(), ...acting(key), ...more } }).catch(() => {
    throw new Unreached();
  });
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()) as T;
}
