import { byteHeaders } from "./bytes";
import { api, body, newKey, Refusal, refusalOf, type Api } from "./client";

const Piece = 1024 * 1024;
const Tries = 4;
const Rest = 1500;

type Whose = { person: string } | { unit: string };

/** A lost connection, or a virus scanner that does not answer now: what has arrived stays at the server. */
const passes = (error: unknown) => error instanceof TypeError || (error instanceof Refusal && error.code === "file-scanner-silent");

/** Uploads that this page began and did not end: chosen again, a file goes on with its own. */
const begun = new Map<string, string>();

/** Sends a file a piece at a time; after a lost connection it goes on from where the server stands. The answer is the hash by which others name it. */
export async function upload(file: File, whose: Whose, category: string, told: (part: number) => void): Promise<string> {
  const name = JSON.stringify([file.name, file.size, file.lastModified, category, whose]);
  let state = await resumed(begun.get(name));
  state ??= await body(api.POST("/api/uploads", { params: { header: { "Idempotency-Key": newKey() } } as never, body: { size: file.size, category, ...whose } as Api["UploadInput"] }));
  begun.set(name, state.id);
  for (let tries = 0; !state.hash; ) {
    try {
      state = await append(state.id, Number(state.offset), file);
      tries = 0;
      told(Number(state.offset) / file.size);
    } catch (error) {
      if (!passes(error)) begun.delete(name);
      if (!passes(error) || ++tries > Tries) throw error;
      await new Promise((done) => setTimeout(done, Rest));
      // All of it may have arrived: then an empty piece asks for the scanner's word once more.
      state = await body(api.GET("/api/uploads/{id}", { params: { path: { id: state.id } } }));
    }
  }
  begun.delete(name);
  return state.hash;
}

/** Null where there is none, or the server has put it away. */
const resumed = async (id: string | undefined): Promise<Api["UploadView"] | null> => {
  if (id === undefined) return null;
  try {
    return await body(api.GET("/api/uploads/{id}", { params: { path: { id } } }));
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
};

async function append(id: string, offset: number, file: File): Promise<Api["UploadView"]> {
  const answer = await fetch(`/api/uploads/${id}/append?offset=${offset}`, { method: "POST", body: file.slice(offset, offset + Piece), headers: byteHeaders() });
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()) as Api["UploadView"];
}
