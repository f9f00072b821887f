import { env } from "#lib/env.ts";
import type { AnchorBody } from "./rules.ts";

/** Where anchors are posted. `post` returns null on success, otherwise the reason, free of secrets. */
export type AnchorTarget = { host: string; post: (body: AnchorBody) => Promise<string | null> };

type TargetSettings = { url: string; token?: string | undefined; timeoutMs?: number };

const TIMEOUT_MS = 5_000;

/** The configured target, or null. */
export function anchorTarget(): AnchorTarget | null {
  const { ANCHOR_URL, ANCHOR_TOKEN } = env();
  return ANCHOR_URL ? openTarget({ url: ANCHOR_URL, token: ANCHOR_TOKEN }) : null;
}

/**
 * The operator chose the address, so it may be in a private network. Otherwise as for any address: no redirects are
 * followed, and only the response status is read.
 */
export function openTarget({ url, token, timeoutMs = TIMEOUT_MS }: TargetSettings): AnchorTarget {
  const post = async (body: AnchorBody): Promise<string | null> => {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(body),
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return response.ok ? null : statusWords(response.status);
    } catch (error) {
      return failureWords(error, timeoutMs);
    }
  };
  return { host: new URL(url).host, post };
}

function statusWords(status: number): string {
  return status >= 300 && status < 400
    ? `The server answered ${status}: redirects are not followed.`
    : `The server answered ${status}.`;
}

/** Error messages may quote the request, so only the code is used. */
function failureWords(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `The server did not respond within ${timeoutMs / 1_000} seconds.`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `The server could not be reached${code}.`;
}
