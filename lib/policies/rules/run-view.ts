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

/** A run as it is shown. `since`: against the latest finished run of an earlier revision, where there is one. */
export type RunView = RunHead & {
  results: StoredResult[];
  since: { revision: number; comparison: RunComparison<StoredResult> } | null;
  /** Against what was approved last of the same service when the checks ran; null where nobody compared. */
  approved: ApprovedView | null;
  /** What was said of results of this review, old and new. */
  waivers: ResultWaiver[];
};

/** A run in a list across reviews. */
export type RecentRun = Omit<RunHead, "reviewId"> & {
  review: { id: number; ref: string; title: string };
  /** It is about the revision the review is at now. */
  current: boolean;
  blocking: number;
  /** What it says while the waivers hold that do; null where it has not finished. */
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

/** One document of a revision with what the checks say about it. */
export type DocumentPage = {
  review: { id: number; ref: string; title: string };
  name: string;
  sha256: string;
  text: string;
  revision: number;
  run: RunHead | null;
  /** What the checks say of this document; null while they have not finished. */
  verdict: VerdictNow | null;
  /** The SHA-256 of the form that was checked, where only the form has changed since: the results stand there. Else null. */
  checkedForm: string | null;
  results: StoredResult[];
  waivers: ResultWaiver[];
  /** Every document of the revision; its verdict is null while the checks have not finished, its change where nothing is compared. */
  documents: { name: string; sha256: string; verdict: VerdictNow | null; change: DocumentChange | null }[];
  /** Every revision that holds the document, the newest first, and what it is called there. */
  history: { revision: number; name: string; sha256: string }[];
  /** Earlier revisions do not hold the document, under whatever name. */
  isNew: boolean;
  compared: Omit<ComparedRevision, "chosen">;
  comparison: DocumentComparison | null;
};

/** What became of a document since an earlier revision: "changed" where its lines were not counted. */
export type DocumentChange = "same" | "new" | "changed" | LineCounts;

/** A document beside its text of an earlier revision of the same review. */
export type DocumentComparison = {
  revision: number;
  /** What the document was called then. */
  name: string;
  /** No revision between the two holds the document: what is new came with this one. */
  isLast: boolean;
  /** Null where too much differs to be read line by line. */
  rows: DiffRow[] | null;
  /** Null where the checks of one of the two have not finished. */
  results: RunComparison<StoredResult> | null;
  /** What the earlier revision was checked against, where that is another profile or version; else null. */
  otherProfile: string | null;
  /** Documents of the earlier revision that this one does not hold, under whatever name. */
  gone: { name: string; sha256: string }[];
};

export function isWaiting(state: RunState): boolean {
  return state === "queued" || state === "running";
}
