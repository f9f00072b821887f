import { Moment } from "#components/ui/words/moment.tsx";
import type { GoalChange } from "#lib/program-reviews/output.ts";
import { listed } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./record-lines.module.css";

const CHANGE_WORDS: Record<GoalChange["change"], string> = {
  set: "set the goal",
  edited: "edited",
  ended: "retired the goal",
};

/** Labels for the editable fields of a goal. */
const FIELD_WORDS: Record<string, string> = {
  businessGoal: "business goal",
  outcome: "outcome",
  target: "target",
  dueOn: "due day",
  ownerId: "owner",
};

/** Changes to the program's goals since the previous review, the oldest first. */
export function GoalChanges({ changes, now }: { changes: GoalChange[]; now: Now }) {
  if (changes.length === 0) return <p className="dimmed">No goals were set, edited or retired.</p>;
  return (
    <ul className={classes.lines}>
      {changes.map(({ eventId, goal, by, change, fields, at }) => (
        <li key={eventId} className={classes.line}>
          <p className={classes.title} data-plain>
            {goal.outcome}
          </p>
          <p className={classes.facts}>
            {goal.metric} · {by} {CHANGE_WORDS[change]}
            {change === "edited" ? ` its ${listed(fields.map((field) => FIELD_WORDS[field] ?? field))}` : ""}{" "}
            <Moment at={at} now={now} />
          </p>
        </li>
      ))}
    </ul>
  );
}
