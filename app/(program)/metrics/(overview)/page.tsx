import type { Metadata } from "next";
import Link from "next/link";
import { FunnelCharts } from "#components/metrics/funnel-charts.tsx";
import { GuardianEffect } from "#components/metrics/guardian-effect.tsx";
import { Guards } from "#components/metrics/guards.tsx";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import { MetricCharts } from "#components/metrics/metric-charts.tsx";
import { asOfWords, quarterName } from "#components/metrics/metric-words.ts";
import { MetricsHead } from "#components/metrics/metrics-head.tsx";
import { MetricsPicker } from "#components/metrics/metrics-picker.tsx";
import { NumberTables } from "#components/metrics/number-tables.tsx";
import { PartCharts } from "#components/metrics/part-charts.tsx";
import { GOAL_FACTS, GoalBars } from "#components/program/goal-bars.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { exactTime } from "#components/ui/words/relative-time.ts";
import { m } from "#lib/member-name.ts";
import { metricsPage } from "#lib/metrics/metrics-page.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import type { Comparison } from "#lib/metrics/rules/comparison.ts";
import { type Picked, pickedIn } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Metrics" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

const VIEWS = [
  { view: undefined, label: "Overview" },
  { view: "numbers", label: "All numbers" },
];

export default async function MetricsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const address = pickedIn(await searchParams);
  const page = await metricsPage(ctx, address);
  const { timeZone, choices, teams, team, others, against, found, mayReadCase, goals, values } = page;
  const query = pickedIn({ ...address, team, compare: against });
  const isWrong = "message" in found;
  const picker = (
    <MetricsPicker
      query={query}
      known={isWrong ? ctx.now : new Date(found.metrics.asOf)}
      today={ctx.day}
      timeZone={timeZone}
      organisations={choices}
      teams={teams}
      others={others}
    />
  );
  if (isWrong) {
    return (
      <>
        <MetricsHead>{picker}</MetricsHead>
        <EmptyState title="Could not load these numbers">{found.message}</EmptyState>
      </>
    );
  }
  const { metrics, comparison, nothing } = found;
  const atWords = `as of ${exactTime(new Date(metrics.asOf))}`;
  return (
    <>
      <MetricsHead
        views={
          <SegmentLinks
            label="Views of the metrics"
            items={VIEWS.map(({ view: name, label }) => ({
              href: paths.metrics({ ...query, view: name }),
              label,
              current: name === address.view,
            }))}
          />
        }
        facts={factsOf(metrics, query)}
      >
        {picker}
      </MetricsHead>
      {address.view === "numbers" ? (
        <NumberTables metrics={metrics} comparison={comparison} query={query} />
      ) : (
        <Overview
          metrics={metrics}
          comparison={comparison}
          query={query}
          asOfWords={atWords}
          mayReadCase={mayReadCase}
          nothing={nothing}
        />
      )}
      {goals ? (
        <Section title="Goals" id="goals" facts={`${GOAL_FACTS}. Always current`}>
          <GoalBars whole goals={goals} values={values} today={ctx.day} />
        </Section>
      ) : null}
    </>
  );
}

/** One line naming the scope and the date of these numbers. */
function factsOf(metrics: Metrics, { asOf }: Picked): string {
  const { scope, quarter, timeZone } = metrics;
  return [
    `${scope.label}, ${quarterName(quarter)}, ${asOfWords(metrics)}`,
    timeZone === "UTC" ? "" : `, quarters of ${timeZone}`,
    asOf ? "; based on today's finding ratings and team structure" : "",
  ].join("");
}

type OverviewProps = {
  metrics: Metrics;
  comparison: Comparison;
  query: Picked;
  asOfWords: string;
  mayReadCase: boolean;
  nothing: string | null;
};

/** The headline numbers, their guardrails and the data behind them. */
function Overview({ metrics, comparison, query, asOfWords, mayReadCase, nothing }: OverviewProps) {
  const { figures, ...drawn } = metrics;
  return (
    <>
      <HeadlineCards metrics={metrics} comparison={comparison} query={query} />
      <Guards metrics={metrics} query={query} />
      <GuardianEffect
        effect={metrics.effect}
        action={
          <>
            {mayReadCase ? <Link href={paths.businessCase(query)}>Business case</Link> : null}
            <a href={paths.metricChart("guardian-effect", query)} download aria-label={m`CSV: With a guardian`}>
              CSV
            </a>
          </>
        }
      />
      {nothing ? <EmptyState title="No data yet">{nothing}</EmptyState> : null}
      {metrics.leadTime.n === 0 && !nothing ? (
        <EmptyState title={`No review was first submitted in ${metrics.quarter.label}`}>
          Numbers appear with the first submitted review. You can also import past reviews.
        </EmptyState>
      ) : null}
      <MetricCharts metrics={drawn} beside={comparison.curve} query={query} asOfWords={asOfWords} />
      <PartCharts
        figures={figures.filter(({ id }) => id === "M22" || id === "M23")}
        query={query}
        asOfWords={asOfWords}
      />
      <FunnelCharts metrics={drawn} query={query} asOfWords={asOfWords} />
    </>
  );
}
