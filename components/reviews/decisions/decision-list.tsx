import { Section } from "#components/ui/page/section.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { shortDay } from "#components/ui/words/relative-time.ts";
import { Status, type StatusValue } from "#components/ui/words/status.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { stateWords } from "#lib/reviews/rules/states.ts";
import { conditionStands, mayVerify } from "#lib/reviews/rules/verify.ts";
import { dayWords, sentence } from "#lib/words.ts";
import { dayIn, type Now } from "#lib/zoned-time.ts";
import classes from "./decision-list.module.css";
import { KeepCondition, type KeepConditionAction } from "./keep-condition.tsx";
import { VerifyCondition, type VerifyConditionAction } from "./verify-condition.tsx";

type Props = {
  review: Pick<ReviewDetail, "id" | "ref" | "sequence" | "state" | "cycle" | "launchedOn" | "breakGlass">;
  decisions: ReviewDetail["decisions"];
  now: Now;
  /** The program's current day; conditions due before are overdue. */
  today: string;
  /** The reader's person id. */
  me: number;
  may: { keep: Permission; verify: Permission };
  actions: { keep: KeepConditionAction; verify: VerifyConditionAction };
};

type Decision = ReviewDetail["decisions"][number];
type Condition = Decision["conditions"][number];

type Standing = { value: StatusValue; label: string; quiet: boolean };

/** The status of a condition. Conditions of a superseded decision ended with the decision. */
function standingOf(condition: Condition, holds: boolean, today: string, now: Now): Standing {
  const { verifiedAt, dueOn, kept } = condition;
  if (verifiedAt !== null)
    return { value: "good", label: verifiedWords(verifiedAt, condition, today, now), quiet: true };
  if (!holds) return { value: "not_applicable", label: "Ended with the decision", quiet: true };
  if (dueOn < today) return { value: "breached", label: "Overdue", quiet: false };
  if (kept !== null) return { value: "waiting", label: "Waits for verification", quiet: false };
  return { value: "unmet", label: "Open", quiet: false };
}

function verifiedWords(at: string, { verifiedBy }: Condition, today: string, now: Now): string {
  return `Verified by ${verifiedBy?.name ?? "someone"}, ${shortDayOf(at, today, now)}`;
}

function keptWords({ at, by, note }: NonNullable<Condition["kept"]>, today: string, now: Now): string {
  return `${by?.name ?? "Someone"} marked it as met, ${shortDayOf(at, today, now)}: ${note}`;
}

/** A day in the program's time zone, formatted like the surrounding list. */
function shortDayOf(at: string, today: string, { timeZone }: Now): string {
  return shortDay(dayIn(new Date(at), timeZone), today);
}

function verifyPermission({ owner, keeperIds }: Condition, permission: Permission, me: number): Permission {
  return permission.allowed ? mayVerify({ ownerId: owner?.id ?? null, keeperIds }, me) : permission;
}

/** Whether a decision belongs to an earlier cycle: the decision stays on record but no longer counts. */
function isReopened({ cycle }: Decision, review: Props["review"]): boolean {
  return cycle < review.cycle;
}

function outcomeStatus(decision: Decision, review: Props["review"]): StatusValue {
  if (isReopened(decision, review)) return "not_applicable";
  return decision.outcome === "rejected" ? "bad" : "good";
}

/**
 * The decisions on a review with their evidence, and launches past them; an import may have only launches. Evidence
 * changed since makes a decision stale.
 */
export function DecisionList({ review, decisions, now, today, me, may, actions }: Props) {
  if (decisions.length + review.breakGlass.length === 0) return null;
  const isOwed = (decision: Decision, condition: Condition) =>
    decision.id === decisions[0]?.id && conditionStands(condition, review);
  return (
    <Section title={decisions.length === 1 ? "Decision" : "Decisions"} id="decisions">
      {review.breakGlass.map(({ id, launchedOn, reason, past, by, at }) => (
        <div key={id} className={classes.decision}>
          <p>
            <Status value="at_risk" label="Launched by break-glass" size="sm" /> on {dayWords(launchedOn)}, recorded by{" "}
            {by?.name ?? "someone"} on {dayWords(dayIn(new Date(at), now.timeZone))}: {reason}
          </p>
          <p className={classes.quiet}>Open blockers: {past.map(sentence).join(" ")}</p>
        </div>
      ))}
      {decisions.map((decision) => (
        <div key={decision.id} className={classes.decision}>
          <p>
            <Status
              value={outcomeStatus(decision, review)}
              label={stateWords(decision.outcome, { onWaivers: decision.onWaivers })}
              size="sm"
            />{" "}
            by {decision.decidedBy?.name ?? "the product"} <Moment at={decision.decidedAt} now={now} /> on r
            {decision.revision}
            {isReopened(decision, review) ? ", before the review was reopened" : null}
            <span className={classes.quiet}>, evidence digest {decision.digest.slice(0, 12)}</span>
          </p>
          {decision.stale ? (
            <p>
              <Status value="at_risk" label="Stale: the evidence has changed since" size="sm" />
            </p>
          ) : null}
          {decision.waiverEndedOn ? (
            <p>
              <Status value="at_risk" label={`A waiver ended on ${dayWords(decision.waiverEndedOn)}.`} size="sm" /> The
              decision was made while it was valid.{" "}
              {isReopened(decision, review) ? null : " What it waived blocks again: fix it, or reopen the review."}
            </p>
          ) : null}
          {decision.reason ? <p className={classes.reason}>{decision.reason}</p> : null}
          {decision.conditions.length > 0 ? (
            <ul className={classes.conditions}>
              {decision.conditions.map((condition) => (
                <li key={condition.id}>
                  <Status {...standingOf(condition, isOwed(decision, condition), today, now)} size="sm" />
                  <span className={classes.condition}>{condition.text}</span>
                  <span className={classes.quiet}>
                    {condition.when === "before_launch" ? "before launch" : "after launch"}, due{" "}
                    {shortDay(condition.dueOn, today)}, {condition.owner?.name ?? "nobody"}
                  </span>
                  {condition.verifiedAt === null && isOwed(decision, condition) ? (
                    <>
                      <KeepCondition
                        review={review}
                        condition={condition}
                        permission={may.keep}
                        action={actions.keep}
                      />
                      <VerifyCondition
                        review={review}
                        condition={condition}
                        permission={verifyPermission(condition, may.verify, me)}
                        action={actions.verify}
                      />
                    </>
                  ) : null}
                  {condition.kept ? <p className={classes.kept}>{keptWords(condition.kept, today, now)}</p> : null}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
    </Section>
  );
}
