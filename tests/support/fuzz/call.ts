import type { Random } from "#lib/random.ts";
import { HOSTILE_TEXTS, type Range } from "./draw-value.ts";

export const DOORS = ["api", "page", "action", "sign-in"] as const;
export type Door = (typeof DOORS)[number];

/** One request to the running application. `name` is the route, the page or the action that it is meant for. */
export type Call = {
  door: Door;
  name: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | FormData;
};

/** What is there to be asked for. A move names the state it was made from: without it, whichever is drawn. */
export type Facts = { reviews: readonly { ref: string; sequence: number | null }[]; ids: Range };

/** Half of a character cannot stand in an address. */
export function whole(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "?");
}

/** Quarters that may have a program review. */
export const QUARTERS = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];

/** The value of one part of a path, such as the `ref` of a review. */
export function drawParam(chance: Random, name: string, { reviews, ids }: Facts): string {
  if (chance.chance(0.15)) return chance.pick([...HOSTILE_TEXTS, "999999999", "REV-999999999", "0", "-1"]);
  if (name === "ref") return chance.pick(reviews).ref;
  if (name === "metric") return `M${chance.int(1, 14)}`;
  if (name === "quarter") return chance.pick(QUARTERS);
  if (name === "chart") return chance.pick(["lead-time", "findings", "backlog", "training", "trend"]);
  if (name === "sha256") return chance.pick(["0123456789abcdef".repeat(4), "f".repeat(63), "A".repeat(64)]);
  return String(chance.int(ids.from, ids.to));
}

/** An address with a value for each part that a route names in brackets or braces. */
export function fillPath(path: string, params: Record<string, string>): string {
  return path.replaceAll(/[[{](?:\.{3})?(\w+)[\]}]/g, (_, name) => encodeURIComponent(whole(params[name] ?? "")));
}

/** Of a write that was drawn, now and then with where its review stands now: else every move would be a stale one. */
export function inSequence(chance: Random, body: unknown, ref: string | undefined, { reviews }: Facts): unknown {
  const found = reviews.find((review) => review.ref === ref);
  if (!found?.sequence || typeof body !== "object" || body === null || !("sequence" in body)) return body;
  return chance.chance(0.8) ? { ...body, sequence: found.sequence } : body;
}

/** A call as a line that someone can repeat. */
export function callWords({ method, path, headers, body }: Call): string {
  const form = body instanceof FormData ? Object.fromEntries(body) : body;
  return `${method} ${path.slice(0, 500)} ${JSON.stringify(headers).slice(0, 600)} ${JSON.stringify(form)?.slice(0, 2_000) ?? ""}`;
}
