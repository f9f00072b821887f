import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import { Initials } from "#components/ui/words/person-name.tsx";
import { isSetByPerson } from "#lib/intake/rules/tier-rules.ts";
import { m } from "#lib/member-name.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { tierRuleWords } from "./drafts/tier-rule-words.ts";
import { guardianWords } from "./guardian-words.ts";
import { launchWords } from "./launch-words.ts";
import { QueueSteps } from "./queue/queue-steps.tsx";
import { TierMark } from "./queue/tier-mark.tsx";
import classes from "./review-head.module.css";

type Props = { review: Omit<ReviewDetail, "findings" | "comments">; me: number; today: string };

/** A review's reference and title, and one line of facts. */
export function ReviewHead({ review, me, today }: Props) {
  const { ref, title, service, team, tier, guardian, reviewer, previousReviewId } = review;
  const launch = launchWords(review, today);
  return (
    <header className={classes.head}>
      <div className={classes.crumbs}>
        <Link href={paths.reviews()} prefetch={false} className={classes.back}>
          <Icon name="chevron-left" size={14} />
          Reviews
        </Link>
        <QueueSteps id={review.id} />
      </div>
      <h1 className={classes.title}>
        <span className={classes.ref}>{ref}</span> {title}
      </h1>
      <ul className={classes.facts} aria-label="Facts">
        <li className={classes.strong}>
          {service ? (
            <Link href={paths.service(service.id)} prefetch={false} title={team ? `Team ${team.name}` : undefined}>
              {service.name}
            </Link>
          ) : (
            "Imported review"
          )}
        </li>
        {tier === null ? null : (
          <li>
            <TierMark tier={tier} />
            <span className={classes.rule} data-said={isSetByPerson(review) || undefined} title={tierRuleWords(review)}>
              {tierRuleWords(review)}
            </span>
          </li>
        )}
        {launch ? (
          <li>
            <Icon name="launch" size={14} />
            <span className={classes.strong}>{`${launch.name} ${launch.day}`}</span>
          </li>
        ) : null}
        <Person
          who={guardian}
          words={guardian ? (guardian.id === me ? "You guard" : guardian.name) : m`No guardian`}
          title={guardian ? m`Guardian, ${guardianWords(review)}` : undefined}
          me={me}
        />
        <Person
          who={reviewer}
          words={reviewer ? (reviewer.id === me ? "You review" : reviewer.name) : "No reviewer yet"}
          title={reviewer ? "Reviewer" : undefined}
          me={me}
        />
        {previousReviewId ? (
          <li>
            Follows <Link href={paths.review(previousReviewId)}>{reviewRef(previousReviewId)}</Link>
          </li>
        ) : null}
      </ul>
    </header>
  );
}

type PersonProps = { who: { id: number; name: string } | null; words: string; title: string | undefined; me: number };

function Person({ who, words, title, me }: PersonProps): ReactNode {
  if (!who) return <li>{words}</li>;
  return (
    <li title={title}>
      <Initials name={who.name} mine={who.id === me} />
      <Link href={paths.person(who.id)} prefetch={false} className={classes.strong}>
        {words}
      </Link>
      <span className="sr-only">, {title}</span>
    </li>
  );
}
