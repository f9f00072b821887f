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

/** A result as a check makes it. Without a fingerprint it is about content that was not seen, and can not be accepted. */
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

/** The first lines of a statement that is written out, and how many more it has. */
export type Quote = { lines: string[]; hidden: number };

/** A draft as it is handed on: of its statement only what is shown. */
export type ShownDraft = Omit<Draft, "quote"> & { quote: Quote | null };

/** The lines at fault. `first` is the number of the first one; `hidden` lines are left out at the end. */
export type Excerpt = { first: number; lines: string[]; hidden: number };

/** A result with its place. Lines and columns count from 1; the end is exclusive. */
export type PlacedResult = Omit<Draft, "span" | "fingerprint" | "quote" | "remedy"> & {
  /** Names this result for --ignore and --baseline. */
  id: string;
  /** From rule, resource, policy name and statement: it stays the same wherever the lines and the file go. */
  fingerprint: string;
  /** From the folder the command was called in. */
  file: string;
  /** From the root of the repository. */
  uri: string;
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
