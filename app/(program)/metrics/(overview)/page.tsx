import type { Metadata } from "next";
import Link from "next/link";
import { GuardianEffect } from "#components/metrics/guardian-effect.tsx";
import { Guards } from "#components/metrics/guards.tsx";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import { MetricCharts } from "#components/metrics/metric-charts.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { MetricsHead } from "#components/metrics/metrics-head.tsx";
import { NumberTables } from "#components/metrics/number-tables.tsx";
import { PartCharts } from "#components/metrics/part-charts.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import { DayFilter, FilterForm, SelectFilter } from "#components/ui/filter-form.tsx";
import { exactTime } from "#components/ui/relative-time.ts";
import { metricsPage } from "#lib/metrics/metrics-page.ts";
import { lastQuarters, quarterKey, quarterLabel, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Metrics" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

export default async function MetricsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { quarter, organisation, team, asOf } = await searchParams;
  const given = { quarter, organisation, team, asOf };
  const query = Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as Record<string, string>;
  const { timeZone, choices, metrics, mayReadCase } = await metricsPage(ctx, query);
  const known = "asOf" in metrics ? new Date(metrics.asOf) : ctx.now;
  const [running, ...quarters] = lastQuarters(12, quarterOf(new Date(known.getTime() - 1), timeZone)).reverse();
  const { team: named, ...withoutTeam } = query;
  const scoped = "scope" in metrics ? metrics.scope.label : "One team";
  const picker = (
    <FilterForm key={JSON.stringify(query)} action={paths.metrics()} label="Which quarter" hidden={{ team: named }}>
      <SelectFilter
        label="Quarter"
        name="quarter"
        required
        value={query.quarter ?? ""}
        options={[
          ["", running ? quarterLabel(running) : "This quarter"],
          ...quarters.map((each): [string, string] => [quarterKey(each), quarterLabel(each)]),
        ]}
      />
      {choices.length > 0 && !named ? (
        <SelectFilter
          label="Organisation"
          name="organisation"
          value={query.organisation ?? null}
          options={choices.map(({ id, name }): [string, string] => [String(id), name])}
        />
      ) : null}
      <DayFilter label="As of the end of" name="asOf" value={query.asOf ?? null} last={ctx.day} />
      <FilterChips chips={named ? [{ label: scoped, href: paths.metrics(withoutTeam) }] : []} />
    </FilterForm>
  );
  if ("message" in metrics) {
    return (
      <>
        <MetricsHead>{picker}</MetricsHead>
        <EmptyState title="These numbers can not be shown">{metrics.message}</EmptyState>
      </>
    );
  }
  const { figures, ...drawn } = metrics;
  const asOfWords = `as of ${exactTime(new Date(metrics.asOf))}`;
  return (
    <>
      <MetricsHead
        facts={`${metrics.scope.label}, ${quarterName(metrics.quarter)}, ${asOfWords}${metrics.timeZone === "UTC" ? "" : `, quarters of ${metrics.timeZone}`}${query.asOf ? "; findings as rated, and teams as organised, today" : ""}`}
      >
        {picker}
      </MetricsHead>
      <HeadlineCards metrics={metrics} query={query} />
      <Guards metrics={metrics} query={query} />
      <GuardianEffect
        effect={metrics.effect}
        action={mayReadCase ? <Link href={paths.businessCase()}>Business case</Link> : null}
      />
      {metrics.leadTime.n === 0 ? (
        <EmptyState title={`No review was submitted in ${metrics.quarter.label}`}>
          Numbers appear with the first submitted review of the quarter. Past reviews can be imported.
        </EmptyState>
      ) : null}
      <MetricCharts metrics={drawn} query={query} asOfWords={asOfWords} />
      <PartCharts
        figures={figures.filter(({ id }) => id === "M22" || id === "M23")}
        query={query}
        asOfWords={asOfWords}
      />
      <NumberTables metrics={metrics} query={query} />
    </>
  );
}
