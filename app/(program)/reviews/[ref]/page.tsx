import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { RunAgain } from "#components/policies/results/run-again.tsx";
import { RunPoll } from "#components/policies/results/run-poll.tsx";
import { RunResults, resultCounts } from "#components/policies/results/run-results.tsx";
import { AskedList } from "#components/reviews/asks/asked-list.tsx";
import { CommentForm } from "#components/reviews/asks/comment-form.tsx";
import { Discussion } from "#components/reviews/asks/discussion.tsx";
import { DecisionBlock } from "#components/reviews/decisions/decision-block.tsx";
import { DecisionList } from "#components/reviews/decisions/decision-list.tsx";
import type { ReviewActions } from "#components/reviews/decisions/decision-moves.tsx";
import { blocksWords, inTheWay } from "#components/reviews/decisions/gate-blocks.ts";
import { IntakeFacts } from "#components/reviews/drafts/intake-facts.tsx";
import { AddEvidence } from "#components/reviews/evidence/add-evidence.tsx";
import { DocumentList } from "#components/reviews/evidence/document-list.tsx";
import { RevisionNav } from "#components/reviews/evidence/revision-nav.tsx";
import { ExceptionTable } from "#components/reviews/exceptions/exception-table.tsx";
import { FindingList } from "#components/reviews/findings/finding-list.tsx";
import { RaiseFinding } from "#components/reviews/findings/raise-finding.tsx";
import { movePermission, readerOf, verbPermission } from "#components/reviews/moves/move-permission.ts";
import { ReviewHead } from "#components/reviews/review-head.tsx";
import { ReviewLayout } from "#components/reviews/review-layout.tsx";
import { ReviewTimeline } from "#components/reviews/review-timeline.tsx";
import { timelineGroups, timelineWords } from "#components/reviews/timeline-groups.ts";
import { UndocumentedThreats } from "#components/threat-models/undocumented-threats.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { Pager } from "#components/ui/lists/pager.tsx";
import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { nowOf } from "#lib/context.ts";
import { reviewPage } from "#lib/pages/review-page.ts";
import { numberFrom1, PAGE, readParameters } from "#lib/parameters.ts";
import { paths, reviewId } from "#lib/paths.ts";
import { ANALYZER_WORDS } from "#lib/policies/rules/check-words.ts";
import type { DiscussionPage } from "#lib/reviews/asks/comments-of.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted } from "#lib/words.ts";
import { peopleAction } from "../../people-action.ts";
import { recogniseAction } from "../actions.ts";
import * as actions from "./actions.ts";

type Review = Awaited<ReturnType<typeof reviewPage>>["review"];
type Query = Partial<Record<keyof typeof PARAMETERS | "checks", string>>;
type Props = { params: Promise<{ ref: string }>; searchParams: Promise<Query> };

