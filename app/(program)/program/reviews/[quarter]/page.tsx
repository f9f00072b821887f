import { Group } from "@mantine/core";
import type { Metadata } from "next";
import { Guards } from "#components/metrics/guards.tsx";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import { LetterGoals } from "#components/newsletters/letter-numbers.tsx";
import { AttendanceActs, RecordAttendance } from "#components/program-reviews/attendance-forms.tsx";
import { AttendanceList } from "#components/program-reviews/attendance-list.tsx";
import { DecisionActs, RecordDecision } from "#components/program-reviews/decision-forms.tsx";
import { DecisionList } from "#components/program-reviews/decision-list.tsx";
import { GoalChanges } from "#components/program-reviews/goal-changes.tsx";
import { CloseProgramReview, EditProgramReview } from "#components/program-reviews/review-forms.tsx";
import { ReviewState } from "#components/program-reviews/review-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { exactTime } from "#components/ui/words/relative-time.ts";
import { type Actor, readsAllNumbers } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { m } from "#lib/member-name.ts";
import { againstQuarter } from "#lib/metrics/rules/comparison.ts";
import { programReviewPage } from "#lib/pages/program-review-page.ts";
import { paths } from "#lib/paths.ts";
import type { Decision, ProgramReview } from "#lib/program-reviews/output.ts";
import { maySettle, mayWrite } from "#lib/program-reviews/rules/capabilities.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted, dayWords } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import {
  closeProgramReviewAction,
  editDecisionAction,
  editProgramReviewAction,
  recordAttendanceAction,
  recordDecisionAction,
  removeAttendanceAction,
  removeDecisionAction,
  settleFollowUpAction,
} from "../actions.ts";

export const metadata: Metadata = { title: "Program review" };

export default async function ProgramReviewPage({ params }: { params: Promise<{ quarter: string }> }) {
  const ctx = await pageContext();
  const page = await found(programReviewPage(ctx, (await params).quarter));
  const { review } = page;
  const { snapshot, goalChanges } = review;
  const { actor, day } = ctx;
  const now = nowOf(ctx);
  return (
    <>
      <PageHead
        title={`Program review ${snapshot.quarter.label}`}
        beside={<ReviewState state={review.state} />}
        facts={factsOf(review)}
        back={{ href: paths.program("reviews"), label: "Program" }}
        action={review.state === "open" ? <Moves actor={actor} review={review} /> : null}
      />
      <Decisions {...page} actor={actor} now={now} today={day} />
      <Section
        title="Numbers"
        id="numbers"
        facts={`Of the whole program, frozen as of ${exactTime(new Date(snapshot.asOf))}`}
      >
        <HeadlineCards
          metrics={snapshot}
          comparison={againstQuarter(snapshot, "quarter")}
          query={{ quarter: review.quarter }}
          heading="h3"
        />
        <Guards metrics={snapshot} query={{ quarter: review.quarter }} heading="h3" />
      </Section>
      <Section title="Goals" id="goals" facts="At the time the numbers were frozen">
        {snapshot.goals.length > 0 ? (
          <LetterGoals goals={snapshot.goals} frozen={{ ...snapshot, opensProgram: readsAllNumbers(actor) }} />
        ) : (
          <p className="dimmed">The program had no goals.</p>
        )}
      </Section>
      <Section
        title="Goals changed"
        id="goals-changed"
        count={goalChanges.length}
        facts={`Since ${exactTime(new Date(review.goalsSince))}`}
      >
        <GoalChanges changes={goalChanges} now={now} />
      </Section>
      <Attending {...page} actor={actor} />
      <footer className="foot dimmed">{closingWords(review)}</footer>
    </>
  );
}

type Shown = Awaited<ReturnType<typeof programReviewPage>> & { actor: Actor };

