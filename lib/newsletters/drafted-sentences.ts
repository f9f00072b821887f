import { memberTag, named } from "#lib/member-name.ts";
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
  ["late", "review open past its requested launch", "reviews open past their requested launch"],
  ["pastGates", "launch despite open blockers", "launches despite open blockers"],
  ["uncovered", "high-risk service without an active guardian", "high-risk services without an active guardian"],
  ["overdueFindings", "overdue finding", "overdue findings"],
  ["overdueConditions", "overdue condition", "overdue conditions"],
  ["waivers", "waiver or accepted risk to renew", "waivers and accepted risks to renew"],
];

function riskWords(snapshot: LetterSnapshot): string {
  const there = RISKS.flatMap(([of, one, many]) => {
    const count = howMany(snapshot, of) ?? 0;
    return count > 0 ? [named(counted(count, one, many), snapshot.members)] : [];
  });
  return there.length > 0 ? `At risk: ${listed(there)}.` : "Nothing covered by this letter is at risk.";
}

/** The first risk that someone can still act on. */
function askWords({
  uncovered,
  overdueFindings,
  overdueConditions,
  waivers,
  coverage,
  members,
}: LetterSnapshot): string {
  const m = memberTag(members);
  const [service] = uncovered;
  if (service) return m`Nominate a guardian for ${service.team}: its service ${service.service.name} is high-risk.`;
  const [finding] = overdueFindings ?? [];
  if (finding) {
    return `Fix the finding on ${reviewRef(finding.reviewId)}: it was due ${dayWords(finding.dueOn)}.`;
  }
  const [condition] = overdueConditions;
  if (condition) {
    return `Meet and verify the condition on ${reviewRef(condition.reviewId)}: it was due ${dayWords(condition.dueOn)}.`;
  }
  const waiver = waivers.find(({ expired }) => expired);
  if (waiver) {
    return `Resolve the waiver or accepted risk on ${reviewRef(waiver.reviewId)}: it expired ${dayWords(waiver.expiresOn)}.`;
  }
  const bare = coverage.bare ?? coverage.teams - coverage.covered;
  if (bare <= 0) return "";
  return m`Nominate a guardian for ${bare === 1 ? "the eligible team" : `each of the ${formatCount(bare)} eligible teams`} without one.`;
}
