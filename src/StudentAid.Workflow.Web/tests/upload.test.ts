import type * as Client from "@/api/client";
import { upload } from "@/api/upload";

const server = vi.hoisted(() => ({ begun: 0, offset: 0, answers: [] as (() => Response)[], pieces: [] as { url: string; size: number }[] }));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  const answer = (request: Request) => {
    if (request.method === "POST") server.begun++;
    return Promise.resolve(Response.json({ id: "u", offset: request.method === "POST" ? 0 : server.offset, size: 5 }));
  };
  return { ...client, api: client.makeClient(answer, "http://school.test") };
});

const silent = () => ((server.offset = 5), Response.json({ code: "file-scanner-silent", detail: "扫描程序暂时没有答复" }, { status: 503 }));
const kept = () => Response.json({ id: "u", offset: 5, size: 5, hash: "beef" });
const file = new File(["photo"], "proof.jpg", { lastModified: 1 });
const send = () => upload(file, { person: "p" }, "proof", () => undefined);

describe("a file whose scanner does not answer", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Object.assign(server, { begun: 0, offset: 0, answers: [], pieces: [] });
    vi.stubGlobal("fetch", (url: string, init: { body: Blob }) => {
      server.pieces.push({ url, size: init.body.size });
      return Promise.resolve(server.answers.shift()!());
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is asked about again without being sent again", async () => {
    server.answers = [silent, silent, kept];
    const sent = send();
    await vi.runAllTimersAsync();
    expect(await sent).toBe("beef");
    expect(server.pieces.map((p) => p.size)).toEqual([5, 0, 0]);
    expect(server.pieces.at(-1)!.url).toContain("offset=5");
  });

  it("says so after a while, and chosen again it goes on with the same upload", async () => {
    server.answers = [silent, silent, silent, silent, silent];
    const refused = expect(send()).rejects.toMatchObject({ code: "file-scanner-silent" });
    await vi.runAllTimersAsync();
    await refused;
    server.answers = [kept];
    expect(await send()).toBe("beef");
    expect([server.begun, server.pieces.at(-1)!.size]).toEqual([1, 0]);
  });
});
