import {
  type Answers,
  DATA_CLASSES,
  DATA_HANDLINGS,
  type DataClass,
  type DataHandling,
  QUESTION_WORDS,
  RISK_QUESTIONS,
  type RiskQuestion,
} from "./intake.ts";
import { TIERS, type Tier } from "./tiers.ts";

/** One row of the tier table: it holds when every part that is given holds. The program can edit the rows. */
export type TierRule = {
  tier: Tier;
  name: string;
  dataClass?: DataClass;
  dataHandling?: DataHandling[];
  all?: RiskQuestion[];
  any?: RiskQuestion[];
};

/** Restricted data that is kept or worked on, or an exposed change of sign-in or of sensitive data, is high; any other yes is medium. */
export const DEFAULT_TIER_RULES: TierRule[] = [
  {
    tier: "high",
    name: "Restricted data is stored or processed",
    dataClass: "restricted",
    dataHandling: ["stored", "processed"],
  },
  {
    tier: "high",
    name: "Internet-facing, with authentication or sensitive data",
    all: ["internetFacing"],
    any: ["authentication", "sensitiveData"],
  },
  { tier: "medium", name: "A risk question is answered yes", any: [...RISK_QUESTIONS] },
  { tier: "medium", name: "Confidential data is handled", dataClass: "confidential" },
  { tier: "medium", name: "Restricted data is handled", dataClass: "restricted" },
];

type TierResult = { tier: Tier; rule: string; because: string[] };

/** The tier of an intake and the rule that set it: the first row that holds, the rows of the highest tier first. */
export function tierOf(intake: Answers, rules: readonly TierRule[]): TierResult {
  const ordered = [...rules].sort((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  for (const rule of ordered) {
    if (holds(rule, intake)) return { tier: rule.tier, rule: rule.name, because: yesAnswers(rule, intake) };
  }
  return { tier: "low", rule: "No rule of a higher tier applies", because: [] };
}

function holds(rule: TierRule, intake: Answers): boolean {
  const yes = (question: RiskQuestion) => intake.answers[question] === true;
  if (rule.dataClass && intake.dataClass !== rule.dataClass) return false;
  if (rule.dataHandling && !(intake.dataHandling && rule.dataHandling.includes(intake.dataHandling))) return false;
  if (rule.all && !rule.all.every(yes)) return false;
  if (rule.any && !rule.any.some(yes)) return false;
  return Boolean(rule.dataClass || rule.dataHandling || rule.all?.length || rule.any?.length);
}

function yesAnswers(rule: TierRule, intake: Answers): string[] {
  const asked = [...(rule.all ?? []), ...(rule.any ?? [])];
  return asked.filter((question) => intake.answers[question] === true).map((question) => QUESTION_WORDS[question]);
}

/**
 * The tier after the answers or the table have changed. A tier that a person raised stays raised; one that an engineer lowered
 * stays lowered until the answers say more than they did then, or ask for more: its reason was about those.
 */
export function tierAfter(
  review: { tier: Tier | null; tierOverride: Tier | null },
  { before, now }: Record<"before" | "now", Answers>,
  rules: readonly TierRule[],
): Tier {
  const { tier, tierOverride: override } = review;
  const [asked, asks] = [tierOf(before, rules).tier, tierOf(now, rules).tier];
  if (override === null) return asks;
  const lowered = tier === override && isHigher(asked, override);
  if (lowered && !isHigher(asks, asked) && !saysMore(before, now)) return override;
  return isHigher(asks, override) ? asks : override;
}

/** Whether a question is answered yes that was not, or data is of a higher class, or more is done with it. */
function saysMore(before: Answers, now: Answers): boolean {
  const turned = RISK_QUESTIONS.some((question) => now.answers[question] === true && before.answers[question] !== true);
  const rises = <Of>(order: readonly Of[], was: Of | null, is: Of | null) =>
    is !== null && order.indexOf(is) > (was === null ? -1 : order.indexOf(was));
  return (
    turned ||
    rises(DATA_CLASSES, before.dataClass, now.dataClass) ||
    rises(DATA_HANDLINGS.toReversed(), before.dataHandling, now.dataHandling)
  );
}

/** Whether a person's word is why a review has its tier, and not its answers, which may ask for more. */
export function isSetByPerson({ tier, tierOverride }: { tier: Tier | null; tierOverride: Tier | null }): boolean {
  return tierOverride !== null && tier === tierOverride;
}

export function isHigher(a: Tier, b: Tier): boolean {
  return TIERS.indexOf(a) > TIERS.indexOf(b);
}
