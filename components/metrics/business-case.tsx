import type { ReactNode } from "react";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { m } from "#lib/member-name.ts";
import type {
  BusinessCasePage,
  EstimateOutput,
  GuardianEffectOutput,
  QuarterFigure,
  Range,
} from "#lib/metrics/output.ts";
import {
  detectableWords,
  EFFECT_WORDS,
  estimateWords,
  FINDINGS,
  SPEED,
  speedCaveat,
  speedsAgree,
} from "#lib/metrics/rules/effect-words.ts";
import { PUBLISHED } from "#lib/metrics/rules/published.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { capital } from "#lib/words.ts";
import { assumedWords } from "./assumption-words.ts";
import { figureWords, quarterName, shortDays, shortWords } from "./metric-words.ts";

/**
 * Yearly savings from guardians, their basis, and published AWS figures for comparison. Empty when no difference is
 * shown.
 */
export function BusinessCase({ page, children }: { page: BusinessCasePage; children?: ReactNode }) {
  const { effect, found, measured, assumed } = page;
  if (!found || !measured || !assumed) return <NoCase effect={effect} />;
  return (
    <>
      <Section title="Yearly result">
        <DataTable
          caption={m`What guardians save in a year`}
          columns={[
            { key: "what", label: "What", width: "40%" },
            { key: "range", label: "From, to", width: "28%" },
            { key: "how", label: "Calculation", width: "32%", wraps: true, bare: true },
          ]}
          rows={[
            {
              key: "review",
              cells: {
                what: "Days saved per review",
                range: rangeWords(found.daysPerReview, "days", shortDays),
                how: m`Days without a guardian × faster (M2)`,
              },
            },
            {
              key: "days",
              cells: {
                what: "Total waiting days saved",
                range: rangeWords(found.days, "days", shortDays),
                how: m`Days saved × reviews with a guardian`,
              },
            },
            {
              key: "hours",
              cells: {
                what: "Engineer hours saved on findings",
                range: found.hours ? rangeWords(found.hours, "hours", shortWords) : noHoursWords(effect),
                how: "Findings × fewer (M3) × reviews × hours for each",
              },
            },
          ]}
          empty={null}
        />
      </Section>
      <Section title="Assumptions" facts={<span className="screen-only">Change a number to see the result</span>}>
        {children}
        <p className="dimmed">
          The ranges are the 95 % intervals for M2 and M3. {assumedWords(assumed, measured)} The days are those of the
          median review: an order of magnitude, not a total. {yearWords(effect)}
        </p>
      </Section>
      <Section title="Comparison" facts="Published by AWS for its own program; not a target">
        <DataTable
          caption="This program and AWS"
          columns={[
            { key: "what", label: "What", width: "40%" },
            { key: "ours", label: "This program", width: "32%", wraps: true },
            { key: "aws", label: "Published by AWS", width: "28%" },
          ]}
          rows={besideRows(page)}
          empty={null}
        />
      </Section>
    </>
  );
}

/** For a quarter in progress, the numbers cover only the reviews so far. */
function yearWords({ to, n }: GuardianEffectOutput): string {
  if (!to.inProgress) return "";
  return ` ${to.label} still runs: a whole year has more reviews than the ${formatCount(n.guardian)} that are measured.`;
}

function NoCase({ effect }: { effect: GuardianEffectOutput }) {
  const { speed } = effect;
  const seen = speed ? capital(estimateWords(speed, SPEED)) : null;
  if (speed && isWorse(speed) && speedsAgree(effect)) {
    return <EmptyState title={m`Reviews with a guardian are slower: there is no case to make`}>{seen}.</EmptyState>;
  }
  const doubt = speed && detectableWords(speed);
  return (
    <EmptyState title={`${whyNone(effect)}: there is no case to make yet`}>
      A number of days or hours would say more than is known.
      {seen ? ` ${[seen, doubt].filter(Boolean).join("; ")}.` : ""}
    </EmptyState>
  );
}

function whyNone(effect: GuardianEffectOutput): string {
  const { state, speed } = effect;
  if (state !== "shown") return EFFECT_WORDS[state];
  const caveat = speedCaveat(effect);
  if (caveat) return `${speed && isWorse(speed) ? "Slower" : "Faster"}, ${caveat}`;
  return speed?.claimed ? m`The median without a guardian is not reached` : "No difference shown";
}

/** True when the whole interval lies on the worse side. */
function isWorse({ high }: EstimateOutput): boolean {
  return high !== null && high < 0;
}

function noHoursWords({ findings }: GuardianEffectOutput): string {
  return findings?.claimed && isWorse(findings) ? "None: more are found" : "No difference shown";
}

function besideRows({ effect, hours }: BusinessCasePage) {
  const { speed, findings } = effect;
  const ours = (estimate: typeof speed, difference: typeof SPEED) =>
    estimate ? capital(estimateWords(estimate, difference)) : "–";
  return [
    {
      key: "M2",
      cells: {
        what: m`Reviews with a guardian (M2)`,
        ours: ours(speed, SPEED),
        aws: `${formatValue("share", PUBLISHED.faster)} faster`,
      },
    },
    {
      key: "M3",
      cells: {
        what: "Their findings (M3)",
        ours: ours(findings, FINDINGS),
        aws: `${formatValue("share", PUBLISHED.fewer)} fewer`,
      },
    },
    {
      key: "M12",
      cells: {
        what: m`Guardian hours per month (M12): the cost`,
        ours: hours ? hoursWords(hours) : "–",
        aws: formatValue("hours", PUBLISHED.hoursPerMonth),
      },
    },
  ];
}

/** "3.2 h (2026 Q3, n = 10)". Covers one quarter, while the neighbouring figures cover four. */
function hoursWords(hours: QuarterFigure): string {
  const n = hours.n === null ? "" : `, n = ${formatCount(hours.n)}`;
  return `${capital(figureWords("hours", hours))} (${quarterName(hours.quarter)}${n})`;
}

/** "120 to 410 days" */
function rangeWords({ low, high }: Range, unit: string, words: (value: number) => string): string {
  return `${words(low)} to ${words(high)} ${unit}`;
}
