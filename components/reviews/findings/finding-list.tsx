import type { Gated } from "#components/reviews/decisions/gate-blocks.ts";
import { UnavailableActions } from "#components/ui/acts/unavailable-actions.tsx";
import { initialsAmong } from "#components/ui/words/initials.ts";
import { Moment } from "#components/ui/words/moment.tsx";
import { Initials } from "#components/ui/words/person-name.tsx";
import { Prose } from "#components/ui/words/prose.tsx";
import { shortDay } from "#components/ui/words/relative-time.ts";
import { Status } from "#components/ui/words/status.tsx";
import type {
  AcceptRiskInput,
  AnswerFindingInput,
  DeclineRiskInput,
  RecommendRiskInput,
  SettleFindingInput,
} from "#lib/findings/input.ts";
import type { Finding } from "#lib/findings/output.ts";
import { SEVERITY_WORDS } from "#lib/findings/rules.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { dayWords } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import { FindingAct } from "./finding-act.tsx";
import classes from "./finding-list.module.css";
import { AnswerFinding, type FindingAction, SettleFinding, VerifyFinding } from "./finding-moves.tsx";
import { type FindingPermissions, findingActs } from "./finding-permissions.ts";
import { blockingWords, findingLook, nextOf, settledWords, standsInTheWay } from "./finding-words.ts";
import { DecideOnRisk, RecommendRisk } from "./risk-moves.tsx";

type Props = {
  review: Pick<ReviewDetail, "id" | "sequence" | "reviewer">;
  /** State of the review and its gates: a blocking finding stops the next step. */
  gated: Gated;
  findings: Finding[];
  me: number;
  now: Now;
  /** The program's current day; risk acceptances ending before have expired. */
  today: string;
  /** The latest allowed end of a risk acceptance. */
  waivableUntil: string;
  may: FindingPermissions;
  actions: {
    answer: FindingAction<AnswerFindingInput>;
    settle: FindingAction<SettleFindingInput>;
    recommend: FindingAction<RecommendRiskInput>;
    accept: FindingAction<AcceptRiskInput>;
    decline: FindingAction<DeclineRiskInput>;
  };
};