const PARAMETERS = {
  revision: numberFrom1("a revision"),
  results: PAGE,
  messages: PAGE,
  findings: PAGE,
  finding: numberFrom1("a finding"),
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref };
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const id = reviewId((await params).ref) ?? notFound();
  const query = await searchParams;
  const page = await found(reviewPage(ctx, id, readParameters(PARAMETERS, query)));
  const {
    review,
    findings,
    findingsPlace,
    discussion,
    askedFor,
    guardians,
    engineers,
    events,
    shown,
    run,
    running,
    waiting,
    newer,
    tooMuch,
    listed,
    texts,
    sealed,
    threats,
    waivableUntil,
    exceptions,
  } = page;
  const groups = timelineGroups(events.items);
  const may = (verb: ReviewVerb) => verbPermission(review, verb);

  const counts = run?.state === "finished" ? resultCounts(run) : null;
  const all = query.checks === "all";
  const reader = readerOf(ctx.actor, review);
  const attaching = movePermission(review, "attach", reader);
  const handle = handleOf(review);
  const { state, cycle, launchedOn, breakGlass } = review;

  const threatsBlock = inTheWay("threat_model", review);
  return (
    <>
      <RunPoll running={running} review={review.ref} waiting={waiting} />
      <ReviewLayout
        head={<ReviewHead review={review} me={ctx.actor.personId} today={ctx.day} />}
        decision={
          <DecisionBlock
            review={review}
            reader={reader}
            waived={shown === review.revision ? (counts?.waived ?? 0) : 0}
            now={nowOf(ctx)}
            today={ctx.day}
            guardians={guardians}
            waivableUntil={waivableUntil}
            loadPeople={peopleAction}
            actions={DECISIONS}
          />
        }
      >
        <AskedList review={{ ...review, comments: askedFor.comments }} findings={askedFor.findings} />
        <IntakeFacts review={review} />
        <DecisionList
          review={{ ...handle, state, cycle, launchedOn, breakGlass }}
          decisions={review.decisions}
          now={nowOf(ctx)}
          today={ctx.day}
          me={ctx.actor.personId}
          may={{ keep: may("keep_condition"), verify: may("verify_condition") }}
          actions={{ keep: actions.keepConditionAction, verify: actions.verifyConditionAction }}
        />
        <Section
          title="Policy checks"
          id="checks"
          facts={
            run
              ? `r${run.revision}, profile ${run.profile.name} v${run.profile.version}, ${ANALYZER_WORDS[run.analyzer]}`
              : null
          }
          action={
            counts ? (
              <SegmentLinks
                label="Results"
                items={[
                  {
                    href: `${paths.reviewRevision(id, shown)}#checks`,
                    label: `Blocking ${counts.blocking}`,
                    current: !all,
                  },
                  { href: paths.reviewChecks(id, shown), label: `All ${counts.total}`, current: all },
                ]}
              />
            ) : null
          }
        >
          <RevisionNav reviewId={id} revisions={review.revisions} shown={shown} now={nowOf(ctx)} />
          {newer || tooMuch ? (
            <RunAgain
              review={handle}
              newer={newer}
              permission={may("run_checks")}
              action={actions.runChecksAgainAction}
            />
          ) : null}
          {run && listed ? (
            <RunResults
              run={run}
              listed={listed}
              texts={texts}
              allHref={(page) => paths.reviewChecks(id, shown, page)}
              documentHref={(document, line) =>
                line === null ? paths.document(id, document, shown) : paths.documentLine(id, document, shown, line)
              }
              all={all}
              waiving={
                shown === review.revision
                  ? {
                      review: handle,
                      me: ctx.actor.personId,
                      asks: review.waiverAsks,
                      until: waivableUntil,
                      asking: { permission: may("ask_waiver"), action: actions.askResultWaiverAction },
                      giving: { permission: may("waive"), action: actions.waiveResultAction },
                      ending: { permission: may("end_waiver"), action: actions.endResultWaiverAction },
                      raising: { permission: may("raise_finding"), action: actions.raiseFindingAction },
                    }
                  : undefined
              }
            />
          ) : (
            <p className="dimmed">
              {shown === 0 ? uncheckedWords(review.state) : "This revision has no policies to check."}
            </p>
          )}
        </Section>
        <Section
          title="Evidence"
          id="evidence"
          action={
            isOffered(attaching) ? (
              <AddEvidence
                review={{ ...handle, state: review.state }}
                guardian={review.guardian?.name ?? null}
                engineers={engineers}
                permission={attaching}
                recognise={recogniseAction}
                action={actions.addEvidenceAction}
              />
            ) : null
          }
        >
          {review.threatModel ? (
            <UndocumentedThreats
              threats={threats}
              model={`${review.threatModel.name} v${review.threatModel.seq}`}
              href={paths.threatModel(review.threatModel.threatModelId, { version: review.threatModel.seq })}
              blocks={threatsBlock && blocksWords(threatsBlock)}
            />
          ) : (
            <p className="dimmed">No threat model is attached.</p>
          )}
          <DocumentList
            review={handle}
            documents={review.documents}
            sealed={sealed}
            results={run?.state === "finished" && shown === review.revision ? run.results : null}
            now={nowOf(ctx)}
            permission={attaching}
            remove={actions.removeDocumentAction}
          />
        </Section>
        <Section
          title="Findings"
          id="findings"
          {...(findingsPlace.total > 0 ? { count: findingsPlace.total } : {})}
          action={
            isOffered(may("raise_finding")) ? (
              <RaiseFinding review={handle} permission={may("raise_finding")} action={actions.raiseFindingAction} />
            ) : null
          }
        >
          <FindingList
            review={handle}
            gated={review}
            findings={findings}
            me={ctx.actor.personId}
            now={nowOf(ctx)}
            today={ctx.day}
            waivableUntil={waivableUntil}
            may={{
              answer: may("answer_finding"),
              settle: may("settle_finding"),
              recommend: may("recommend_risk"),
              decide: may("decide_risk"),
            }}
            actions={{
              answer: actions.answerFindingAction,
              settle: actions.settleFindingAction,
              recommend: actions.recommendRiskAction,
              accept: actions.acceptRiskAction,
              decline: actions.declineRiskAction,
            }}
          />
          <Pager
            page={findingsPlace.page}
            pages={findingsPlace.pages}
            href={(page) => paths.reviewFindings(id, page)}
          />
        </Section>
        {exceptions.total > 0 ? (
          <Section title="Exceptions" id="exceptions" count={exceptions.total}>
            <ExceptionTable items={exceptions.items} ofReview />
            {exceptions.pages > 1 ? (
              <Link href={paths.exceptions({ review: id })}>See all {exceptions.total}</Link>
            ) : null}
          </Section>
        ) : null}
        <Section title="Discussion" id="discussion" facts={saidWords(discussion)}>
          <Pager
            page={discussion.place.page}
            pages={discussion.place.pages}
            href={(page) => paths.reviewDiscussion(id, page)}
          />
          <Discussion comments={discussion.comments} now={nowOf(ctx)} me={ctx.actor.personId}>
            <CommentForm
              reviewId={id}
              loadPeople={peopleAction}
              permission={may("comment")}
              action={actions.commentOnReviewAction}
            />
          </Discussion>
        </Section>
        <Section title="Timeline" id="timeline" facts={timelineWords(groups, events)}>
          <ReviewTimeline groups={groups} timeZone={nowOf(ctx).timeZone} today={ctx.day} />
        </Section>
      </ReviewLayout>
    </>
  );
}

