import type { Permission } from "#lib/auth/actor.ts";

/** One wrong field of an input: where it is and what is wrong with it. */
export type FieldProblem = { path: (string | number)[]; message: string; line?: number; column?: number };

/**
 * An error that is known by its kind. The bundles of the built server hold a copy of this file each, and what one of them
 * throws another catches: `instanceof` asks for the kind, which is the same in all of them.
 */
export abstract class KnownError extends Error {
  static readonly kind: string;
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each kind asks for its own
    return typeof error === "object" && error !== null && "name" in error && error.name === this.kind;
  }
}

/** The thing does not exist, or this actor may not know that it does. */
export class NotFound extends KnownError {
  static override readonly kind = "NotFound";
  override name = NotFound.kind;
  constructor(what: string) {
    super(`${what} was not found.`);
  }
}

/** The actor may know the thing and may not do this to it. */
export class Forbidden extends KnownError {
  static override readonly kind = "Forbidden";
  override name = Forbidden.kind;
}

/** The input is wrong; `problems` lists every field at fault. */
export class Invalid extends KnownError {
  static override readonly kind = "Invalid";
  override name = Invalid.kind;
  readonly problems: FieldProblem[];
  /** What is said of it where the problems stand at their controls: no path. */
  readonly inForm: string;
  constructor(message: string, problems: FieldProblem[] = [], inForm = message) {
    super(message);
    this.problems = problems;
    this.inForm = inForm;
  }
}

/** The thing is not in a state where this can be done; `allowed` lists what can be done now. */
export class Conflict extends KnownError {
  static override readonly kind = "Conflict";
  override name = Conflict.kind;
  readonly allowed: string[] | undefined;
  constructor(message: string, allowed?: string[]) {
    super(message);
    this.allowed = allowed;
  }
}

/** Something outside did not answer; trying again later may help. */
export class Unavailable extends KnownError {
  static override readonly kind = "Unavailable";
  override name = Unavailable.kind;
}

/** Someone asks more often than one caller may. Doors throw it, before any verb. */
export class TooMany extends KnownError {
  static override readonly kind = "TooMany";
  override name = TooMany.kind;
  /** Whole seconds until they may ask again. */
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Throws what a refused permission means: Forbidden for the wrong actor, Conflict for the wrong state. */
export function ensure(permission: Permission, allowed?: string[]): void {
  if (permission.allowed) return;
  if (permission.because === "actor") throw new Forbidden(permission.reason);
  throw new Conflict(permission.reason, allowed);
}
