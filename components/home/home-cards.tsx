import Link from "next/link";
import { BeltProgress } from "#components/guardians/belt-progress.tsx";
import { Tallies } from "#components/ui/lists/tallies.tsx";
import { Card } from "#components/ui/page/card.tsx";
import { longDay } from "#components/ui/words/relative-time.ts";
import type { LogActivityInput } from "#lib/activity/input.ts";
import type { LoggedActivity } from "#lib/activity/output.ts";
import type { BeltProgress as Progress } from "#lib/belts/output.ts";
import { m } from "#lib/member-name.ts";
import { parseQuarter, quarterLabel } from "#lib/metrics/rules/quarter.ts";
import type { NewsletterRow } from "#lib/newsletters/output.ts";
import { formatDecimals } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { dayIn } from "#lib/zoned-time.ts";
import classes from "./figures.module.css";
import { QuickLog } from "./quick-log.tsx";

type QueueProps = { breached: number; atRisk: number; onTime: number; untimed: number };

/** An engineer's queue by SLA state. Drafts and answers have no running clock. */
export function QueueCard({ breached, atRisk, onTime, untimed }: QueueProps) {
  return (
    <Card title="Your queue">
      <Figures
        figures={[
          { words: "breached", value: breached, tone: "bad" },
          { words: "at risk", value: atRisk, tone: "warn" },
          { words: "on time", value: onTime },
          ...(untimed > 0 ? [{ words: "no clock", value: untimed }] : []),
        ]}
      />
    </Card>
  );
}

/** A guardian's progress to the next belt. */
export function BeltCard({ personId, progress }: { personId: number; progress: Progress }) {
  return (
    <Card title="Your belt" id="belt">
      <BeltProgress progress={progress} evidenceHref={`${paths.person(personId)}#belt`} />
    </Card>
  );
}

type LogProps = {
  minutes: number;
  hoursAgreed: number | null;
  reviews: number[];
  today: string;
  action: (input: LogActivityInput) => Promise<ActionResult<LoggedActivity>>;
};

/** A guardian's hours this month, with a form to log more. */
export function LogCard({ minutes, hoursAgreed, reviews, today, action }: LogProps) {
  return (
    <Card title="Log time" id="log-time">
      <p className="dimmed">
        {formatDecimals(minutes / 60, 1, 0)} h this month{hoursAgreed === null ? "" : `, ${hoursAgreed} h agreed`}
      </p>
      <QuickLog reviews={reviews} today={today} action={action} />
    </Card>
  );
}

/** The latest newsletter the person may read. `none` is shown when there is no letter. */
export function LetterCard({
  letter,
  timeZone,
  none,
}: {
  letter: NewsletterRow | null;
  timeZone: string;
  none: string;
}) {
  const quarter = letter ? parseQuarter(letter.quarter) : null;
  return (
    <Card title="Latest letter" id="letter">
      {letter ? (
        <p>
          <Link href={paths.newsletter(letter.id)} prefetch={false}>
            {letter.organisation.name}, {quarter ? quarterLabel(quarter) : letter.quarter}
          </Link>{" "}
          <span className="dimmed">drafted {longDay(dayIn(new Date(letter.asOf), timeZone))}</span>
        </p>
      ) : (
        <p className="dimmed">
          {none}. <Link href={paths.newsletters()}>Draft one</Link> for a quarter.
        </p>
      )}
    </Card>
  );
}

type PeopleProps = {
  /** Whether the card covers the whole program instead of the reader's own scope. */
  ofProgram: boolean;
  coverage: { teams: number; covered: number };
  joined: number;
  left: number;
  /** Nominations waiting for the reader. */
  nominations: number;
};

/** Guardians in the reader's scope, or in the whole program. */
export function PeopleCard({ ofProgram, coverage, joined, left, nominations }: PeopleProps) {
  return (
    <Card title={ofProgram ? "People of the program" : "People in your organisation"}>
      <Tallies
        lines={[
          { words: m`Teams with a guardian`, value: `${coverage.covered} of ${coverage.teams}` },
          { words: m`Guardians who joined this quarter`, value: joined },
          { words: m`Guardians who left this quarter`, value: left },
          { words: "Nominations to decide", value: nominations },
        ]}
      />
    </Card>
  );
}

type Figure = { words: string; value: number; tone?: "bad" | "warn" };

/** A few numbers side by side. Numbers that need action have a colour and a word. */
function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ words, value, tone }) => (
        <div key={words} className={classes.figure}>
          <dt>{words}</dt>
          <dd className={tone && value > 0 ? `tone-${tone}` : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
