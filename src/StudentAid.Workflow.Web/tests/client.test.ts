import { makeClient, newKey, Refusal, Unreached } from "@/api/client";

const answering = (status: number, body: unknown, seen: Request[] = []) =>
  makeClient(async (request) => {
    seen.push(request);
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  }, "http://school.test");

describe("the client", () => {
  it("says that it is the page, in which language, and with a key for a change", async () => {
    const seen: Request[] = [];
    const client = answering(200, { items: [] }, seen);
    await client.GET("/api/rounds");
    await client.POST("/api/session/leave");
    expect(seen[0]!.headers.get("X-Requested-With")).toBe("StudentAid");
    expect(seen[0]!.headers.get("Accept-Language")).toBe("zh-CN");
    expect(seen[0]!.headers.get("Idempotency-Key")).toBeNull();
    expect(seen[1]!.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("keeps the key and the version that an act brings", async () => {
    const seen: Request[] = [];
    await answering(200, {}, seen).POST("/api/rosters/{id}/decide", {
      params: { path: { id: "x" }, header: { "Idempotency-Key": "mine", "If-Match": '"4"' } },
      body: { entries: [], minutes: "" },
    });
    expect(seen[0]!.headers.get("Idempotency-Key")).toBe("mine");
    expect(seen[0]!.headers.get("If-Match")).toBe('"4"');
  });

  it("throws a refusal as the server wrote it", async () => {
    const refused = answering(422, { code: "quorum-missing", title: "填写的内容不符合要求", detail: "应有三分之二到会。", article: "第十七条" }).GET("/api/me");
    await expect(refused).rejects.toMatchObject({ status: 422, code: "quorum-missing", message: "应有三分之二到会。", article: "第十七条" });
    await expect(refused).rejects.toBeInstanceOf(Refusal);
  });

  it("says that the server was not reached where no answer came", async () => {
    const client = makeClient(() => Promise.reject(new TypeError("network")), "http://school.test");
    await expect(client.GET("/api/me")).rejects.toBeInstanceOf(Unreached);
  });

  it("makes a new key each time", () => expect(newKey()).not.toBe(newKey()));
});
