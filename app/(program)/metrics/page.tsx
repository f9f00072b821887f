import type { Metadata } from "next";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import { MetricCharts } from "#components/metrics/metric-charts.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterForm, SelectFilter } from "#components/ui/filter-form.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { exactTime } from "#components/ui/relative-time.ts";
import { Section } from "#components/ui/section.tsx";
import { metricsPage } from "#lib/metrics/metrics-page.ts";
import { lastQuarters, quarterKey, quarterLabel, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Metrics" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

export default async function MetricsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { quarter, organisation, team } = await searchParams;
  const given = { quarter, organisation, team };
  const query = Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as Record<string, string>;
  const { timeZone, choices, metrics } = await metricsPage(ctx, query);
  const quarters = lastQuarters(12, quarterOf(ctx.now, timeZone)).reverse();
  const picker = (
    <FilterForm key={JSON.stringify(query)} action={paths.metrics()} label="Which quarter">
      <SelectFilter
        label="Quarter"
        name="quarter"
        required
        value={query.quarter ?? quarterKey(quarterOf(ctx.now, timeZone))}
        options={quarters.map((each): [string, string] => [quarterKey(each), quarterLabel(each)])}
      />
      {choices.length > 0 ? (
        <SelectFilter
          label="Organisation"
          name="organisation"
          value={query.organisation ?? null}
          options={choices.map(({ id, name }): [string, string] => [String(id), name])}
        />
      ) : null}
    </FilterForm>
  );
  if ("message" in metrics) {
    return (
      <>
        <PageHead title="Metrics" />
        {picker}
        <EmptyState title="These numbers can not be shown">{metrics.message}</EmptyState>
      </>
    );
  }
  const asOfWords = `as of ${exactTime(new Date(metrics.asOf))}`;
  return (
    <>
      <PageHead
        title="Metrics"
        facts={`${metrics.scope.label}, ${quarterName(metrics.quarter)}, ${asOfWords}${metrics.timeZone === "UTC" ? "" : `, quarters of ${metrics.timeZone}`}`}
      />
      {picker}
      <Section title="Headlines">
        <HeadlineCards metrics={metrics} query={query} />
      </Section>
      <ul className="dimmed">
        {metrics.noFeed.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
      {metrics.leadTime.n === 0 ? (
        <EmptyState title={`No review was submitted in ${metrics.quarter.label}`}>
          Numbers appear with the first submitted review of the quarter. Past reviews can be imported.
        </EmptyState>
      ) : null}
      <Section title="Outcome and activity">
        <MetricCharts metrics={metrics} query={query} asOfWords={asOfWords} />
      </Section>
    </>
  );
}
