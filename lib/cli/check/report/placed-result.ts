import type { Span, Witness } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/** `incomplete`: it could not be evaluated, which never counts as a pass. */
export const LEVELS = ["blocking", "incomplete", "warning", "suggestion"] as const;
export type Level = (typeof LEVELS)[number];

/** The subject of a result: a statement of a policy, a resource, or the whole file. */
export type Subject = {
  resource: string | null;
  resourceType: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
  statementIndex: number | null;
  statementId: string | null;
};

/** A result as a check creates it. Without a fingerprint it concerns unseen content, and cannot be accepted. */
export type Draft = Subject & {
  rule: string;
  level: Level;
  span: Span | null;
  message: string;
  /** One request that the policy would allow, in words and as data. */
  example: string | null;
  witness: Witness | null;
  /** Replaces the rule's remedy. */
  remedy: string | null;
  learnMore: string | null;
  fingerprint: string | null;
  /** The statement written out, if the source has it in one long line. */
  quote: string | null;
};

/**
 * The lines at fault. `first`: the first line number, null if the lines belong to another file; `hidden`: how many are
 * left out at the end.
 */
export type Excerpt = { first: number | null; lines: string[]; hidden: number };

/** A draft with only the shown part of its source. `elsewhere`: its place in the sources of its plan. */
export type ShownDraft = Omit<Draft, "quote"> & { excerpt: Excerpt | null; elsewhere?: Place & { span: Span } };

/** A file: `file` is relative to the working folder of the command, `uri` to the repository root. */
export type Place = { file: string; uri: string };

/** A result with its place. Lines and columns count from 1; the end is exclusive. */
export type PlacedResult = Omit<Draft, "span" | "fingerprint" | "quote" | "remedy"> &
  Place & {
    /** Names this result for --ignore and --baseline. */
    id: string;
    /** Based on rule, resource, policy name and statement, so it survives moved lines and files. */
    fingerprint: string;
    /** The plan with this result, if its place is in the plan's sources; null for all others. */
    plan: (Place & { line: number }) | null;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    remedy: string;
    excerpt: Excerpt | null;
    /** How it was accepted; `suppressed` means by the file itself, with `acceptedReason` as the reason. */
    accepted: null | "ignored" | "baseline" | "suppressed";
    acceptedReason: string | null;
    /** Whether it existed in the previous version, which --against names; null if nothing is compared. */
    state: State | null;
  };

export type State = "new" | "unchanged";

export function foundIn({ plan, uri }: Pick<PlacedResult, "plan" | "uri">): string {
  return plan?.uri ?? uri;
}

export const WHOLE_FILE: Subject = {
  resource: null,
  resourceType: null,
  policyName: null,
  policyKind: null,
  statementIndex: null,
  statementId: null,
};

/** A draft with defaults: no example, and the rule's own remedy. */
export function draft(required: Pick<Draft, "rule" | "level" | "message"> & Partial<Draft>): Draft {
  return {
    ...WHOLE_FILE,
    span: null,
    example: null,
    witness: null,
    remedy: null,
    learnMore: null,
    fingerprint: null,
    quote: null,
    ...required,
  };
}

/** A draft that shows nothing of its source, unless the lines are given. */
export function shownDraft(required: Parameters<typeof draft>[0], excerpt: Excerpt | null = null): ShownDraft {
  const { quote: _, ...shown } = draft(required);
  return { ...shown, excerpt };
}