/** A review's findings, the worst first: one expandable line each, with history and actions. */
export function FindingList(props: Props) {
  const { review, gated, findings, may, me, today } = props;
  const reader = {
    personId: me,
    reviewerId: review.reviewer?.id ?? null,
    maySettle: may.settle.allowed,
    mayDecide: may.decide.allowed,
  };
  const among = initialsAmong(findings.flatMap(({ owner }) => owner?.name ?? []));
  if (findings.length === 0) {
    return <p className="dimmed">No findings yet.</p>;
  }
  return (
    <div className={classes.table}>
      <div className={classes.columns} aria-hidden="true">
        <span>Finding</span>
        <span>Severity</span>
        <span>State</span>
        <span>Owner</span>
        <span>Due</span>
        <span className={classes.next}>Next</span>
      </div>
      <ul className={classes.findings}>
        {findings.map((finding) => {
          const next = nextOf(finding, reader, today);
          return (
            <li key={finding.id} id={`finding-${finding.id}`}>
              <details open={next.mine}>
                <summary className={classes.line}>
                  <h3 className={classes.title} title={finding.title} dir="auto">
                    {finding.title}
                  </h3>
                  <span className={classes.severity}>
                    {SEVERITY_WORDS[finding.severity]}
                    {blockingWords(finding, gated, today)}
                  </span>
                  <span>
                    <Status {...findingLook(finding, today)} size="sm" />
                  </span>
                  <span title={ownerWords(finding, me)}>
                    {finding.owner ? (
                      <Initials name={finding.owner.name} mine={finding.owner.id === me} among={among} />
                    ) : (
                      <span className="dimmed">–</span>
                    )}
                    <span className="sr-only">{ownerWords(finding, me)}</span>
                  </span>
                  <span>
                    {finding.dueOn ? (
                      <span title={dayWords(finding.dueOn)}>
                        <span className="sr-only">Due </span>
                        {shortDay(finding.dueOn, today)}
                      </span>
                    ) : (
                      <span className="dimmed">–</span>
                    )}
                  </span>
                  {next.mine ? null : <span className={classes.next}>{next.words}</span>}
                </summary>
                <Body {...props} finding={finding} />
              </details>
              <Act next={next} finding={finding} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Rendered next to the line, because a press on the line folds it. */
function Act({ next, finding }: { next: ReturnType<typeof nextOf>; finding: Finding }) {
  if (!next.mine) return null;
  if (next.words !== "Ask") return <FindingAct act={next.words} title={finding.title} className={classes.act} />;
  return (
    <a href="#comment" className={classes.act} data-next="" aria-label={`Ask: ${finding.title}`}>
      Ask
    </a>
  );
}

function ownerWords({ owner }: Finding, me: number): string {
  return owner ? `Owner: ${owner.name}${owner.id === me ? " (you)" : ""}` : "No owner";
}

function Body({ review, gated, finding, me, now, today, waivableUntil, may, actions }: Props & { finding: Finding }) {
  const reader = { me, today, reviewerId: review.reviewer?.id ?? null };
  const about = { review, finding, reader };
  const refused = findingActs(finding, may, reader).flatMap(({ label, permission }) =>
    permission.allowed ? [] : [{ label, reason: permission.reason }],
  );
  return (
    <div className={classes.body}>
      <p className={classes.facts}>
        Found by {finding.raisedBy?.name ?? "the product"} ({finding.finder}) on r{finding.revision}{" "}
        <Moment at={finding.createdAt} now={now} />
        {`; it ${standsInTheWay(finding, gated, today)}`}
        {finding.cwe ? `; CWE-${finding.cwe}` : ""}
        {finding.acceptedUntil ? `; accepted until ${dayWords(finding.acceptedUntil)}` : ""}
      </p>
      {finding.description ? (
        <div className={classes.prose}>
          <Prose text={finding.description} literal />
        </div>
      ) : null}
      {finding.answer ? (
        <blockquote className={classes.answer}>
          <Prose text={finding.answer} literal />
          <footer className="dimmed">{finding.answeredBy?.name ?? ""}</footer>
        </blockquote>
      ) : null}
      {finding.settleReason ? (
        <p className={classes.text}>
          <strong>{settledWords(finding)}</strong> by {finding.settledBy?.name ?? "the product"}
          {finding.advisedBy ? `, as ${finding.advisedBy.name} recommended` : ""}: {finding.settleReason}
        </p>
      ) : null}
      {finding.recommended ? (
        <p className={classes.text}>
          <strong>Recommended</strong> by {finding.recommended.by?.name ?? "someone"}, to accept its risk until{" "}
          {dayWords(finding.recommended.until)}: {finding.recommended.reason}
        </p>
      ) : null}
      {finding.declined ? (
        <p className={classes.text}>
          <strong>Risk declined</strong> by {finding.declined.by?.name ?? "someone"}: {finding.declined.reason}
        </p>
      ) : null}
      <div className={classes.moves}>
        <span data-act="Decide">
          <DecideOnRisk {...about} permission={may.decide} actions={actions} />
        </span>
        <span data-act="Verify">
          <VerifyFinding {...about} permission={may.settle} action={actions.settle} />
        </span>
        <span data-act="Answer">
          <AnswerFinding {...about} permission={may.answer} action={actions.answer} />
        </span>
        <span data-act="Resolve">
          <SettleFinding {...about} permission={may.settle} action={actions.settle} />
        </span>
        <RecommendRisk {...about} until={waivableUntil} permission={may.recommend} action={actions.recommend} />
      </div>
      <UnavailableActions acts={refused} />
    </div>
  );
}
