import { DataTable } from "#components/ui/data-table.tsx";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { days, median, rate, share, trained } from "#lib/newsletters/rules.ts";

/** The numbers of the quarter beside those of the one before, and the program's goals. */
export function LetterNumbers({ snapshot }: { snapshot: LetterSnapshot }) {
  const { before } = snapshot.figures;
  return (
    <>
      <DataTable
        caption="Numbers of the quarter"
        columns={[
          { key: "what", label: "What" },
          { key: "now", label: snapshot.quarter.label, align: "right" },
          { key: "before", label: before?.quarter.label ?? "Before", align: "right" },
          { key: "n", label: "n", align: "right" },
        ]}
        rows={rowsOf(snapshot).map(([what, now, then, n]) => ({ key: what, cells: { what, now, before: then, n } }))}
        empty={null}
      />
      {snapshot.goals.length > 0 ? <Goals goals={snapshot.goals} /> : null}
    </>
  );
}

type Row = [what: string, now: string, before: string, n: number | string];

function rowsOf({ figures: { now, before }, arms, backlog }: LetterSnapshot): Row[] {
  const involved = now.involvement.involved;
  const interval = involved ? ` (${share(involved.low)} to ${share(involved.high)})` : "";
  return [
    [
      "Lead time, median",
      median(now.leadTime.median, now.leadTime.n),
      before ? median(before.leadTime.median, before.leadTime.n) : "–",
      now.leadTime.n,
    ],
    ...arms.map(
      ({ arm, n, median: value }): Row => [
        arm === "guardian" ? "… with a guardian" : "… without",
        median(value, n),
        "",
        n,
      ],
    ),
    ["Findings per review", rate(now.findings.rate), rate(before?.findings.rate ?? null), now.findings.n],
    ...arms.map(
      ({ arm, findings, findingsN }): Row => [
        arm === "guardian" ? "… findings with a guardian" : "… findings without",
        rate(findings),
        "",
        findingsN,
      ],
    ),
    [
      "Guardian involved (95 % interval)",
      `${share(involved?.share)}${interval}`,
      share(before?.involvement.involved?.share),
      now.involvement.n,
    ],
    ["Training complete", trained(now.training), before ? trained(before.training) : "–", now.training.n ?? "–"],
    ["Open reviews, oldest", `${backlog.n}, ${days(backlog.oldest)}`, "", backlog.n],
  ];
}

function Goals({ goals }: { goals: LetterSnapshot["goals"] }) {
  const said = (value: number | null) => (value === null ? "–" : String(Math.round(value * 10) / 10));
  return (
    <DataTable
      caption="Goals of the program"
      columns={[
        { key: "goal", label: "Goal of the program" },
        { key: "baseline", label: "Baseline", align: "right" },
        { key: "now", label: "Now", align: "right" },
        { key: "target", label: "Target", align: "right" },
      ]}
      rows={goals.map(({ outcome, metric, unit, baseline, now, target, note }, index) => ({
        key: `${metric}-${index}`,
        cells: {
          goal: `${outcome} (${metric}, ${unit})`,
          baseline: said(baseline),
          now: note ?? said(now),
          target: said(target),
        },
      }))}
      empty={null}
    />
  );
}
