import type { LoadPeople } from "#components/people/person-select.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { CAPABILITIES } from "#lib/reviews/rules/capabilities.ts";
import { unmetGates } from "#lib/reviews/rules/gates.ts";
import { launchObstacles, NOTHING_IN_THE_WAY } from "#lib/reviews/rules/launch.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import classes from "./decision-panel.module.css";
import { type DialogReview, MoveDialog, type ReviewAction } from "./move-dialog.tsx";
import { MOVES, type Move, type MoveInputs, type MoveVerb } from "./moves.ts";

export type ReviewActions = { [V in MoveVerb]?: ReviewAction<MoveInputs[V]> };

type Props = {
  review: Omit<ReviewDetail, "findings">;
  actions: ReviewActions;
  loadPeople: LoadPeople;
};

/** The moves of a review: what this person may do now first, then what others may do in this state, then the rest; each says why. */
export function DecisionPanel({ review, actions, loadPeople }: Props) {
  const moves = MOVES.map((move) => ({ move, permission: permissionOf(review, move.verb) }));
  const inState = moves.filter(({ move }) => CAPABILITIES[move.verb].from.includes(review.state));
  const first = [...inState].sort((a, b) => Number(b.permission.allowed) - Number(a.permission.allowed));
  const rest = moves.filter(({ move }) => !CAPABILITIES[move.verb].from.includes(review.state));
  const { id, ref, title, sequence, feedbackOwed } = review;
  const named = { id, ref, title, sequence, feedbackOwed, requesterId: review.requester?.id ?? null };
  return (
    <div className={classes.panel}>
      {first.map(({ move, permission }) => (
        <Offered
          key={move.verb}
          move={move}
          actions={actions}
          review={named}
          permission={permission}
          loadPeople={loadPeople}
        />
      ))}
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

type OfferedProps<V extends MoveVerb> = {
  move: Move<V>;
  actions: ReviewActions;
  review: DialogReview;
  permission: Permission;
  loadPeople: LoadPeople;
};

/** The dialog of a move, where its page has the action of the same verb. */
function Offered<V extends MoveVerb>({ move, actions, ...rest }: OfferedProps<V>) {
  const action = actions[move.verb];
  return action ? <MoveDialog move={move} action={action} {...rest} /> : null;
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
