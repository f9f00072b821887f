import type { Metadata } from "next";
import Link from "next/link";
import { ActivityFeed } from "#components/home/activity-feed.tsx";
import { BeltCard, LetterCard, LogCard, PeopleCard, QueueCard } from "#components/home/home-cards.tsx";
import { NeedList } from "#components/home/need-list.tsx";
import { GOAL_FACTS, GoalBars } from "#components/program/goal-bars.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { emptyListTitle } from "#components/ui/lists/empty-list-title.ts";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { WithAside } from "#components/ui/page/with-aside.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { longDay } from "#components/ui/words/relative-time.ts";
import { homePage } from "#lib/agenda/home-page.ts";
import { nowOf } from "#lib/context.ts";
import { paths } from "#lib/paths.ts";
import { asksForReviews } from "#lib/reviews/rules/drafting.ts";
import { pageContext } from "#lib/web/context.ts";
import { logActivityAction } from "../guardians/actions.ts";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  const ctx = await pageContext();
  const { needs, more, moved, guardian, queue, led } = await homePage(ctx);
  const nominations = needs.filter(({ kind }) => kind === "nomination").length;
  const days = { now: ctx.now, today: ctx.day };
  const cards = (
    <>
      {queue ? <QueueCard {...queue} /> : null}
      {guardian ? (
        <>
          <BeltCard personId={ctx.actor.personId} progress={guardian.progress} />
          <LogCard {...guardian} today={ctx.day} action={logActivityAction} />
        </>
      ) : null}
      {led ? (
        <>
          <LetterCard letter={led.letter} timeZone={nowOf(ctx).timeZone} none={emptyListTitle(ctx.actor, "letters")} />
          <PeopleCard {...led.people} nominations={nominations} />
        </>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead
        title="Home"
        beside={`${longDay(ctx.day)}, ${ctx.actor.name}`}
        action={
          asksForReviews(ctx.actor) ? (
            <ButtonLink href={paths.newReview()} variant="default" leftSection={<Icon name="plus" size={14} />}>
              New review
            </ButtonLink>
          ) : null
        }
      />
      <WithAside aside={cards}>
        <Section
          title="Needs you"
          id="needs"
          {...(needs.length > 0 ? { count: more ? `${needs.length} or more` : needs.length } : {})}
          action={
            queue ? (
              <Link href={paths.reviews({ tab: "mine" })} prefetch={false}>
                Open the queue
              </Link>
            ) : null
          }
        >
          {needs.length > 0 ? (
            <NeedList needs={needs} {...days} />
          ) : (
            <EmptyState title="Nothing needs you">
              Items that wait for you are listed here, most urgent first.
            </EmptyState>
          )}
        </Section>
        {led?.risks ? (
          <Section
            title="At risk in your organisation"
            id="at-risk"
            {...(led.risks.named.length > 0 ? { count: led.risks.named.length + led.risks.more } : {})}
            facts={led.risks.more > 0 ? `The ${led.risks.named.length} most urgent` : null}
          >
            {led.risks.named.length > 0 ? (
              <NeedList needs={led.risks.named} {...days} />
            ) : (
              <p className="dimmed">No late launches, overdue conditions or expiring waivers.</p>
            )}
          </Section>
        ) : null}
        {led ? (
          <Section title="Goals" id="goals" facts={GOAL_FACTS}>
            <GoalBars goals={led.goals} values={led.values} today={ctx.day} />
          </Section>
        ) : null}
        <Section title="Moved since yesterday" id="moved">
          {moved.length > 0 ? (
            <ActivityFeed entries={moved} now={ctx.now} />
          ) : (
            <p className="dimmed">Nothing has changed on the reviews you can see.</p>
          )}
        </Section>
      </WithAside>
    </>
  );
}
