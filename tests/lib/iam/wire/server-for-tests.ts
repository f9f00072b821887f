import { answer } from "#lib/iam/wire/answer.ts";
import type { Surroundings, WireResponse } from "#lib/iam/wire/message.ts";
import { AccountResources } from "#lib/iam/wire/neighbours/account-resources.ts";
import { PreviewStore } from "#lib/iam/wire/preview-store.ts";

export const NOW = new Date("2026-01-02T03:04:05Z");

/** What a server of this account has at hand that has just started; new ids are counted. */
export function surroundingsOf(account: string, more: Partial<Surroundings> = {}): Surroundings {
  let count = 0;
  const newId = () => {
    count += 1;
    return `id-${count}`;
  };
  const [store, resources] = [new PreviewStore(NOW), new AccountResources()];
  return { account, requestId: "request", now: NOW, newId, store, resources, limits: {}, ...more };
}

/** Asks with a body of JSON, or without one. */
export async function askJson(
  surroundings: Surroundings,
  { method, path, query = "", headers = {}, body }: Question,
): Promise<{ status: number; headers: WireResponse["headers"]; body: ReturnType<typeof JSON.parse> }> {
  const bytes = body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
  const answered = await answer({ method, path, query, headers, body: bytes }, surroundings);
  return { ...answered, body: JSON.parse(answered.body) };
}

type Question = {
  method: string;
  path: string;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
};
