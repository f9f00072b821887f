import { attempt } from "./attempt.ts";

/** What one window has kept of one form. */
export type Kept<T> = { window: string; at: number; value: T };

const PREFIX = "guardians.kept.";
const WINDOW = "guardians.window";
const KEPT_MS = 7 * 86_400_000;

/** What this window has kept under a name. */
export function keptHere<T>(name: string): Kept<T> | null {
  return read<T>(keyOf(name, thisWindow()));
}

/** The newest that another window has kept under a name. */
export function keptElsewhere<T>(name: string): Kept<T> | null {
  const others = keysOf(name).flatMap((key) => read<T>(key) ?? []);
  return others.filter(({ window }) => window !== thisWindow()).sort((a, b) => b.at - a.at)[0] ?? null;
}

export function keep<T>(name: string, value: T): void {
  if (isLeaving) return;
  const kept: Kept<T> = { window: thisWindow(), at: Date.now(), value };
  // A browser that keeps nothing, or has no room, keeps the form as it is on the page.
  attempt(() => localStorage.setItem(keyOf(name, kept.window), JSON.stringify(kept)));
}

export function drop(name: string, window: string = thisWindow()): void {
  attempt(() => localStorage.removeItem(keyOf(name, window)));
}

/** Ends what was kept too long ago, under whatever name. */
export function dropExpired(): void {
  for (const key of keysOf("")) read(key);
}

let isLeaving = false;

/** Ends everything that is kept in this browser, until the next page is loaded: someone signs out. */
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
 * The name of this window. It is stored only from one page to the next: a copy of the window, which takes over all that is
 * stored for it, finds none.
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
