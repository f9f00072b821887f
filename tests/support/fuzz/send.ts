import type { Call } from "./call.ts";

/** What came back. `meant` is the status of the problem that an action answers inside a 200, else the status itself. */
export type Answer = { status: number; meant: number; requestId: string; ms: number; text: string };

/** Sends one call and reads the whole answer. Throws when there is none. */
export async function send(origin: string, { method, path, headers, body }: Call, cookie: string): Promise<Answer> {
  const begin = performance.now();
  const cookies = [cookie, headers.cookie].filter(Boolean).join("; ");
  const ask = (url: string) =>
    fetch(url, {
      method,
      headers: { ...headers, cookie: cookies },
      redirect: "manual",
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body }),
    });
  const first = await ask(`${origin}${path}`);
  // The router's own requests are first sent to their right address.
  const location = first.headers.get("location") ?? "";
  const response = location.includes("_rsc=") ? await ask(new URL(location, origin).href) : first;
  const text = await response.text();
  const { status } = response;
  const requestId = response.headers.get("x-request-id") ?? "";
  return { status, meant: problemIn(text) ?? status, requestId, ms: performance.now() - begin, text };
}

/** The problem of a server action travels as its value. */
function problemIn(text: string): number | null {
  const [, status] = /"ok":false,"problem":\{"type":"about:blank","title":"[^"]*","status":(\d{3})/.exec(text) ?? [];
  return status ? Number(status) : null;
}

/** Signs a demo person in and gives the cookie of the session. Null when that is refused. */
export async function signInDemo(origin: string, email: string): Promise<string | null> {
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/demo`, {
    method: "POST",
    headers: { cookie: cookieOf(csrf) },
    body: new URLSearchParams({ csrfToken, email, callbackUrl: "/", json: "true" }),
    redirect: "manual",
  });
  await answer.arrayBuffer();
  return cookieOf(answer).match(/guardians-session=[^;]+/)?.[0] ?? null;
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
