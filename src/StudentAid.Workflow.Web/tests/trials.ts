import { waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import type * as Client from "@/api/client";

/** What the server answers in a test, by method and path. */
export const answers: Record<string, (request: Request) => Response | Promise<Response>> = {};

/** A trial that fits, where a test says nothing else of it under `TRIAL path`: what a sheet asks before its act is no act. */
function answered(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (searchParams.get("dryRun") !== "true") return Promise.resolve(answers[`${request.method} ${pathname}`]!(request));
  const trial = answers[`TRIAL ${pathname}`];
  return Promise.resolve(trial ? trial(request) : Response.json({ id: "trial", version: 0 }));
}

/** The client with a test's own answers in the server's place. A mock is made before a test's imports are there, so it imports this by itself. */
export const served = (client: typeof Client) => ({ ...client, api: client.makeClient(answered, "http://school.test") });

/** Presses a button once it can be pressed: a sheet's own waits for the server's answer to the trial. */
export async function press(user: UserEvent, button: () => HTMLElement): Promise<void> {
  // Looked up once: to find a button by its name takes long where nothing is laid out.
  const found = button() as HTMLButtonElement;
  await waitFor(() => expect(found.disabled || found.ariaDisabled === "true").toBe(false), { timeout: 4000 });
  await user.click(found);
}
