import { Status } from "#components/ui/status.tsx";
import type { Goal } from "#lib/program/output.ts";
import { goalMet, goalNumber, goalProgress } from "#lib/program/rules/goal.ts";
import classes from "./goal-bars.module.css";

type Shown = { value: number | null; n: number; note: string | null; window: string };
type Value = Shown & { unit: string; soFar: Shown | null };

const NO_VALUE: Value = { value: null, unit: "", n: 0, note: null, window: "now", soFar: null };

/** Goals with baseline, target and the number of the last quarter that has ended, which judges them; the running one beside it. */
export function GoalBars({ goals, values }: { goals: Goal[]; values: Record<string, Value> }) {
  if (goals.length === 0) return <p className="dimmed">No goals yet. A program manager sets them.</p>;
  return (
    <ul className={classes.goals}>
      {goals.map((goal) => {
        const live = values[goal.metric] ?? NO_VALUE;
        const progress = goalProgress(goal.baseline, live.value, goal.target);
        const met = goalMet(goal.direction, live.value, goal.target);
        return (
          <li key={goal.id} className={classes.goal}>
            <div className={classes.head}>
              <h3 className={classes.title}>{goal.outcome}</h3>
              <Status
                value={live.value === null ? "incomplete" : met ? "met" : "unmet"}
                label={live.value === null ? "No number yet" : met ? "Met" : "Not yet"}
                size="sm"
              />
            </div>
            <p className={classes.facts}>
              {goal.businessGoal} · {goal.metric} · due {goal.dueOn}
              {goal.owner ? ` · ${goal.owner.name}` : ""}
            </p>
            <progress
              className={classes.bar}
              max={1}
              value={Math.min(1, Math.max(0, progress ?? 0))}
              aria-label={goal.outcome}
            />
            <p className={classes.numbers}>
              <span>Baseline {said(goal.baseline, goal.target)}</span>
              <span>
                {live.window === "now" ? "Now" : live.window}: {numberWords(live, goal.target, live.unit)}
              </span>
              {live.soFar ? (
                <span>
                  {live.soFar.window} so far: {numberWords(live.soFar, goal.target, live.unit)}
                </span>
              ) : null}
              <span>Target {said(goal.target, goal.target)}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function said(value: number | null, target: number): string {
  return value === null ? "–" : goalNumber(value, target);
}

/** "4.4 days (n = 31)", or why there is no number. */
function numberWords({ value, n, note }: Shown, target: number, unit: string): string {
  return `${value === null ? (note ?? "–") : `${goalNumber(value, target)} ${unit}`} (n = ${n})`;
}
