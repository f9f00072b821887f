import type { Intake } from "./intake.ts";

/** What a revision holds: content by digest, so that the same evidence is the same revision. */
export type RevisionEvidence = {
  artefacts: { name: string; sha256: string; addedById: number | null }[];
  threatModelVersionId: number | null;
  threatModelSha256: string | null;
  intake: Intake;
};

type Digested = Pick<RevisionEvidence, "threatModelSha256" | "intake"> & {
  artefacts: readonly { name: string; sha256: string }[];
};

/**
 * The text whose SHA-256 is the digest of a revision. The order in which documents were attached, who attached them and
 * the summary's wording are no evidence: they change nothing.
 */
export function normalisedEvidence(evidence: Digested): string {
  const artefacts = evidence.artefacts
    .map(({ name, sha256 }) => [name, sha256])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0));
  const { dataClass, dataHandling, answers } = evidence.intake;
  const answered = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ artefacts, model: evidence.threatModelSha256, dataClass, dataHandling, answered });
}
