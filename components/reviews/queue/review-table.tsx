"use client";

import { useRouter } from "next/navigation";
import { type CSSProperties, type MouseEvent, useRef } from "react";
import type { LoadPeople } from "#components/people/person-select.tsx";
import type { ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { inDays, NotKnown } from "#components/ui/words/days.tsx";
import { initialsAmong } from "#components/ui/words/initials.ts";
import { People } from "#components/ui/words/people.tsx";
import { shortDay } from "#components/ui/words/relative-time.ts";
import { m } from "#lib/member-name.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import type { ClaimInput } from "#lib/reviews/input.ts";
import { stateWords } from "#lib/reviews/rules/states.ts";
import { dayWords } from "#lib/words.ts";
import { ClaimFromList } from "./claim-from-list.tsx";
import { CLAIM_KEY } from "./claim-key.ts";
import { columnWidths } from "./column-widths.ts";
import { GateLetters, tellReasons } from "./gate-letters.tsx";
import { PolicyVerdictMark } from "./policy-verdict.tsx";
import type { GateLetter, ReviewLine, ReviewLines } from "./review-line.ts";
import { ReviewStateMark } from "./review-state.tsx";
import classes from "./review-table.module.css";
import { SlaMark } from "./sla-mark.tsx";
import { keepQueue } from "./stored-queue.ts";
import { TierMark } from "./tier-mark.tsx";

/** The order must match the column counting in review-table.module.css. */
const COLUMNS = [
  "Ref",
  "Title",
  "Service",
  "Tier",
  "State, my move",
  "Gates",
  "Policies",
  "People",
  "Launch",
  "Age",
  "Due",
] as const;

type Props = {
  reviews: ReviewLines;
  now: Date;
  today: string;
  caption: string;
  claim: ReviewAction<ClaimInput>;
  loadPeople: LoadPeople;
};

/**
 * The review queue: 36 px lines, cards on a phone. Rendered from data, because markup for fifty lines would be sent
 * twice. Links share one navigation handler: a `Link` each would take a sixth of the drawing time.
 */
export function ReviewTable({ reviews: { lines, gates }, now, today, caption, claim, loadPeople }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const router = useRouter();
  const among = initialsAmong(lines.flatMap(({ guardian, reviewer }) => [guardian ?? [], reviewer ?? []].flat()));
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    keepQueue({ label: caption, href: `${location.pathname}${location.search}`, ids: lines.map(({ id }) => id) });
    // Let the browser handle opening new windows and downloads.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.push(event.currentTarget.pathname);
  };
  return (
    <div className={classes.region}>
      <table ref={table} className={classes.table} style={columnWidths(lines, { now, today }) as CSSProperties}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {COLUMNS.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((review) => (
            <Line key={review.id} {...{ review, gates, now, today, among }} onFollow={follow} />
          ))}
        </tbody>
      </table>
      <ClaimFromList {...{ lines, table, claim, loadPeople }} />
    </div>
  );
}

type LineProps = {
  review: ReviewLine;
  gates: GateLetter[];
  now: Date;
  today: string;
  among: ReadonlyMap<string, string>;
  onFollow: (event: MouseEvent<HTMLAnchorElement>) => void;
};

function Line({ review, gates, now, today, among, onFollow }: LineProps) {
  const { id, title, service, tier, state, move, sequence, policies, launchOn, launched, ageSeconds, sla } = review;
  const { guardian = null, reviewer = null, mine = [] } = review;
  const ref = reviewRef(id);
  const own = review.gates?.flatMap((place) => gates[place] ?? []);
  const { elsewhere, onWaivers, stale } = review;
  const mark = <ReviewStateMark {...{ state, elsewhere, onWaivers, stale }} quiet />;
  return (
    <tr>
      <td>{ref}</td>
      <th scope="row" dir="auto">
        <a
          href={paths.review(id)}
          data-row-link=""
          title={title}
          aria-keyshortcuts={sequence === undefined ? undefined : CLAIM_KEY}
          onClick={onFollow}
        >
          <span className="sr-only" dir="ltr">{`${ref} `}</span>
          {title}
        </a>
      </th>
      <td title={service}>{service ?? "Imported"}</td>
      <td>
        <TierMark tier={tier ?? null} />
      </td>
      <td title={[stateWords(state, review), ...(move ? [move] : [])].join(", ")}>
        {move ? (
          <span className={classes.moving}>
            {mark} <span className="dimmed">{move}</span>
          </span>
        ) : (
          mark
        )}
      </td>
      <td onMouseEnter={own && (({ currentTarget }) => tellReasons(currentTarget, own))}>
        {own ? <GateLetters gates={own} /> : null}
      </td>
      <td>{policies ? <PolicyVerdictMark verdict={policies} /> : null}</td>
      <td>
        <People
          among={among}
          parts={[
            { part: m`Guardian`, name: guardian, mine: mine.includes("Guardian") },
            { part: "Engineer", name: reviewer, mine: mine.includes("Engineer") },
          ]}
        />
      </td>
      <td title={launchOn && `${launched ? "Launched" : "Asked for"} ${dayWords(launchOn)}`}>
        {launchOn ? shortDay(launchOn, today) : null}
      </td>
      <td>{ageSeconds === undefined ? <NotKnown /> : inDays(ageSeconds)}</td>
      <td>
        <SlaMark sla={sla ?? null} now={now} />
      </td>
    </tr>
  );
}
