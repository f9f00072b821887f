import Link from "next/link";
import type { ReactNode } from "react";
import { quarterName } from "#components/metrics/metric-words.ts";
import { Day } from "#components/ui/words/day.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { memberTag } from "#lib/member-name.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { howMany } from "#lib/newsletters/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { counted } from "#lib/words.ts";
import classes from "./letter.module.css";
import { letterRows } from "./letter-rows.ts";

/**
 * Maximum risks and overdue conditions named in a letter, because a letter is read in two minutes. The others are
 * linked counts.
 */
const MOST_NAMED = 3;

/**
 * What a leader needs first: late launches and launches past a gate, uncovered services, overdue and expiring items.
 */
export function LetterRisks({ snapshot }: { snapshot: LetterSnapshot }) {
  const kinds = riskKinds(snapshot);
  const risks = kinds.filter(({ of }) => of !== "overdueConditions");
  const found = namedOf(risks, MOST_NAMED);
  const none = kinds.filter(({ items }) => items?.length === 0).map((kind) => kind.none);
  return (
    <ul className={classes.risks}>
      {kinds.map((kind) => {
        const total = howMany(snapshot, kind.of) ?? 0;
        if (total === 0) return null;
        return <Risk key={kind.of} {...kind} total={total} named={found.get(kind.of) ?? MOST_NAMED} />;
      })}
      {none.length === 0 ? null : (
        <li>
          <Icon name="check" className="tone-good" />
          <span>None: {none.join(", ")}.</span>
        </li>
      )}
    </ul>
  );
}

/** How many risks of each kind to name: one each in order, repeated until `most` are named. */
function namedOf(kinds: readonly Kind[], most: number): Map<Kind["of"], number> {
  const named = new Map(kinds.map(({ of }) => [of, 0]));
  for (let round = 0, left = most; left > 0 && round < most; round += 1) {
    for (const { of } of kinds.filter(({ items }) => (items?.length ?? 0) > round).slice(0, left)) {
      named.set(of, round + 1);
      left -= 1;
    }
  }
  return named;
}

/** Text after the review number; a service has no number. */
type Item = { reviewId: number | null; said: ReactNode };

/** `items`: undefined in letters drafted before this kind was recorded. `words` agree with the count. */
type Kind = {
  of: keyof LetterSnapshot["unnamed"];
  words: [one: string, many: string];
  none: string;
  href: string;
  items: Item[] | undefined;
  soon?: boolean;
};

function riskKinds(snapshot: LetterSnapshot): Kind[] {
  const m = memberTag(snapshot.members);
  const { madeLate, late, pastGates, uncovered, overdueFindings, overdueConditions, waivers } = snapshot;
  const quarter = quarterName(snapshot.quarter);
  const reviews = paths.reviews({ tab: "all" });
  return [
    {
      of: "madeLate",
      words: [`launch of ${quarter} late because of the review`, `launches of ${quarter} late because of the review`],
      none: "launches late because of the review",
      href: letterRows(snapshot, "M20"),
      items: madeLate?.map(({ reviewId, title, requestedOn, decidedOn }) => ({
        reviewId,
        said: (
          <>
            {` ${title}, requested for `}
            <Day day={requestedOn} />
            {decidedOn ? ", decided " : ", not decided yet"}
            {decidedOn ? <Day day={decidedOn} /> : null}
          </>
        ),
      })),
    },
    {
      of: "late",
      words: ["review open past its requested launch", "reviews open past their requested launch"],
      none: "reviews open past their requested launch",
      href: letterRows(snapshot, "M6"),
      items: late.map(({ reviewId, title, requestedOn }) => ({
        reviewId,
        said: (
          <>
            {` ${title}, requested for `}
            <Day day={requestedOn} />
          </>
        ),
      })),
    },
    {
      of: "pastGates",
      words: [`launch by break-glass in ${quarter}`, `launches by break-glass in ${quarter}`],
      none: "launches by break-glass",
      href: letterRows(snapshot, "M20"),
      items: pastGates?.map(({ reviewId, title, launchedOn, past }) => ({
        reviewId,
        said: (
          <>
            {` ${title}, `}
            <Day day={launchedOn} />
            {`: ${past.join(" ")}`}
          </>
        ),
      })),
    },
    {
      of: "uncovered",
      words: [m`high-risk service without an active guardian`, m`high-risk services without an active guardian`],
      none: m`high-risk services without an active guardian`,
      href: letterRows(snapshot, "M9"),
      items: uncovered.map(({ service, team }) => ({ reviewId: null, said: `${service.name} (${team})` })),
    },
    {
      of: "overdueFindings",
      words: ["overdue finding", "overdue findings"],
      none: "overdue findings",
      href: reviews,
      items: overdueFindings?.map(({ reviewId, title, severity, escape: isEscape, owner, dueOn }) => ({
        reviewId,
        said: (
          <>
            {`: ${title} (${severity}${isEscape ? ", found after the approval" : ""}, ${owner ?? "no owner"}, due `}
            <Day day={dueOn} />)
          </>
        ),
      })),
    },
    {
      of: "overdueConditions",
      words: ["overdue condition", "overdue conditions"],
      none: "overdue conditions",
      href: reviews,
      items: overdueConditions.map(({ reviewId, text, owner, dueOn }) => ({
        reviewId,
        said: (
          <>
            {`: ${text} (${owner}, due `}
            <Day day={dueOn} />)
          </>
        ),
      })),
    },
    {
      of: "waivers",
      words: [
        "waiver or accepted risk expired or expiring by the end of next quarter",
        "waivers and accepted risks expired or expiring by the end of next quarter",
      ],
      none: "waivers and accepted risks that expire by the end of next quarter",
      href: reviews,
      soon: waivers.every(({ expired }) => !expired),
      items: waivers.map(({ reviewId, gate, expiresOn, expired }) => ({
        reviewId,
        said: (
          <>
            {`: ${gate} (${expired ? "expired" : "expires"} `}
            <Day day={expiresOn} />)
          </>
        ),
      })),
    },
  ];
}

function Risk({ words, href, items = [], soon = false, total, named }: Kind & { total: number; named: number }) {
  return (
    <li>
      <Icon name={soon ? "warning" : "alert"} className={soon ? "tone-warn" : "tone-bad"} />
      <div>
        <b>{counted(total, ...words)}</b>
        {named < total ? (
          <>
            {" "}
            <Link href={href} prefetch={false} className="screen-only">
              Show all
            </Link>
          </>
        ) : null}
        <ul>
          {items.slice(0, named).map(({ reviewId, said }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a review may be named twice, and the list stays as it is
            <li key={index}>
              {reviewId === null ? null : (
                <Link href={paths.review(reviewId)} prefetch={false}>
                  {reviewRef(reviewId)}
                </Link>
              )}
              {said}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