function Moves({ actor, review }: Pick<Shown, "actor" | "review">) {
  const { quarter, heldOn } = review;
  const close = mayWrite(actor, "close", review);
  if (!close.allowed && close.because === "actor") return <span className="dimmed">{close.reason}</span>;
  return (
    <Group gap="xs">
      <EditProgramReview
        quarter={quarter}
        heldOn={heldOn}
        permission={mayWrite(actor, "edit", review)}
        action={editProgramReviewAction}
      />
      <CloseProgramReview quarter={quarter} permission={close} action={closeProgramReviewAction} />
    </Group>
  );
}

function Decisions({ actor, review, choices, now, today }: Shown & { now: Now; today: string }) {
  const { quarter, decided } = review;
  const record = mayWrite(actor, "record_decision", review);
  const actsOf = (decision: Decision) => {
    const settledAs = decision.state === "open" ? null : decision.state;
    const permissions = {
      settle: maySettle(actor, { ownerId: decision.owner?.id ?? null, settledAs }),
      edit: mayWrite(actor, "edit_decision", review),
      remove: mayWrite(actor, "remove_decision", review),
    };
    if (!Object.values(permissions).some(({ allowed }) => allowed)) return null;
    const verbs = { edit: editDecisionAction, remove: removeDecisionAction, settle: settleFollowUpAction };
    return (
      <DecisionActs quarter={quarter} decision={decision} choices={choices} permissions={permissions} {...verbs} />
    );
  };
  return (
    <Section
      title="Decisions"
      id="decisions"
      count={decided.length}
      action={
        isWriter(actor) ? (
          <RecordDecision quarter={quarter} choices={choices} permission={record} action={recordDecisionAction} />
        ) : null
      }
    >
      <DecisionList decisions={decided} now={now} today={today} actsOf={actsOf} />
    </Section>
  );
}

function Attending({ actor, review, choices }: Shown) {
  const { quarter, attendance } = review;
  const permissions = {
    record: mayWrite(actor, "record_attendance", review),
    remove: mayWrite(actor, "remove_attendance", review),
  };
  const others = choices.people.filter(({ id }) => !attendance.some(({ person }) => person.id === id));
  const verbs = { record: recordAttendanceAction, remove: removeAttendanceAction };
  return (
    <Section
      title="Attendance"
      id="attendance"
      count={attendance.length}
      action={
        isWriter(actor) ? (
          <RecordAttendance
            quarter={quarter}
            people={others}
            permission={permissions.record}
            action={recordAttendanceAction}
          />
        ) : null
      }
    >
      <AttendanceList
        attendance={attendance}
        actsOf={(each) =>
          permissions.record.allowed ? (
            <AttendanceActs quarter={quarter} attendance={each} permissions={permissions} {...verbs} />
          ) : null
        }
      />
    </Section>
  );
}

/** Read-only visitors see one line at the top explaining why they cannot write. */
function isWriter(actor: Actor): boolean {
  return may(actor, "program-review.write", null).allowed;
}

/** "Held on 8 Oct 2026 · 5 attended, 3 of them guardians · 4 decisions, 1 open follow-up" */
function factsOf({ heldOn, attendance, decisions, openFollowUps }: ProgramReview): string {
  const guardians = attendance.filter(({ guardian }) => guardian).length;
  return [
    `Held on ${dayWords(heldOn)}`,
    `${attendance.length} attended, ${counted(guardians, m`of them a guardian`, m`of them guardians`)}`,
    `${counted(decisions, "decision")}, ${counted(openFollowUps, "open follow-up")}`,
  ].join(" · ");
}

function closingWords({ openedBy, openedAt, closedBy, closedAt, snapshotId }: ProgramReview): string {
  const opened = `Opened by ${openedBy?.name ?? "the product"}, ${exactTime(new Date(openedAt))}`;
  const closed = closedAt ? `; closed by ${closedBy?.name ?? "the product"}, ${exactTime(new Date(closedAt))}` : "";
  return `${opened}${closed}. Snapshot ${snapshotId.slice(0, 12)}.`;
}
