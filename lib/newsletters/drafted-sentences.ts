import { formatCount, formatValue, writtenDifference } from "#lib/numbers.ts";
import { reviewRef } from "#lib/paths.ts";
import { counted, dayWords, listed } from "#lib/words.ts";
import type { LetterSnapshot } from "./output.ts";
import { howMany } from "./rules.ts";

type Sentences = { changed: string; atRisk: string; ask: string };

/**
 * The three sentences of a letter, drafted from its numbers for a person to edit. They name no person; a sentence
 * without a need stays empty.
 */
export function draftedSentences(snapshot: LetterSnapshot): Sentences {
  return { changed: changedWords(snapshot), atRisk: riskWords(snapshot), ask: askWords(snapshot) };
}

/** The sentences of a letter whose numbers are refreshed. Unedited sentences are drafted again from the new numbers. */
export function redrafted(written: Sentences, before: LetterSnapshot, after: LetterSnapshot): Sentences {
  const [then, now] = [draftedSentences(before), draftedSentences(after)];
  const isDrafted = (name: keyof Sentences) => [then[name], asBefore(then[name])].includes(written[name]);
  const of = (name: keyof Sentences) => (isDrafted(name) ? now[name] : written[name]);
  return { changed: of("changed"), atRisk: of("atRisk"), ask: of("ask") };
}

/**
 * The older wording of a sentence: "submitted" without "first", from before a review following a rejected one counted
 * with that one.
 */
function asBefore(sentence: string): string {
  return sentence.replace(" first submitted in ", " submitted in ");
}

/** A quarter in progress is not compared with a finished one, and nothing is compared with a hidden median. */
function changedWords({ quarter, figures: { now, before } }: LetterSnapshot): string {
  const { n, median } = now.leadTime;
  const when = quarter.inProgress ? `${quarter.label} so far` : quarter.label;
  if (n === 0) return `No review was first submitted in ${when}.`;
  const submitted = `${counted(n, "review was", "reviews were")} first submitted in ${when}`;
  if (median.value === null) return `${submitted}; the median lead time is not known yet.`;
  const said = `${submitted}, with a median lead time of ${formatValue("duration", median.value)}`;
  const then = before?.leadTime.median.value ?? null;
  if (!before || then === null || quarter.inProgress) return `${said}.`;
  const apart = writtenDifference("duration", median.value, then);
  const against = `in ${before.quarter.label} (${formatValue("duration", then)}, n = ${formatCount(before.leadTime.n)})`;
  if (apart === 0) return `${said}, as ${against}.`;
  return `${said}, ${formatValue("duration", Math.abs(apart))} ${apart > 0 ? "more" : "less"} than ${against}.`;
}

const RISKS: [of: keyof LetterSnapshot["unnamed"], one: string, many: string][] = [
  ["madeLate", "launch late because of the review", "launches late because of the review"],
  ["late", "review open past the launch asked for", "reviews open past the launch asked for"],
  ["pastGates", "launch past what stood in the way", "launches past what stood in the way"],
  ["uncovered", "high-risk service without an active guardian", "high-risk services without an active guardian"],
  ["overdueFindings", "finding past its day", "findings past their day"],
  ["overdueConditions", "condition past its day", "conditions past their day"],
  ["waivers", "waiver or accepted risk to renew", "waivers and accepted risks to renew"],
];

function riskWords(snapshot: LetterSnapshot): string {
  const there = RISKS.flatMap(([of, one, many]) => {
    const count = howMany(snapshot, of) ?? 0;
    return count > 0 ? [counted(count, one, many)] : [];
  });
  return there.length > 0 ? `At risk: ${listed(there)}.` : "Nothing that this letter looks at is at risk.";
}

/** The first risk that someone can still act on. */
function askWords({ uncovered, overdueFindings, overdueConditions, waivers, coverage }: LetterSnapshot): string {
  const [service] = uncovered;
  if (service) return `Name a guardian for ${service.team}: its service ${service.service.name} is of high risk.`;
  const [finding] = overdueFindings ?? [];
  if (finding) {
    return `See that the finding of ${reviewRef(finding.reviewId)} is fixed: it was due ${dayWords(finding.dueOn)}.`;
  }
  const [condition] = overdueConditions;
  if (condition) {
    return `See that the condition of ${reviewRef(condition.reviewId)} is kept and verified: it was due ${dayWords(condition.dueOn)}.`;
  }
  const waiver = waivers.find(({ expired }) => expired);
  if (waiver) {
    return `See that what is waived of ${reviewRef(waiver.reviewId)} is settled: it expired ${dayWords(waiver.expiresOn)}.`;
  }
  const bare = coverage.bare ?? coverage.teams - coverage.covered;
  if (bare <= 0) return "";
  return `Name a guardian for ${bare === 1 ? "the eligible team" : `each of the ${formatCount(bare)} eligible teams`} without one.`;
}
