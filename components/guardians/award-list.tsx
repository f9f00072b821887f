import type { ReactNode } from "react";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Award } from "#lib/belts/output.ts";
import { highestBelt } from "#lib/belts/rules.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./award-list.module.css";
import { BeltMark } from "./belt-mark.tsx";

const EVIDENCE_WORDS: Record<string, (value: number) => string> = {
  reviewsInvolved: (value) => counted(value, "review involved in", "reviews involved in"),
  threatModelsAuthored: (value) => counted(value, "threat model"),
  medianRating: (value) => `median rating ${value}`,
  monthsActive: (value) => counted(value, "month active", "months active"),
  courses: (value) => counted(value, "course held", "courses held"),
};

type Props = {
  awards: Award[];
  now: Now;
  /** Actions on the current belt. */
  control: ReactNode;
};

/** The belts of a person, each with its evidence at the time of the award. */
export function AwardList({ awards, now, control }: Props) {
  const held = highestBelt(awards.filter(({ revokedAt }) => revokedAt === null).map(({ belt }) => belt));
  if (awards.length === 0) return null;
  return (
    <ul className={classes.awards} aria-label="Belts awarded">
      {awards.map((award) => (
        <li key={award.id}>
          <div className={classes.row}>
            <span>
              <BeltMark belt={award.belt} /> by {award.awardedBy?.name ?? "someone"},{" "}
              <Moment at={award.awardedAt} now={now} />
            </span>
            {award.belt === held && award.revokedAt === null ? control : null}
          </div>
          {award.note === null ? null : <p>{award.note}</p>}
          <p className="dimmed">
            Version {award.criteriaVersion} of the criteria: {evidenceWords(award.evidence)}
          </p>
          {award.revokedAt ? (
            <p className="tone-bad">
              Revoked <Moment at={award.revokedAt} now={now} />
              {award.revokedReason === null ? null : `: ${award.revokedReason}`}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function evidenceWords(evidence: Record<string, number>): string {
  return Object.entries(evidence)
    .map(([key, value]) => EVIDENCE_WORDS[key]?.(value) ?? `${value} ${key}`)
    .join(", ");
}
