import type { Answers, Intake } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";

/** What a revision contains. Content is kept by digest, so the same evidence is the same revision. */
export type RevisionEvidence = {
  artefacts: { name: string; sha256: string; meaning?: string | null; addedById: number | null }[];
  threatModelVersionId: number | null;
  threatModelSha256: string | null;
  threatModelMeaning?: string | null;
  intake: Intake;
};

type Digested = Pick<RevisionEvidence, "threatModelSha256" | "intake"> & {
  artefacts: readonly { name: string; sha256: string; meaning?: string | null }[];
  threatModelMeaning?: string | null;
};

/**
 * The text whose SHA-256 is a revision's digest. Documents and the model count by meaning, or by their bytes if the
 * meaning is unknown. The order of documents, who attached them and the summary's wording are not evidence and change
 * nothing. In SQL, for the documents or the model alone: `waiverCountsFor`.
 */
export function normalisedEvidence(evidence: Digested): string {
  const artefacts = evidence.artefacts
    .map(({ name, sha256, meaning }) => [name, meaning ?? sha256])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0));
  const model = evidence.threatModelMeaning ?? evidence.threatModelSha256;
  return JSON.stringify({ artefacts, model, ...answersOf(evidence.intake) });
}

function answersOf({ dataClass, dataHandling, answers }: Answers) {
  const answered = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return { dataClass, dataHandling, answered };
}

/**
 * Whether the answers now describe a different system. Each answer is compared with the first in `then` that gave it,
 * so newly given answers are no change. `wantsEngineer` says nothing about the system.
 */
export function answersChanged(then: readonly (Answers | null)[], now: Answers): boolean {
  const earlier = then.flatMap((each) => (each ? [byQuestion(each)] : []));
  return [...byQuestion(now)].some(([question, answer]) => {
    const given = earlier.map((each) => each.get(question) ?? null).find((each) => each !== null);
    return given !== undefined && given !== answer;
  });
}

function byQuestion({ dataClass, dataHandling, answers }: Answers): Map<string, string | boolean | null> {
  const { wantsEngineer: _, ...ofSystem } = answers;
  return new Map(Object.entries({ dataClass, dataHandling, ...ofSystem }));
}

/** The first revision with the same evidence; null if it is this one. */
export function sameEvidence(
  revisions: readonly { number: number; digest: string }[],
  one: { number: number; digest: string },
): number | null {
  const first = Math.min(...revisions.flatMap(({ number, digest }) => (digest === one.digest ? number : [])));
  return first < one.number ? first : null;
}

/** Why no revision of a review can be sealed; null if one can. Without a tier nothing says how to check it. */
export function sealObstacle({ tier }: { tier: Tier | null }): string | null {
  return tier === null ? "This review was imported without answers. Request a new review of the change." : null;
}
