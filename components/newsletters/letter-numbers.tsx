import { Fragment } from "react";
import { BarRows } from "#components/charts/bar-rows.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { goalLine, numberLines, trendQuarters } from "#lib/newsletters/rules.ts";
import { formatCount } from "#lib/numbers.ts";
import { counted } from "#lib/words.ts";
import classes from "./letter.module.css";
import { type Frozen, goalRows, letterRows } from "./letter-rows.ts";
import { onPaper } from "./on-paper.ts";

/** The quarter's numbers next to the previous quarter's. */
export function LetterNumbers({ snapshot }: { snapshot: LetterSnapshot }) {
  const { quarter, figures } = snapshot;
  const { before } = figures;
  return (
    <>
      <p className="dimmed">
        Reviews first submitted in the quarter{quarter.inProgress ? ", which is still in progress" : ""}, next to the
        previous quarter. Training is as of the end of each quarter{quarter.inProgress ? ", or today" : ""}.
      </p>
      <DataTable
        caption={`Numbers of ${quarterName(quarter)}`}
        columns={[
          { key: "what", label: "What" },
          { key: "now", label: quarterName(quarter), align: "right" },
          { key: "n", label: "n", align: "right" },
          { key: "before", label: before?.quarter.label ?? "Before", align: "right" },
        ]}
        rows={numberLines(snapshot).map(({ metric, what, now: { said, n }, before }) => ({
          key: what,
          href: letterRows(snapshot, metric),
          cells: {
            what,
            now: <b>{said}</b>,
            n: n === null ? "–" : formatCount(n),
            before: before ? <Before {...before} /> : null,
          },
        }))}
        empty={null}
      />
      {snapshot.leadTimes ? <LeadTimes quarters={snapshot.leadTimes} /> : null}
    </>
  );
}

/** Moves n to the next line if the text is too long for its column. */
function Before({ said, n }: { said: string; n: number | null }) {
  return (
    <span className={classes.before}>
      <span className="nowrap">{said}</span>
      {n === null ? null : ` (n = ${formatCount(n)})`}
    </span>
  );
}

function LeadTimes({ quarters }: { quarters: NonNullable<LetterSnapshot["leadTimes"]> }) {
  return (
    <figure className={classes.chart}>
      <figcaption className="dimmed">
        Median lead time by quarter{quarters.some(hasInterval) ? ", with 95 % intervals" : ""}
      </figcaption>
      <BarRows
        kind="duration"
        bars={quarters.map(({ quarter, leadTime: { n, median } }) => ({
          label: `${quarterName(quarter)}, n = ${formatCount(n)}`,
          value: median.value,
          note: quantileWords(median, n),
          reach: reachOf(median),
        }))}
      />
    </figure>
  );
}

type LeadTimeOf = NonNullable<LetterSnapshot["leadTimes"]>[number];

/** Older letters have no intervals. */
function hasInterval({ leadTime }: LeadTimeOf): boolean {
  return leadTime.median.low !== null;
}

function reachOf({ low, high }: LeadTimeOf["leadTime"]["median"]) {
  const said = intervalWords("duration", { low, high });
  return low === null || said === null ? null : { low, high, said };
}

/** How many goals are printed, earliest due first. */
const ON_PAPER = 6;

/** Goals with their owner, start, current value and target. */
export function LetterGoals({ goals, frozen }: { goals: LetterSnapshot["goals"]; frozen: Frozen }) {
  const { named, others } = onPaper(goals.length, ON_PAPER);
  const quarters = [...new Set(goals.map(trendQuarters).filter((each) => each !== null))];
  const [all = "Quarters to now"] = quarters.length === 1 ? quarters : [];
  return (
    <>
      <DataTable
        caption="Goals"
        columns={[
          { key: "goal", label: "Goal" },
          { key: "baseline", label: "Baseline", align: "right" },
          { key: "trend", label: all, wraps: true },
          { key: "now", label: "Now", align: "right" },
          { key: "target", label: "Target", align: "right" },
        ]}
        rows={goals.map((goal, index) => {
          const href = goalRows(goal, frozen);
          const line = goalLine(goal);
          const own = quarters.length === 1 ? null : trendQuarters(goal);
          const cells = { ...line, trend: <Trend quarters={own} values={line.trend} /> };
          const row = { key: `${goal.metric}-${index}`, screenOnly: index >= named, cells };
          return href ? { ...row, href } : row;
        })}
        empty={null}
      />
      {others > 0 ? <p className={classes.paper}>and {counted(others, "other")}</p> : null}
    </>
  );
}

/**
 * A goal's numbers by quarter, each without line breaks. Quarter names are included unless the column header has them.
 */
function Trend({ quarters, values }: { quarters: string | null; values: readonly string[] }) {
  if (values.length === 0) return "–";
  return (
    <span>
      {quarters === null ? null : `${quarters}: `}
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a quarter is its place
        <Fragment key={index}>
          {index === 0 ? "" : ", "}
          <span className="nowrap">{value}</span>
        </Fragment>
      ))}
    </span>
  );
}
