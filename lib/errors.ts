import type { Permission } from "#lib/auth/actor.ts";

/** One wrong field of an input: where it is and what is wrong with it. */
export type FieldProblem = { path: (string | number)[]; message: string; line?: number; column?: number };

/** The thing does not exist, or this actor may not know that it does. */
export class NotFound extends Error {
  override name = "NotFound";
  constructor(what: string) {
    super(`${what} was not found.`);
  }
}

/** The actor may know the thing and may not do this to it. */
export class Forbidden extends Error {
  override name = "Forbidden";
}

/** The input is wrong; `problems` lists every field at fault. */
export class Invalid extends Error {
  override name = "Invalid";
  readonly problems: FieldProblem[];
  constructor(message: string, problems: FieldProblem[] = []) {
    super(message);
    this.problems = problems;
  }
}

/** The thing is not in a state where this can be done; `allowed` lists what can be done now. */
export class Conflict extends Error {
  override name = "Conflict";
  readonly allowed: string[] | undefined;
  constructor(message: string, allowed?: string[]) {
    super(message);
    this.allowed = allowed;
  }
}

/** Something outside did not answer; trying again later may help. */
export class Unavailable extends Error {
  override name = "Unavailable";
}

/** Somebody asks more often than one caller may. Doors throw it, before any verb. */
export class TooMany extends Error {
  override name = "TooMany";
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
