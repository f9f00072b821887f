import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Sparkline } from "#components/ui/words/sparkline.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";
import type { Goal } from "#lib/program/output.ts";
import {
  type GoalStatus,
  goalNumber,
  goalProgress,
  goalReading,
  goalStatus,
  goalTarget,
  unitBehind,
} from "#lib/program/rules/goal.ts";
import { STARTER_GOALS } from "#lib/program/rules/starter-goals.ts";
import { dayWords, listed } from "#lib/words.ts";
import classes from "./goal-bars.module.css";

type Shown = { value: number | null; n: number | null; note: string | null; window: string };
type Value = Shown & {
  unit: string;
  soFar: Shown | null;
  trend: (number | null)[];
  /** What a good number could hide. */
  guards: { id: string; name: string; said: string }[];
  /** Which rows of the goal the reader may open; null for none. */
  rows: Picked | null;
};

/** How to read the goals, shown on their title line. */
export const GOAL_FACTS = "Ended quarters are judged, and the backlog as of today; hollow marks the quarter so far";

const SET_BY = "A program manager sets them.";

const NO_NUMBER: Shown = { value: null, n: 0, note: null, window: "now" };
const NO_VALUE: Value = { ...NO_NUMBER, unit: "", soFar: null, trend: [], guards: [], rows: null };

type Props = {
  goals: Goal[];
  /** By goal id. */
  values: Record<number, Value>;
  /** The program's current day; unmet goals due before are missed. */
  today: string;
  /** Also shows a goal's purpose, metric and owner. */
  whole?: boolean;
  /** Actions at the end of a goal. */
  actsOf?: (goal: Goal) => ReactNode;
};

const STATUS: Record<GoalStatus, { value: "met" | "unmet" | "incomplete" | "bad"; label: string }> = {
  met: { value: "met", label: "Met" },
  not_yet: { value: "unmet", label: "Not yet" },
  missed: { value: "bad", label: "Missed" },
  unknown: { value: "incomplete", label: "No value" },
};

/**
 * Goals between baseline and target. The last ended quarter judges a goal and is the filled point; the current quarter
 * is hollow and judges nothing.
 */
export function GoalBars({ goals, values, today, whole = false, actsOf }: Props) {
  if (goals.length === 0) return whole ? <NoGoals /> : <p className="dimmed">No goals yet. {SET_BY}</p>;
  return (
    <ul className={classes.goals}>
      {goals.map((goal) => (
        <GoalLine
          key={goal.id}
          goal={goal}
          live={values[goal.id] ?? NO_VALUE}
          today={today}
          whole={whole}
          acts={actsOf?.(goal)}
        />
      ))}
    </ul>
  );
}

/** In the full view, a starting point for a program without goals. */
function NoGoals() {
  return (
    <EmptyState title="No goals yet">
      {SET_BY} Three to start from: {listed(STARTER_GOALS.map(({ name }) => name))}.
    </EmptyState>
  );
}

type LineProps = { goal: Goal; live: Value; today: string; whole: boolean; acts: ReactNode };

function GoalLine({ goal, live, today, whole, acts }: LineProps) {
  const { baseline, target } = goal;
  const { soFar } = live;
  const whose = `${goal.metric} of ${goal.organisation?.name ?? "the program"}`;
  return (
    <li className={classes.goal}>
      <div className={classes.head}>
        <h3 className={classes.title}>{goal.outcome}</h3>
        <div className={classes.said}>
          {whole ? <Sparkline values={live.trend} open={soFar !== null} /> : null}
          <Status {...STATUS[goalStatus(goal, live.value, today)]} size="sm" />
          {acts}
        </div>
      </div>
      {whole ? (
        <p className={classes.facts}>
          {goal.businessGoal} · {whose} · due {dayWords(goal.dueOn)}
          {goal.owner ? ` · ${goal.owner.name}` : ""}
        </p>
      ) : (
        <p className={classes.facts}>{whose}</p>
      )}
      <div className={classes.track} aria-hidden="true">
        <span className={classes.way} style={{ width: placeOf(baseline, live.value, target) ?? 0 }} />
        {soFar ? <Point at={placeOf(baseline, soFar.value, target)} hollow /> : null}
        <Point at={placeOf(baseline, live.value, target)} />
      </div>
      <p className={classes.ends}>
        <span>Baseline {baseline === null ? "–" : goalNumber(goal, baseline)}</span>
        <span className={classes.now}>
          <span>
            <GoalNow goal={goal} live={live} /> {windowWords(live)}
          </span>
          {soFar ? (
            <span>
              {valueWords(goal, soFar, live.unit)} {windowWords({ ...soFar, window: `${soFar.window} so far` })}
            </span>
          ) : null}
        </span>
        <span>Target {goalTarget(goal)}</span>
      </p>
      {live.guards.length > 0 ? (
        <p className={classes.facts}>
          Guardrails: {live.guards.map(({ id, name, said }) => `${name} (${id}) ${said}`).join("; ")}
        </p>
      ) : null}
    </li>
  );
}

/** The current value of a goal; links to its rows. */
function GoalNow({ goal, live }: { goal: Goal; live: Value }) {
  const words = <b>{valueWords(goal, live, live.unit)}</b>;
  if (live.rows === null) return words;
  const { metric } = goal;
  return (
    <Link href={paths.metricRows(metric, live.rows)} prefetch={false} title={`Definition and rows of ${metric}`}>
      {words}
    </Link>
  );
}

function Point({ at, hollow = false }: { at: string | null; hollow?: boolean }) {
  if (at === null) return null;
  return <span className={classes.point} data-hollow={hollow || undefined} style={{ left: at }} />;
}

/** Position of a value along the track; values beyond an end stop there. */
function placeOf(baseline: number | null, value: number | null, target: number): string | null {
  const progress = goalProgress(baseline, value, target);
  return progress === null ? null : `${Math.min(100, Math.max(0, progress * 100))}%`;
}

/** "4.4 d", "1.25 findings per review", or why there is no number. */
function valueWords(goal: Goal, { value, note }: Shown, unit: string): string {
  if (value === null) return note ?? "–";
  return [goalReading(goal, value), unitBehind(goal.metric, unit)].filter((word) => word !== null).join(" ");
}

/** "2026 Q3, n = 31" */
function windowWords({ window, n }: Shown): string {
  return n === null ? window : `${window}, n = ${n}`;
}
