import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { AnswerFindingInput, SettleFindingInput } from "#lib/findings/input.ts";
import type { Finding } from "#lib/findings/output.ts";
import { FINDING_STATE_WORDS, type FindingState, SEVERITY_WORDS } from "#lib/findings/rules.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import classes from "./finding-list.module.css";
import { AnswerFinding, type FindingAction, SettleFinding } from "./finding-moves.tsx";

const LOOKS: Record<FindingState, StatusValue> = {
  open: "unmet",
  in_progress: "running",
  fixed: "waiting",
  verified: "good",
  accepted: "waived",
  invalid: "not_applicable",
};

type Props = {
  review: Pick<ReviewDetail, "id" | "sequence" | "reviewer">;
  findings: Finding[];
  me: number;
  now: Date;
  may: { answer: Permission; settle: Permission };
  actions: { answer: FindingAction<AnswerFindingInput>; settle: FindingAction<SettleFindingInput> };
};

/** The findings of a review, the worst first, with what can be done about each. */
export function FindingList({ review, findings, me, now, may, actions }: Props) {
  if (findings.length === 0) {
    return (
      <EmptyState title="No findings">
        What the review finds is listed here, with its severity, owner and due date.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.findings}>
      {findings.map((finding) => (
        <li key={finding.id} className={classes.finding} data-severity={finding.severity}>
          <div className={classes.head}>
            <h3 className={classes.title}>{finding.title}</h3>
            <Status value={LOOKS[finding.state]} label={FINDING_STATE_WORDS[finding.state]} size="sm" />
          </div>
          <p className={classes.facts}>
            <strong>{SEVERITY_WORDS[finding.severity]}</strong>
            {finding.blocking ? " · blocks the approval" : " · does not block"} · found by{" "}
            {finding.raisedBy?.name ?? "the product"} ({finding.finder}) on r{finding.revision}{" "}
            <Moment at={finding.createdAt} now={now} />
            {finding.cwe ? ` · CWE-${finding.cwe}` : ""}
            {finding.owner ? ` · owner ${finding.owner.name}` : ""}
            {finding.dueOn ? ` · due ${finding.dueOn}` : ""}
            {finding.acceptedUntil ? ` · accepted until ${finding.acceptedUntil}` : ""}
          </p>
          {finding.description ? <p className={classes.text}>{finding.description}</p> : null}
          {finding.answer ? (
            <blockquote className={classes.answer}>
              <p className={classes.text}>{finding.answer}</p>
              <footer className="dimmed">{finding.answeredBy?.name ?? ""}</footer>
            </blockquote>
          ) : null}
          {finding.settleReason ? (
            <p className={classes.text}>
              <strong>{FINDING_STATE_WORDS[finding.state]}</strong> by {finding.settledBy?.name ?? "the product"}:{" "}
              {finding.settleReason}
            </p>
          ) : null}
          <div className={classes.moves}>
            <AnswerFinding
              key={`a${review.sequence}`}
              review={review}
              finding={finding}
              permission={may.answer}
              action={actions.answer}
            />
            <SettleFinding
              key={`s${review.sequence}`}
              review={review}
              finding={finding}
              me={me}
              permission={may.settle}
              action={actions.settle}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
