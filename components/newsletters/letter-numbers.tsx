import { quarterName } from "#components/metrics/metric-words.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { days, escapeRate, median, rate, share, trained } from "#lib/newsletters/rules.ts";
import { goalNumber } from "#lib/program/rules/goal.ts";

/** The numbers of the quarter beside those of the one before. */
export function LetterNumbers({ snapshot }: { snapshot: LetterSnapshot }) {
  const { quarter, figures } = snapshot;
  const { before } = figures;
  return (
    <>
      <p className="dimmed">
        Of the reviews first submitted in the quarter{quarter.inProgress ? ", which is still in progress" : ""}, beside
        those of the quarter before. Training is of the end of each quarter{quarter.inProgress ? ", or of now" : ""}.
      </p>
      <DataTable
        caption={`Numbers of ${quarterName(quarter)}`}
        columns={[
          { key: "what", label: "What" },
          { key: "now", label: quarterName(quarter), align: "right" },
          { key: "before", label: before?.quarter.label ?? "Before", align: "right" },
          { key: "n", label: "n", align: "right" },
        ]}
        rows={rowsOf(snapshot).map(([what, now, then, n]) => ({
          key: what,
          cells: { what, now: <b>{now}</b>, before: then, n },
        }))}
        empty={null}
      />
    </>
  );
}

type Row = [what: string, now: string, before: string, n: number | string];

function rowsOf({ figures: { now, before }, escapes, backlog }: LetterSnapshot): Row[] {
  const involved = now.involvement.involved;
  const interval = involved ? ` (${share(involved.low)} to ${share(involved.high)})` : "";
  return [
    [
      "Lead time, median",
      median(now.leadTime.median, now.leadTime.n),
      before ? median(before.leadTime.median, before.leadTime.n) : "–",
      now.leadTime.n,
    ],
    ["Findings per review", rate(now.findings.rate), rate(before?.findings.rate ?? null), now.findings.n],
    ["Escapes per approval of the quarter", escapeRate(escapes), "", escapes.ripe],
    [
      "Guardian involved (95 % interval)",
      `${share(involved?.share)}${interval}`,
      share(before?.involvement.involved?.share),
      now.involvement.n,
    ],
    ["Training complete", trained(now.training), before ? trained(before.training) : "–", now.training.n ?? "–"],
    ["Open reviews when drafted, oldest", `${backlog.n}, ${days(backlog.oldest)}`, "", backlog.n],
  ];
}

/** Goals of the program and of an organisation: where they began, stand and lead. */
export function LetterGoals({ goals }: { goals: LetterSnapshot["goals"] }) {
  return (
    <DataTable
      caption="Goals"
      columns={[
        { key: "goal", label: "Goal" },
        { key: "baseline", label: "Baseline", align: "right" },
        { key: "now", label: "Now", align: "right" },
        { key: "target", label: "Target", align: "right" },
      ]}
      rows={goals.map(({ outcome, metric, organisation, unit, baseline, now, window, target, note }, index) => ({
        key: `${metric}-${index}`,
        cells: {
          goal: `${outcome} (${metric} of ${organisation ?? "the program"}, ${unit})`,
          baseline: baseline === null ? "–" : goalNumber(baseline, target),
          now: `${now === null ? (note ?? "–") : goalNumber(now, target)} (${window})`,
          target: goalNumber(target, target),
        },
      }))}
      empty={null}
    />
  );
}
