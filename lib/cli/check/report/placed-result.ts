import type { Span, Witness } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/** `incomplete`: it could not be evaluated, which never counts as a pass. */
export const LEVELS = ["blocking", "incomplete", "warning", "suggestion"] as const;
export type Level = (typeof LEVELS)[number];

/** What a result is about: a statement of a policy, a resource, or the whole file. */
export type Subject = {
  resource: string | null;
  resourceType: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
  statementIndex: number | null;
  statementId: string | null;
};

/** A result as a check makes it. Without a fingerprint it is about content that was not seen, and cannot be accepted. */
export type Draft = Subject & {
  rule: string;
  level: Level;
  span: Span | null;
  message: string;
  /** One request that the policy would allow, in words and as data. */
  example: string | null;
  witness: Witness | null;
  /** In place of what the rule says to do. */
  remedy: string | null;
  learnMore: string | null;
  fingerprint: string | null;
  /** The statement written out, for a source that holds it in one long line. */
  quote: string | null;
};

/** The lines at fault. `first` is the number of the first one, null where they are of another file; `hidden` are left out at the end. */
export type Excerpt = { first: number | null; lines: string[]; hidden: number };

/** A draft as it is handed on: of its source only what is shown. `elsewhere` is where it stands in the sources of its plan. */
export type ShownDraft = Omit<Draft, "quote"> & { excerpt: Excerpt | null; elsewhere?: Place & { span: Span } };

/** A file: `file` is its path from the folder the command was called in, `uri` that from the root of the repository. */
export type Place = { file: string; uri: string };

/** A result with its place. Lines and columns count from 1; the end is exclusive. */
export type PlacedResult = Omit<Draft, "span" | "fingerprint" | "quote" | "remedy"> &
  Place & {
    /** Names this result for --ignore and --baseline. */
    id: string;
    /** From rule, resource, policy name and statement: it stays the same wherever the lines and the file go. */
    fingerprint: string;
    /** The plan in which it was found, where its place is in the sources of the plan; null for all others. */
    plan: (Place & { line: number }) | null;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    remedy: string;
    excerpt: Excerpt | null;
    /** By whom it was accepted; `suppressed` is the file itself, whose reason is `acceptedReason`. */
    accepted: null | "ignored" | "baseline" | "suppressed";
    acceptedReason: string | null;
    /** Whether it was there in the version before, which --against names; null where nothing is compared. */
    state: State | null;
  };

export type State = "new" | "unchanged";

/** The file in which a result was found. */
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

/** A draft with what is usual: no example, and the rule's own remedy. */
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
