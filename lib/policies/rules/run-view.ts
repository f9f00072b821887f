import type { Analyzer, ProfileDefinition } from "#lib/checks/profile.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { VerdictNow } from "#lib/reviews/rules/gates.ts";
import type { ApprovedView } from "./approved-comparison.ts";
import type { RunComparison } from "./compare-runs.ts";
import type { DiffRow, LineCounts } from "./compare-texts.ts";
import type { ComparedRevision } from "./compared-revision.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import type { ResultWaiver } from "./result-waiver.ts";
import type { RunState } from "./run-states.ts";

export type StoredResult = DocumentResult & { id: number };

export type RunHead = {
  id: number;
  reviewId: number;
  revision: number;
  state: RunState;
  verdict: Verdict | null;
  error: string | null;
  analyzer: Analyzer;
  profile: { id: number; name: string; version: number };
  queuedAt: Date;
  finishedAt: Date | null;
};

/** A run for display. `since`: compared with the latest finished run of an earlier revision, if any. */
export type RunView = RunHead & {
  results: StoredResult[];
  since: { revision: number; comparison: RunComparison<StoredResult> } | null;
  /** Compared with the last approved review of the same service when the checks ran; null if no comparison was made. */
  approved: ApprovedView | null;
  /** The waivers of this review's results, old and new. */
  waivers: ResultWaiver[];
};

/** A run in a list across reviews. */
export type RecentRun = Omit<RunHead, "reviewId"> & {
  review: { id: number; ref: string; title: string };
  /** Whether it covers the review's current revision. */
  current: boolean;
  blocking: number;
  /** The verdict under the currently valid waivers; null if it has not finished. */
  standing: VerdictNow | null;
};

export type ProfileView = {
  profileId: number;
  name: string;
  description: string;
  tiers: Tier[];
  version: number;
  definition: ProfileDefinition;
  publishedBy: { id: number; name: string } | null;
  publishedAt: Date;
};

/** One document of a revision with its check results. */
export type DocumentPage = {
  review: { id: number; ref: string; title: string };
  name: string;
  sha256: string;
  text: string;
  revision: number;
  run: RunHead | null;
  /** The checks' verdict on this document; null until they finish. */
  verdict: VerdictNow | null;
  /** The SHA-256 of the checked form if only the form has changed since: the results refer to it. Otherwise null. */
  checkedForm: string | null;
  results: StoredResult[];
  waivers: ResultWaiver[];
  /**
   * Every document of the revision. `verdict` is null until the checks finish; `change` is null if nothing is compared.
   */
  documents: { name: string; sha256: string; verdict: VerdictNow | null; change: DocumentChange | null }[];
  /** Every revision with the document, newest first, and its name in each. */
  history: { revision: number; name: string; sha256: string }[];
  /** Whether no earlier revision contains the document, under any name. */
  isNew: boolean;
  compared: Omit<ComparedRevision, "chosen">;
  comparison: DocumentComparison | null;
};

/** The change of a document since an earlier revision: "changed" if its lines were not counted. */
export type DocumentChange = "same" | "new" | "changed" | LineCounts;

/** A document compared with its text in an earlier revision of the same review. */
export type DocumentComparison = {
  revision: number;
  /** The document's name then. */
  name: string;
  /** Whether no revision between the two contains the document, so every difference came with this one. */
  isLast: boolean;
  /** Null if too much differs for a line-by-line view. */
  rows: DiffRow[] | null;
  /** Null until the checks of both have finished. */
  results: RunComparison<StoredResult> | null;
  /** The earlier revision's profile if it is another profile or version; otherwise null. */
  otherProfile: string | null;
  /** Documents of the earlier revision that are missing from this one, under any name. */
  gone: { name: string; sha256: string }[];
};

export function isWaiting(state: RunState): boolean {
  return state === "queued" || state === "running";
}
