import type { ReactNode } from "react";
import { Moment } from "#components/ui/words/moment.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { Decision } from "#lib/program-reviews/output.ts";
import { dayWords } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./record-lines.module.css";

type Props = {
  decisions: Decision[];
  now: Now;
  /** The program's current day; earlier due dates are overdue. */
  today: string;
  /** Actions at the end of a decision. */
  actsOf: (decision: Decision) => ReactNode;
};

/** The decisions of a program review, each with its owner, due date and outcome. */
export function DecisionList({ decisions, now, today, actsOf }: Props) {
  if (decisions.length === 0) return <p className="dimmed">No decisions yet.</p>;
  return (
    <ul className={classes.lines}>
      {decisions.map((decision) => (
        <li key={decision.id} id={`decision-${decision.id}`} className={classes.line}>
          <div className={classes.head}>
            <div className={classes.words}>
              <h3 className={classes.title}>{decision.text}</h3>
              <Facts decision={decision} now={now} />
            </div>
            <div className={classes.acts}>
              <FollowUpStatus decision={decision} today={today} />
              {actsOf(decision)}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function FollowUpStatus({ decision: { state, dueOn }, today }: { decision: Decision; today: string }) {
  if (state === null || dueOn === null) return null;
  if (state === "done") return <Status value="good" label="Done" size="sm" quiet />;
  if (state === "dropped") return <Status value="not_applicable" label="Dropped" size="sm" quiet />;
  const overdue = dueOn < today;
  return (
    <Status
      value={overdue ? "breached" : "due"}
      label={`${overdue ? "Was due" : "Due"} ${dayWords(dueOn)}`}
      size="sm"
    />
  );
}

/** "Gita Guardian · was due 9 Dec 2026 · changed the goal “…” (M1)" */
function Facts({ decision, now }: { decision: Decision; now: Now }) {
  const { owner, dueOn, state, goal, settledBy, settledAt, settleReason } = decision;
  const said = [
    owner ? owner.name : "No owner",
    dueOn && state !== "open" ? `was due ${dayWords(dueOn)}` : "",
    goal ? `changed the goal “${goal.outcome}” (${goal.metric})` : "",
  ].filter(Boolean);
  return (
    <>
      <p className={classes.facts}>{said.join(" · ")}</p>
      {state && settledAt ? (
        <p className={classes.facts}>
          {state === "done" ? "Done" : "Dropped"}, says {settledBy?.name ?? "the product"},{" "}
          <Moment at={settledAt} now={now} />
          {settleReason ? `: ${settleReason}` : "."}
        </p>
      ) : null}
    </>
  );
}
