import { counted } from "#lib/words.ts";

const MINUTE = 60;

/** The maximum per caller in a window of `seconds`. `things` is its wording in the refusal. */
export type Limit = { most: number; seconds: number; things: string };

/**
 * Every rate limit. They stop runaway programs rather than fast people, so manual work never reaches them. A whole
 * office can share one address, and a sign-in takes two requests.
 */
export const LIMITS = {
  "sign-in": { most: 120, seconds: MINUTE, things: "sign-ins from your address" },
  "sign-in-failure": { most: 10, seconds: 15 * MINUTE, things: "refused sign-ins to this account" },
  api: { most: 600, seconds: MINUTE, things: "requests" },
  search: { most: 120, seconds: MINUTE, things: "searches" },
  submit: { most: 30, seconds: MINUTE, things: "submissions" },
  checks: { most: 30, seconds: MINUTE, things: "check runs" },
  comment: { most: 30, seconds: MINUTE, things: "messages" },
  upload: { most: 60, seconds: MINUTE, things: "uploads" },
  export: { most: 20, seconds: MINUTE, things: "exports" },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** The start of the window that includes `now`, the same for every instance. */
export function windowStart(name: LimitName, now: Date): Date {
  const length = LIMITS[name].seconds * 1_000;
  return new Date(now.getTime() - (now.getTime() % length));
}

/** Whole seconds until the next window, at least one. */
export function secondsLeft(name: LimitName, now: Date): number {
  const end = windowStart(name, now).getTime() + LIMITS[name].seconds * 1_000;
  return Math.ceil((end - now.getTime()) / 1_000);
}

/** The message for a caller over a limit. */
export function limitWords(name: LimitName, now: Date): string {
  const { most, seconds, things } = LIMITS[name];
  const span = seconds === MINUTE ? "a minute" : `${seconds / MINUTE} minutes`;
  const left = secondsLeft(name, now);
  return `Limit reached: ${most} ${things} in ${span}. Try again in ${counted(left, "second")}.`;
}

/** The counted caller at an address. For IPv6, the network, because one caller has all its addresses. */
export function addressKey(address: string): string {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array<string>(zeros).fill("0"), ...rest];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
