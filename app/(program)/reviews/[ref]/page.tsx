import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunAgain } from "#components/policies/run-again.tsx";
import { RunPoll } from "#components/policies/run-poll.tsx";
import { RunResults } from "#components/policies/run-results.tsx";
import { AddEvidence } from "#components/reviews/add-evidence.tsx";
import { CommentForm } from "#components/reviews/comment-form.tsx";
import { DecisionList } from "#components/reviews/decision-list.tsx";
import { DecisionPanel } from "#components/reviews/decision-panel.tsx";
import { Discussion } from "#components/reviews/discussion.tsx";
import { DocumentList } from "#components/reviews/document-list.tsx";
import { FindingList } from "#components/reviews/finding-list.tsx";
import { GatesPanel } from "#components/reviews/gates-panel.tsx";
import { GiveFeedback } from "#components/reviews/give-feedback.tsx";
import { IntakeFacts } from "#components/reviews/intake-facts.tsx";
import { PeoplePanel } from "#components/reviews/people-panel.tsx";
import { RaiseFinding } from "#components/reviews/raise-finding.tsx";
import { ReviewLayout } from "#components/reviews/review-layout.tsx";
import { RevisionNav } from "#components/reviews/revision-nav.tsx";
import { AssignGuardian, ChangeTier } from "#components/reviews/side-moves.tsx";
import { StatePanel } from "#components/reviews/state-panel.tsx";
import { Timeline } from "#components/reviews/timeline.tsx";
import { UndocumentedThreats } from "#components/threat-models/undocumented-threats.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { reviewPage } from "#lib/pages/review-page.ts";
import { paths, reviewId, reviewRef } from "#lib/paths.ts";
import { TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { peopleAction, recogniseAction } from "../actions.ts";
import * as actions from "./actions.ts";

type Review = Awaited<ReturnType<typeof reviewPage>>["review"];
type Props = { params: Promise<{ ref: string }>; searchParams: Promise<{ revision?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref };
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const id = reviewId((await params).ref) ?? notFound();
  const asked = Number((await searchParams).revision);
  const page = await found(reviewPage(ctx, id, asked));
  const { review, findings, guardians, events, shown, run, newer, tooMuch, documents, sealed, threats } = page;
  const may = (verb: ReviewVerb) => permissionFor(review.may[verb]);
  const running = run?.state === "queued" || run?.state === "running";

  const rail = (
    <>
      <StatePanel review={review} now={ctx.now} />
      <Section title="Your moves" id="decision">
        <DecisionPanel
          review={review}
          loadPeople={peopleAction}
          actions={{
            submit: actions.submitReviewAction,
            claim: actions.claimReviewAction,
            release: actions.releaseReviewAction,
            request_changes: actions.requestChangesAction,
            resubmit: actions.resubmitReviewAction,
            hold: actions.holdReviewAction,
            resume: actions.resumeReviewAction,
            approve: actions.approveReviewAction,
            approve_with_conditions: actions.approveReviewAction,
            reject: actions.rejectReviewAction,
            reopen: actions.reopenReviewAction,
            close: actions.closeReviewAction,
            cancel: actions.cancelReviewAction,
            endorse: actions.endorseRevisionAction,
            record_launch: actions.recordLaunchAction,
            break_glass: actions.breakGlassAction,
          }}
        />
        {review.feedbackOwed && review.decidedAt && may("give_feedback").allowed ? (
          <GiveFeedback key={review.sequence} review={review} action={actions.giveFeedbackAction} />
        ) : null}
      </Section>
      <Section title="Gates" id="gates">
        <GatesPanel
          review={review}
          me={ctx.actor.personId}
          asking={{ permission: may("ask_waiver"), action: actions.askWaiverAction }}
          giving={{ permission: may("waive"), action: actions.waiveGateAction }}
          ending={{ permission: may("end_waiver"), action: actions.endGateWaiverAction }}
        />
      </Section>
      <Section title="People">
        <PeoplePanel review={review} />
        <AssignGuardian
          key={review.sequence}
          review={review}
          guardians={guardians}
          current={review.guardian?.id ?? null}
          permission={may("assign_guardian")}
          action={actions.assignGuardianAction}
        />
      </Section>
    </>
  );

  return (
    <>
      <PageHead
        title={`${review.ref} ${review.title}`}
        back={{ href: paths.reviews(), label: "Reviews" }}
        facts={[
          review.service?.name ?? "Imported review",
          review.team?.name,
          review.type ? TYPE_WORDS[review.type] : null,
          review.requestedLaunchOn ? `launch wanted on ${review.requestedLaunchOn}` : null,
          launchFact(review),
          review.previousReviewId ? `follows ${reviewRef(review.previousReviewId)}` : null,
        ]
          .filter(Boolean)
          .join(" · ")}
        action={
          may("edit").allowed ? (
            <ButtonLink href={paths.editReview(id)} variant="default">
              Edit intake
            </ButtonLink>
          ) : follows(review, ctx.actor.personId) ? (
            <ButtonLink href={paths.newReview({ after: review.ref })}>Ask again</ButtonLink>
          ) : null
        }
      />
      <RunPoll running={running} />
      <ReviewLayout rail={rail}>
        <Section title="What is asked" id="intake">
          <IntakeFacts intake={review.intake} />
          <ChangeTier
            key={review.sequence}
            review={review}
            tier={review.tier}
            permission={may("change_tier")}
            action={actions.changeTierAction}
          />
        </Section>
        <DecisionList
          review={review}
          decisions={review.decisions}
          now={ctx.now}
          permission={may("verify_condition")}
          verify={actions.verifyConditionAction}
        />
        <Section
          title="Evidence"
          id="evidence"
          action={
            <AddEvidence
              key={review.sequence}
              review={review}
              permission={may("attach")}
              recognise={recogniseAction}
              action={actions.addEvidenceAction}
            />
          }
        >
          {review.threatModel ? (
            <UndocumentedThreats
              threats={threats}
              href={paths.threatModel(review.threatModel.threatModelId, { version: review.threatModel.seq })}
            />
          ) : (
            <p className="dimmed">No threat model is attached.</p>
          )}
          <DocumentList
            review={review}
            documents={review.documents}
            sealed={sealed}
            now={ctx.now}
            permission={may("attach")}
            remove={actions.removeDocumentAction}
          />
        </Section>
        <Section title="Policy checks" id="checks">
          <RevisionNav reviewId={id} revisions={review.revisions} shown={shown} now={ctx.now} />
          {newer || tooMuch ? (
            <RunAgain
              key={review.sequence}
              review={review}
              newer={newer}
              permission={may("run_checks")}
              action={actions.runChecksAgainAction}
            />
          ) : null}
          {run ? (
            <RunResults
              run={run}
              texts={Object.fromEntries(documents.map(({ sha256, text }) => [sha256, text]))}
              documentHref={(sha256) => paths.document(id, sha256, shown)}
              waiving={
                shown === review.revision
                  ? {
                      review,
                      asks: review.waiverAsks,
                      asking: { permission: may("ask_waiver"), action: actions.askResultWaiverAction },
                      giving: { permission: may("waive"), action: actions.waiveResultAction },
                      ending: { permission: may("end_waiver"), action: actions.endResultWaiverAction },
                    }
                  : undefined
              }
            />
          ) : (
            <p className="dimmed">
              {shown === 0 ? "The checks run when the review is submitted." : "This revision holds no policy to check."}
            </p>
          )}
        </Section>
        <Section
          title="Findings"
          id="findings"
          action={
            <RaiseFinding
              key={review.sequence}
              review={review}
              permission={may("raise_finding")}
              action={actions.raiseFindingAction}
            />
          }
        >
          <FindingList
            review={review}
            findings={findings}
            me={ctx.actor.personId}
            now={ctx.now}
            may={{ answer: may("answer_finding"), settle: may("settle_finding") }}
            actions={{ answer: actions.answerFindingAction, settle: actions.settleFindingAction }}
          />
        </Section>
        <Section title="Discussion" id="discussion">
          <Discussion comments={review.comments} now={ctx.now} />
          <CommentForm
            keptFor={ctx.actor.personId}
            reviewId={id}
            loadPeople={peopleAction}
            permission={may("comment")}
            action={actions.commentOnReviewAction}
          />
        </Section>
        <Section title="Timeline" id="timeline">
          <Timeline entries={events} now={ctx.now} />
        </Section>
      </ReviewLayout>
    </>
  );
}

/** A rejected review is followed by a new one of who asked for it, or of its guardian. */
function follows({ state, requester, guardian }: Review, me: number): boolean {
  return state === "rejected" && (requester?.id === me || guardian?.id === me);
}

/** The day of the last launch, and whether it went past what stood in the way. */
function launchFact({ launchedOn, breakGlass }: Review): string | null {
  if (launchedOn === null) return null;
  const past = breakGlass.some((launch) => launch.launchedOn === launchedOn);
  return `launched on ${launchedOn}${past ? " by break-glass" : ""}`;
}

function permissionFor(
  answer: { allowed: boolean; because?: "actor" | "state"; reason?: string } | undefined,
): Permission {
  if (answer?.allowed) return { allowed: true };
  return {
    allowed: false,
    because: answer?.because ?? "actor",
    reason: answer?.reason ?? "This can not be done here.",
  };
}
