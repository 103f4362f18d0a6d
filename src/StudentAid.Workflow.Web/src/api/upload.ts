import { byteHeaders } from "./bytes";
import { api, body, newKey, refusalOf, type Api } from "./client";

const Piece = 1024 * 1024;
const Tries = 4;
const Rest = 1500;

type Whose = { person: string } | { unit: string };

/** Sends a file a piece at a time; after a lost connection it goes on from where the server stands. The answer is the hash by which others name it. */
export async function upload(file: File, whose: Whose, category: string, told: (part: number) => void): Promise<string> {
  let state = await body(api.POST("/api/uploads", { params: { header: { "Idempotency-Key": newKey() } } as never, body: { size: file.size, category, ...whose } as Api["UploadInput"] }));
  for (let tries = 0; !state.hash; ) {
    try {
      state = await append(state.id, Number(state.offset), file);
      tries = 0;
      told(Number(state.offset) / file.size);
    } catch (error) {
      if (!(error instanceof TypeError) || ++tries > Tries) throw error;
      await new Promise((done) => setTimeout(done, Rest));
      state = await body(api.GET("/api/uploads/{id}", { params: { path: { id: state.id } } }));
    }
  }
  return state.hash;
}

async function append(id: string, offset: number, file: File): Promise<Api["UploadView"]> {
  const answer = await fetch(`/api/uploads/${id}/append?offset=${offset}`, { method: "POST", body: file.slice(offset, offset + Piece), headers: byteHeaders() });
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()) as Api["UploadView"];
}
