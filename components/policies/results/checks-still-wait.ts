import { paths } from "#lib/paths.ts";
import type { WaitingRun } from "#lib/policies/output.ts";

type Asked = { review: string; told: readonly WaitingRun[]; signal: AbortSignal };

/**
 * Asks the API, from the browser, whether a review's checks still wait as rendered. True when unknown, such as when the
 * request fails.
 */
export async function checksStillWait({ review, told, signal }: Asked): Promise<boolean> {
  const address = paths.api(`/reviews/${review}/checks/waiting`);
  try {
    const response = await fetch(address, { signal, cache: "no-store" });
    if (response.status === 429 || response.status >= 500) return true;
    // Without a session or access to the review, refresh so the page explains.
    if (!response.ok) return false;
    const { items } = (await response.json()) as { items: WaitingRun[] };
    return words(items) === words(told);
  } catch {
    return true;
  }
}

function words(runs: readonly WaitingRun[]): string {
  return JSON.stringify(runs.map(({ id, state, error }) => [id, state, error]));
}