/** The actions offered in the decision block. */
const DECISIONS: ReviewActions = {
  submit: actions.submitReviewAction,
  claim: actions.claimReviewAction,
  release: actions.releaseReviewAction,
  request_changes: actions.requestChangesAction,
  resubmit: actions.resubmitReviewAction,
  remind: actions.remindAction,
  hold: actions.holdReviewAction,
  resume: actions.resumeReviewAction,
  approve: actions.approveReviewAction,
  approve_with_conditions: actions.approveReviewAction,
  reject: actions.rejectReviewAction,
  reopen: actions.reopenReviewAction,
  close: actions.closeReviewAction,
  cancel: actions.cancelReviewAction,
  endorse: actions.endorseRevisionAction,
  confirm_no_policies: actions.confirmNoPoliciesAction,
  record_launch: actions.recordLaunchAction,
  break_glass: actions.breakGlassAction,
  assign_guardian: actions.assignGuardianAction,
  change_tier: actions.changeTierAction,
  ask_waiver: actions.askWaiverAction,
  waive: actions.waiveGateAction,
  end_waiver: actions.endGateWaiverAction,
  give_feedback: actions.giveFeedbackAction,
};

/** The only review fields sent to the browser, for use by the controls. */
function handleOf({ id, ref, sequence, revision, reviewer }: Review) {
  return { id, ref, sequence, revision, reviewer };
}

/**
 * For a review without a revision: a draft, a draft that was cancelled, or a decision imported from another tracker.
 */
function uncheckedWords(state: Review["state"]): string {
  return state === "draft"
    ? "The checks run when the review is submitted."
    : "Never submitted here, so nothing was checked.";
}

function saidWords({ place, unanswered }: DiscussionPage): string | null {
  if (place.total === 0) return null;
  return `${counted(place.total, "message")}${unanswered > 0 ? `, ${unanswered} unanswered` : ""}`;
}
