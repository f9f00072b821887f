import type { Answers, Intake } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";

/** What a revision holds: content by digest, so that the same evidence is the same revision. */
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
 * The text whose SHA-256 is the digest of a revision. Documents and the model count by what they mean; their bytes where that is not
 * known. The order in which documents were attached, who attached them and
 * the summary's wording are no evidence: they change nothing. In SQL, of the documents or the model alone: `waiverCountsFor`.
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
 * Whether the answers say something else of the system than they did: each than the first of `then` that gave it, so that one nobody
 * had given has not changed. Who wants an engineer says nothing of the system.
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

/** The first revision that holds the evidence of this one; null where that is itself. */
export function sameEvidence(
  revisions: readonly { number: number; digest: string }[],
  one: { number: number; digest: string },
): number | null {
  const first = Math.min(...revisions.flatMap(({ number, digest }) => (digest === one.digest ? number : [])));
  return first < one.number ? first : null;
}

/** Why no revision of a review can be sealed; null where one can. Without a tier nothing says how it is checked. */
export function sealObstacle({ tier }: { tier: Tier | null }): string | null {
  return tier === null ? "It was imported without answers: ask for a new review of the change." : null;
}
