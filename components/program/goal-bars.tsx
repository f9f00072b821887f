import { Status } from "#components/ui/status.tsx";
import type { Goal } from "#lib/program/output.ts";
import { goalMet, goalProgress } from "#lib/program/rules.ts";
import classes from "./goal-bars.module.css";

type Value = { value: number | null; unit: string; n: number; note: string | null };

/** Goals with baseline, now and target, each bound to a live metric. */
export function GoalBars({ goals, values }: { goals: Goal[]; values: Record<string, Value> }) {
  if (goals.length === 0) return <p className="dimmed">No goals yet. A program manager sets them.</p>;
  return (
    <ul className={classes.goals}>
      {goals.map((goal) => {
        const live = values[goal.metric] ?? { value: null, unit: "", n: 0, note: null };
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
              <span>Baseline {number(goal.baseline)}</span>
              <span>
                Now {number(live.value)} {live.unit} (n = {live.n}){live.note ? `, ${live.note}` : ""}
              </span>
              <span>Target {number(goal.target)}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function number(value: number | null): string {
  return value === null ? "–" : String(Math.round(value * 100) / 100);
}
