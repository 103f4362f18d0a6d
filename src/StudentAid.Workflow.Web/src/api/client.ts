import createClient, { type Middleware } from "openapi-fetch";
import { language } from "@/app/texts";
import { actingAs } from "./acting";
import type { components, paths } from "./schema.gen";

export type Api = components["schemas"];

/** What the server refused, in its own words. Shown as it was written; nothing is translated here. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly article?: string,
  ) {
    super(detail || title);
    this.name = "Refusal";
  }
}

/** The answer never came: the network, not the server, and what was sent may or may not have arrived. */
export class Unreached extends Error {
  constructor() {
    super("unreached");
    this.name = "Unreached";
  }
}

/** A key for one act: sent twice it acts once. */
export const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
};

export const refusalOf = async (response: Response): Promise<Refusal> => {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { code?: string; title?: string; detail?: string; article?: string };
    return new Refusal(response.status, body.code ?? "", body.title ?? "", body.detail ?? "", body.article);
  } catch {
    return new Refusal(response.status, "", response.statusText, "");
  }
};

/** Every request says that it comes from this page (no other site can), and in which language it wants its answer. */
const door: Middleware = {
  onRequest({ request }) {
    request.headers.set("X-Requested-With", "StudentAid");
    request.headers.set("Accept-Language", language());
    if (actingAs() && !new URL(request.url).pathname.startsWith("/api/session")) request.headers.set("Acting-As", actingAs());
    if (request.method !== "GET" && !request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", newKey());
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await refusalOf(response);
  },
  onError: ({ error }) => (error instanceof Refusal ? error : new Unreached()),
};

export const makeClient = (fetch?: (request: Request) => Promise<Response>, baseUrl = "") => {
  const made = createClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}) });
  made.use(door);
  return made;
};

export const api = makeClient();

/** The body of an answer; a refusal was thrown before. */
export const body = async <T>(call: Promise<{ data?: T }>): Promise<T> => (await call).data as T;
