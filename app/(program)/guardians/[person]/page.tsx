import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AwardList } from "#components/guardians/award-list.tsx";
import { BeltProgress } from "#components/guardians/belt-progress.tsx";
import { FeedbackList } from "#components/guardians/feedback-list.tsx";
import { AwardBelt, GuardianMoves } from "#components/guardians/guardian-moves.tsx";
import { GuardianStateMark } from "#components/guardians/guardian-state.tsx";
import { Lifecycle } from "#components/guardians/lifecycle.tsx";
import { LogTime } from "#components/guardians/log-time.tsx";
import { ReviewActs } from "#components/guardians/review-acts.tsx";
import { RevokeBelt } from "#components/guardians/revoke-belt.tsx";
import { TimeLogged } from "#components/guardians/time-logged.tsx";
import { CourseLines } from "#components/training/course-lines.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { ALLOWED, type Permission } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { ROLE_NAMES } from "#lib/auth/role-words.ts";
import { BELT_WORDS } from "#lib/belts/rules.ts";
import { GUARDIAN_MOVES, mayMove } from "#lib/guardians/rules.ts";
import { paths } from "#lib/paths.ts";
import { personPage } from "#lib/people/person-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import {
  awardBeltAction,
  consentAction,
  leaveAction,
  logActivityAction,
  pauseAction,
  resumeAction,
  revokeBeltAction,
  startTrainingAction,
} from "../actions.ts";

export const metadata: Metadata = { title: "Guardian" };

export default async function PersonPage({ params }: { params: Promise<{ person: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).person) ?? notFound();
  const shown = await found(personPage(ctx, id));
  const { person, open, moving, progress, feedback, weeks } = shown;
  const self = ctx.actor.personId === id;
  const mayAward = may(ctx.actor, "belt.award", { personId: id });
  const held = progress.awards.find(({ belt, revokedAt }) => belt === progress.current && revokedAt === null);
  const none: Permission = { allowed: false, because: "state", reason: "There is no guardianship to move." };
  const moves = GUARDIAN_MOVES.map((move) => [move, moving ? mayMove(ctx.actor, move, moving) : none]);
  return (
    <>
      <PageHead
        title={person.name}
        back={{ href: paths.guardians(), label: "Guardians" }}
        facts={
          <>
            <GuardianStateMark state={person.state} /> {person.teams.map(({ name }) => name).join(", ")}
            {person.demo ? " · demo person" : ""}
          </>
        }
        action={self ? <LogTime today={ctx.day} permission={ALLOWED} action={logActivityAction} /> : null}
      />
      <Facts
        items={[
          { label: "E-mail", value: person.email ?? "Not shown to you" },
          { label: "Manager", value: person.manager?.name ?? "Not known" },
          { label: "Organisation", value: person.organisation?.name ?? "Not known" },
          { label: "Roles", value: person.roles.map(({ role }) => ROLE_NAMES[role]).join(", ") || "Builder" },
        ]}
      />
      <Section title="Belt" id="belt">
        <BeltProgress progress={progress} />
        {progress.next ? (
          <AwardBelt
            key={progress.next}
            person={person}
            belt={progress.next}
            permission={awardPermission(mayAward, progress)}
            action={awardBeltAction}
          />
        ) : null}
        <AwardList
          awards={progress.awards}
          now={ctx.now}
          control={
            held ? (
              <RevokeBelt
                key={held.id}
                award={held}
                name={person.name}
                permission={mayAward}
                action={revokeBeltAction}
              />
            ) : null
          }
        />
      </Section>
      <Section title="As a guardian" id="lifecycle">
        <Lifecycle lifecycles={shown.times} now={ctx.now} />
        {moving ? (
          <GuardianMoves
            key={moving.state}
            person={person}
            may={Object.fromEntries(moves)}
            successors={shown.successors}
            actions={{
              consent: consentAction,
              start_training: startTrainingAction,
              pause: pauseAction,
              resume: resumeAction,
              leave: leaveAction,
            }}
          />
        ) : null}
      </Section>
      <Section title="Reviews" id="reviews">
        <ReviewActs reviews={shown.reviews} />
      </Section>
      <Section title="Training" id="training">
        {open.allowed ? <CourseLines courses={shown.courses} /> : <p className="dimmed">{open.reason}</p>}
      </Section>
      {feedback ? (
        <Section title="Feedback from engineers" id="feedback">
          <FeedbackList feedback={feedback} now={ctx.now} />
        </Section>
      ) : null}
      {weeks ? (
        <Section title="Time logged" id="time">
          <TimeLogged weeks={weeks} />
        </Section>
      ) : null}
    </>
  );
}

function awardPermission(
  gate: Permission,
  { reached, next }: { reached: boolean | null; next: keyof typeof BELT_WORDS | null },
): Permission {
  if (!gate.allowed || reached) return gate;
  const belt = next ? BELT_WORDS[next].toLowerCase() : "belt";
  return { allowed: false, because: "state", reason: `Not every item of the ${belt} is met yet.` };
}
