import type { LoadPeople } from "#components/people/person-select.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { CAPABILITIES } from "#lib/reviews/rules/capabilities.ts";
import { unmetGates } from "#lib/reviews/rules/gates.ts";
import { launchObstacles, NOTHING_IN_THE_WAY } from "#lib/reviews/rules/launch.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import classes from "./decision-panel.module.css";
import { MoveDialog, type ReviewAction } from "./move-dialog.tsx";
import { MOVES } from "./moves.ts";

export type ReviewActions = Partial<Record<ReviewVerb, ReviewAction>>;

type Props = {
  review: Omit<ReviewDetail, "findings">;
  actions: ReviewActions;
  loadPeople: LoadPeople;
};

/** The moves of a review: what this person may do now first, then what others may do in this state, then the rest; each says why. */
export function DecisionPanel({ review, actions, loadPeople }: Props) {
  const moves = MOVES.map((move) => ({
    move,
    permission: permissionOf(review, move.verb),
    action: actions[move.verb],
  }));
  const inState = moves.filter(({ move }) => CAPABILITIES[move.verb].from.includes(review.state));
  const first = [...inState].sort((a, b) => Number(b.permission.allowed) - Number(a.permission.allowed));
  const rest = moves.filter(({ move }) => !CAPABILITIES[move.verb].from.includes(review.state));
  const { id, ref, title, sequence, feedbackOwed } = review;
  const requesterId = review.requester?.id ?? null;
  return (
    <div className={classes.panel}>
      {first.map(({ move, permission, action }) =>
        action ? (
          <MoveDialog
            key={move.verb}
            move={move}
            review={{ id, ref, title, sequence, feedbackOwed, requesterId }}
            permission={permission}
            action={action}
            loadPeople={loadPeople}
          />
        ) : null,
      )}
      <details className={classes.more}>
        <summary>Not possible in this state</summary>
        <ul className={classes.rest}>
          {rest.map(({ move, permission }) => (
            <li key={move.verb}>
              <strong>{move.label}</strong>: {permission.allowed ? "" : permission.reason}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** What the table says, and then what stands in the way of this verb alone. */
function permissionOf(review: Props["review"], verb: ReviewVerb): Permission {
  const answer = review.may[verb];
  if (!answer) return { allowed: false, because: "actor", reason: "This can not be done here." };
  if (!answer.allowed) return { allowed: false, because: answer.because ?? "state", reason: answer.reason ?? "" };
  const obstacles = obstaclesTo(verb, review);
  if (obstacles.length === 0) return { allowed: true };
  return { allowed: false, because: "state", reason: obstacles.join(" ") };
}

function obstaclesTo(verb: ReviewVerb, { gates, endorsed, decisions: [decision] }: Props["review"]): string[] {
  switch (verb) {
    case "approve":
    case "approve_with_conditions":
      return unmetGates(gates).map(({ reason }) => reason);
    case "endorse":
      return endorsed ? ["You support this revision already."] : [];
    case "record_launch":
      return launchObstacles({ gates, decision });
    case "break_glass":
      return launchObstacles({ gates, decision }).length === 0 ? [NOTHING_IN_THE_WAY] : [];
    default:
      return [];
  }
}
