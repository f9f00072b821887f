import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { limitsWords } from "#components/charts/limits-words.ts";
import { MonthLine } from "#components/charts/month-line.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import type { IssueRates as Rates } from "#lib/metrics/output.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { figureInterval } from "./metric-words.ts";

type Props = { rates: Rates; query: Picked; asOfWords: string };

/** Findings per review: each team by review count, and the program month by month. */
export function IssueRates({ rates, query, asOfWords }: Props) {
  const { organisation: _, ...withoutOrganisation } = query;
  return (
    <>
      <Section title="By team" count={rates.teams.length}>
        <DataTable
          caption="Issue rate by team"
          columns={[
            { key: "team", label: "Team", width: "26%" },
            { key: "n", label: "Reviews", align: "right", width: "10%" },
            { key: "found", label: "Findings", align: "right", width: "10%" },
            { key: "rate", label: "Per review", align: "right", width: "12%" },
            { key: "interval", label: "95 % interval", width: "16%", leaves: "second" },
            { key: "again", label: "Class seen before", width: "14%", leaves: "first" },
            { key: "fix", label: "Time to fix", align: "right", width: "12%", leaves: "first" },
          ]}
          rows={rates.teams.map(({ team, n, found, rate, low, high, classed, repeated, fixed, fix }) => ({
            key: team.id,
            href: paths.metrics({ ...withoutOrganisation, team: String(team.id) }),
            cells: {
              team: team.name,
              n: formatCount(n),
              found: formatCount(found),
              rate: rate === null ? "–" : formatValue("rate", rate),
              interval: figureInterval("rate", { low, high }),
              again: classed === 0 ? "–" : `${formatCount(repeated)} of ${formatCount(classed)}`,
              fix: fix === null ? "–" : `${formatValue("duration", fix)} (${formatCount(fixed)} fixed)`,
            },
          }))}
          empty={<EmptyState title="No team submitted a review in this quarter">Choose another quarter.</EmptyState>}
        />
      </Section>
      <Section title="By month">
        <ByMonth rates={rates} query={query} asOfWords={asOfWords} />
      </Section>
    </>
  );
}

function ByMonth({ rates: { months, limits }, query, asOfWords }: Props) {
  const drawn = months.map(({ month, n, rate, inProgress }) => ({
    label: inProgress ? `${month} so far` : month,
    n,
    value: rate,
    note: "no reviews",
    isOpen: inProgress,
  }));
  const [first, last] = [months.at(0), months.at(-1)];
  return (
    <ChartFrame
      title="Issue rate by month"
      definition="Findings rated medium or higher by engineers, per review first submitted in the month, of the program."
      window={first && last ? `${first.month} to ${last.month}, ${asOfWords}` : asOfWords}
      n={months.reduce((sum, { n }) => sum + n, 0)}
      note={limits ? limitsWords("rate", limits) : "No limits yet: fewer than twelve full months of data."}
      columns={[
        { key: "month", header: "Month" },
        { key: "n", header: "Reviews", numeric: true },
        { key: "found", header: "Findings", numeric: true },
        { key: "rate", header: "Per review", numeric: true },
        { key: "said", header: "Against the limits" },
      ]}
      rows={months.map((month, index) => ({
        month: drawn[index]?.label ?? month.month,
        n: month.n,
        found: month.found,
        rate: month.rate === null ? "–" : formatValue("rate", month.rate),
        said: againstWords(month, limits),
      }))}
      csvHref={paths.metricChart("issue-months", query)}
      emptyText="No reviews were first submitted in these months."
    >
      <MonthLine measure="Issue rate" kind="rate" months={drawn} limits={limits} />
    </ChartFrame>
  );
}

/** Assessment of a completed month; a low rate may still rise while reviews are open. */
export function againstWords({ rate, open, inProgress }: Rates["months"][number], limits: Rates["limits"]): string {
  if (rate === null || inProgress || !limits) return "–";
  if (rate > limits.high) return "Above the limits";
  if (rate >= limits.low) return "Within the limits";
  return open > 0 ? `Below the limits, with ${formatCount(open)} open` : "Below the limits";
}
