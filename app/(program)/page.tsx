import type { Metadata } from "next";
import Link from "next/link";
import { BeltProgress } from "#components/guardians/belt-progress.tsx";
import { LogTime } from "#components/guardians/log-time.tsx";
import { NeedList } from "#components/home/need-list.tsx";
import { GoalBars } from "#components/program/goal-bars.tsx";
import { Timeline } from "#components/reviews/timeline.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { homePage } from "#lib/agenda/home-page.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import { parseQuarter, quarterLabel } from "#lib/metrics/rules/quarter.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { logActivityAction } from "./guardians/actions.ts";

export const metadata: Metadata = { title: "Home" };

type Led = NonNullable<Awaited<ReturnType<typeof homePage>>["led"]>;

export default async function HomePage() {
  const ctx = await pageContext();
  const { needs, moved, progress, led } = await homePage(ctx);
  return (
    <>
      <PageHead
        title="Home"
        facts={`${ctx.actor.name}, this is what needs you today`}
        action={
          ctx.actor.guardian ? (
            <LogTime today={ctx.day} permission={ALLOWED} action={logActivityAction} />
          ) : (
            <ButtonLink href={paths.newReview()} variant="default">
              New review
            </ButtonLink>
          )
        }
      />
      <Section title="Needs you" id="needs">
        <NeedList needs={needs} now={ctx.now} />
      </Section>
      {progress ? (
        <Section title="Your belt" id="belt">
          <BeltProgress progress={progress} />
        </Section>
      ) : null}
      {led ? (
        <>
          <Section title="Goals" id="goals">
            <GoalBars goals={led.goals} values={led.values} />
          </Section>
          <LatestLetter letters={led.letters} />
        </>
      ) : null}
      <Section title="Moved since yesterday" id="moved">
        {moved.length > 0 ? (
          <Timeline entries={moved} now={ctx.now} />
        ) : (
          <p className="dimmed">Nothing has moved on the reviews that you may see.</p>
        )}
      </Section>
    </>
  );
}

function LatestLetter({ letters }: { letters: Led["letters"] }) {
  const [latest] = letters;
  const quarter = latest ? parseQuarter(latest.quarter) : null;
  return (
    <Section title="Latest letter" id="letter">
      {latest ? (
        <p>
          <Link href={paths.newsletter(latest.id)} prefetch={false}>
            {latest.organisation.name}, {quarter ? quarterLabel(quarter) : latest.quarter}
          </Link>
        </p>
      ) : (
        <p className="dimmed">
          No letter yet. <Link href={paths.newsletters()}>Draft one</Link> for a quarter.
        </p>
      )}
    </Section>
  );
}
