import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { IssueRates as Rates } from "#lib/metrics/output.ts";
import type { Picked } from "#lib/metrics/rules/picked.ts";
import { formatCount, formatRange, formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { figureInterval } from "./metric-words.ts";

/** Findings per review of each team, by its number of reviews, and of the program month by month. */
export function IssueRates({ rates, query }: { rates: Rates; query: Picked }) {
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
      <Section title="By month" facts={`The program. ${limitWords(rates)}`}>
        <DataTable
          caption="Issue rate by month"
          columns={[
            { key: "month", label: "Month", width: "26%" },
            { key: "n", label: "Reviews", align: "right", width: "16%" },
            { key: "found", label: "Findings", align: "right", width: "16%" },
            { key: "rate", label: "Per review", align: "right", width: "16%" },
            { key: "said", label: "Against the limits", width: "26%", bare: true },
          ]}
          rows={rates.months.toReversed().map((month) => ({
            key: month.month,
            cells: {
              month: month.inProgress ? `${month.month} so far` : month.month,
              n: formatCount(month.n),
              found: formatCount(month.found),
              rate: month.rate === null ? "–" : formatValue("rate", month.rate),
              said: <Against month={month} limits={rates.limits} />,
            },
          }))}
          empty={null}
        />
      </Section>
    </>
  );
}

function limitWords({ limits }: Rates): string {
  if (!limits) return "Fewer than twelve whole months: no limits yet.";
  return `By itself it moves from ${formatRange("rate", limits.low, limits.high)}, around ${formatValue("rate", limits.mean)}.`;
}

function Against({
  month: { rate, open, inProgress },
  limits,
}: {
  month: Rates["months"][number];
  limits: Rates["limits"];
}) {
  if (rate === null || inProgress || !limits) return <span className="dimmed">–</span>;
  if (rate > limits.high) return <Status value="bad" label="Above the limits" size="sm" />;
  if (rate < limits.low && open > 0) return <span className="dimmed">Below them, with {formatCount(open)} open</span>;
  if (rate < limits.low) return <Status value="good" label="Below the limits" size="sm" />;
  return <span className="dimmed">Within the limits</span>;
}
