import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AwardList } from "#components/guardians/award-list.tsx";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { BeltProgress } from "#components/guardians/belt-progress.tsx";
import { FeedbackList } from "#components/guardians/feedback-list.tsx";
import { AwardBelt, GuardianMoves } from "#components/guardians/guardian-moves.tsx";
import { GuardianStateMark } from "#components/guardians/guardian-state.tsx";
import { Lifecycle } from "#components/guardians/lifecycle.tsx";
import { LogTime } from "#components/guardians/log-time.tsx";
import { ReviewActs } from "#components/guardians/review-acts.tsx";
import { RevokeBelt } from "#components/guardians/revoke-belt.tsx";
import { TimeLogged } from "#components/guardians/time-logged.tsx";
import { EditPerson } from "#components/people/edit-person.tsx";
import { EndSessions } from "#components/people/end-sessions.tsx";
import { IdentityLines } from "#components/people/identity-lines.tsx";
import { SessionLines } from "#components/people/session-lines.tsx";
import { ModelLines } from "#components/threat-models/model-lines.tsx";
import { CourseLines } from "#components/training/course-lines.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { Tallies } from "#components/ui/lists/tallies.tsx";
import { Card } from "#components/ui/page/card.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { WithAside } from "#components/ui/page/with-aside.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { ALLOWED } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { heldRoles } from "#lib/auth/role-words.ts";
import { nowOf } from "#lib/context.ts";
import { m, namedTable } from "#lib/member-name.ts";
import { personPage } from "#lib/pages/person-page.ts";
import { paths } from "#lib/paths.ts";
import type { Profile } from "#lib/people/output.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import type { Now } from "#lib/zoned-time.ts";
import { endSessionsAction } from "../../settings/actions.ts";
import {
  awardBeltAction,
  consentAction,
  declineAction,
  editPersonAction,
  leaveAction,
  logActivityAction,
  pauseAction,
  resumeAction,
  revokeBeltAction,
  startTrainingAction,
} from "../actions.ts";

export const metadata: Metadata = namedTable({ title: "Guardian" });

export default async function PersonPage({ params }: { params: Promise<{ person: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).person) ?? notFound();
  const shown = await found(personPage(ctx, id));
  const { person, open, moving, progress, feedback, weeks } = shown;
  const self = ctx.actor.personId === id;
  const mayAward = may(ctx.actor, "belt.award", { personId: id });
  const held = progress.awards.find(({ belt, revokedAt }) => belt === progress.current && revokedAt === null);
  return (
    <>
      <PageHead
        title={person.name}
        beside={
          <>
            <GuardianStateMark state={person.state} /> {progress.current ? <BeltMark belt={progress.current} /> : null}{" "}
            {person.deactivatedAt ? <Tag>Has left</Tag> : null}
          </>
        }
        back={{ href: paths.guardians(), label: m`Guardians` }}
        action={self ? <LogTime today={ctx.day} permission={ALLOWED} action={logActivityAction} /> : null}
      />
      <WithAside
        aside={
          <>
            <Card title={m`As a guardian`} id="lifecycle">
              <Lifecycle lifecycles={shown.times} now={nowOf(ctx)} />
              {moving && shown.moves ? (
                <GuardianMoves
                  person={person}
                  may={shown.moves}
                  successors={shown.successors}
                  actions={{
                    consent: consentAction,
                    decline: declineAction,
                    start_training: startTrainingAction,
                    pause: pauseAction,
                    resume: resumeAction,
                    leave: leaveAction,
                  }}
                />
              ) : null}
            </Card>
            <Card title="Training" id="training">
              {open.allowed ? <CourseLines courses={shown.courses} /> : <p className="dimmed">{open.reason}</p>}
            </Card>
            <Card
              title="About"
              id="about"
              action={
                isOffered(shown.editing) ? (
                  <EditPerson
                    person={person}
                    managers={shown.managers}
                    organisations={shown.organisations}
                    permission={shown.editing}
                    mailing={shown.mailing}
                    action={editPersonAction}
                  />
                ) : null
              }
            >
              <Tallies lines={aboutOf(person, nowOf(ctx))} />
            </Card>
            {shown.signIn ? (
              <Card
                title="Sign-in"
                id="sign-in"
                action={
                  <EndSessions
                    person={person}
                    self={self}
                    permission={shown.signIn.ending}
                    action={endSessionsAction}
                  />
                }
              >
                <IdentityLines identities={shown.signIn.identities} now={nowOf(ctx)} />
                {shown.signIn.sessions ? <SessionLines sessions={shown.signIn.sessions} now={nowOf(ctx)} /> : null}
              </Card>
            ) : null}
          </>
        }
      >
        <Section title="Belt" id="belt">
          <BeltProgress progress={progress} wide />
          {progress.next ? (
            <AwardBelt
              key={progress.next}
              person={person}
              belt={progress.next}
              permission={shown.awarding}
              action={awardBeltAction}
            />
          ) : null}
          <AwardList
            awards={progress.awards}
            now={nowOf(ctx)}
            control={
              held && mayAward.allowed ? (
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
        <Section title="Reviews" id="reviews">
          <ReviewActs reviews={shown.reviews} />
        </Section>
        <Section title="Threat models" id="threat-models">
          <ModelLines models={shown.models} empty="No threat models that you can see." />
        </Section>
        {feedback ? (
          <Section title="Feedback from engineers" id="feedback">
            <FeedbackList feedback={feedback} now={nowOf(ctx)} />
          </Section>
        ) : null}
        {weeks ? (
          <Section title="Time logged" id="time">
            <TimeLogged weeks={weeks} />
          </Section>
        ) : null}
      </WithAside>
    </>
  );
}

function aboutOf(person: Profile, now: Now) {
  const { teams, email, manager, organisation, demo, deactivatedAt } = person;
  return [
    ...(deactivatedAt ? [{ words: "Left", value: <Moment at={deactivatedAt} now={now} /> }] : []),
    { words: "Teams", value: teams.map(({ name }) => name).join(", ") || "None" },
    { words: "Roles", value: heldRoles(person) },
    { words: "Manager", value: manager?.name ?? "Unknown" },
    { words: "Organisation", value: organisation?.name ?? "Unknown" },
    { words: "E-mail", value: email ?? "Hidden" },
    ...(demo ? [{ words: "Demo", value: "A demo person" }] : []),
  ];
}
