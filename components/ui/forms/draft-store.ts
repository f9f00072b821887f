import { attempt } from "./attempt.ts";

/** A form draft kept by one window. */
export type Kept<T> = { window: string; at: number; value: T };

const PREFIX = "guardians.kept.";
const WINDOW = "guardians.window";
const KEPT_MS = 7 * 86_400_000;

/** The draft this window keeps under a name. */
export function keptHere<T>(name: string): Kept<T> | null {
  return read<T>(keyOf(name, thisWindow()));
}

/** The newest draft another window keeps under a name. */
export function keptElsewhere<T>(name: string): Kept<T> | null {
  const others = keysOf(name).flatMap((key) => read<T>(key) ?? []);
  return others.filter(({ window }) => window !== thisWindow()).sort((a, b) => b.at - a.at)[0] ?? null;
}

export function keep<T>(name: string, value: T): void {
  if (isLeaving) return;
  const kept: Kept<T> = { window: thisWindow(), at: Date.now(), value };
  // Without storage or free space, the form lives only on the page.
  attempt(() => localStorage.setItem(keyOf(name, kept.window), JSON.stringify(kept)));
}

export function drop(name: string, window: string = thisWindow()): void {
  attempt(() => localStorage.removeItem(keyOf(name, window)));
}

/** Removes expired drafts of every name. */
export function dropExpired(): void {
  for (const key of keysOf("")) read(key);
}

let isLeaving = false;

/** Removes every draft in this browser on sign-out, and stores none until the next page load. */
export function dropAll(): void {
  isLeaving = true;
  for (const key of keysOf("")) attempt(() => localStorage.removeItem(key));
}

function keyOf(name: string, window: string): string {
  return `${PREFIX}${name} ${window}`;
}

function keysOf(name: string): string[] {
  const isOfName = (key: string) => key.slice(0, key.lastIndexOf(" ")) === `${PREFIX}${name}`;
  const isOne = name === "" ? (key: string) => key.startsWith(PREFIX) : isOfName;
  return attempt(() => Object.keys(localStorage).filter(isOne)) ?? [];
}

function read<T>(key: string): Kept<T> | null {
  const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as Kept<T> | null);
  if (!kept) return null;
  if (Date.now() - kept.at < KEPT_MS) return kept;
  attempt(() => localStorage.removeItem(key));
  return null;
}

let current: string | null = null;

/**
 * The id of this window. Stored only between page loads, because a duplicated window copies its storage and would share
 * the id.
 */
function thisWindow(): string {
  if (current !== null) return current;
  const name = attempt(() => sessionStorage.getItem(WINDOW)) ?? crypto.randomUUID();
  const take = () => attempt(() => sessionStorage.removeItem(WINDOW));
  take();
  window.addEventListener("pagehide", () => attempt(() => sessionStorage.setItem(WINDOW, name)));
  window.addEventListener("pageshow", take);
  current = name;
  return name;
}
