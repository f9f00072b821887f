import type { ReactNode } from "react";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { type Intake, missingFromIntake } from "#lib/intake/rules/intake.ts";
import { isSetByPerson, type TierRule, tierAfter, tierOf } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { businessDays } from "#lib/program/rules/settings.ts";
import { counted } from "#lib/words.ts";
import classes from "./risk-aside.module.css";

type Props = {
  intake: Intake;
  /** The saved review being edited. Its tier may have been overridden meanwhile. */
  saved?: { tier: Tier | null; tierOverride: Tier | null; intake: Intake } | undefined;
  tierRules: TierRule[];
  /** Reviewer time per tier in days, for a review not submitted yet. */
  reviewerDays?: Record<Tier, number>;
  /** The available actions. */
  children: ReactNode;
};

/** The tier these answers give, its cause, and who acts next by when. */
export function RiskAside({ intake, saved, tierRules, reviewerDays, children }: Props) {
  const { tier: now, rule, because } = tierOf(intake, tierRules);
  const tier = saved ? tierAfter(saved, { before: saved.intake, now: intake }, tierRules) : now;
  const isSet = saved !== undefined && isSetByPerson({ ...saved, tier });
  const why = because.length > 0 ? `${rule}: ${because.join("; ")}` : rule;
  const open = missingFromIntake(intake).length;
  return (
    <aside className={classes.aside} aria-label="Risk and next move">
      <p aria-live="polite" className={classes.tier}>
        {open > 0 ? "Tier so far:" : "Tier:"} <TierMark tier={tier} />
      </p>
      <p className={classes.why}>
        {isSet ? "Set by a person" : why}
        {open > 0 ? `. ${counted(open, "question is", "questions are")} not answered yet.` : null}
      </p>
      {reviewerDays ? (
        <p className={classes.next}>
          After you submit, an engineer of the security team claims it and has {businessDays(reviewerDays[tier])} to
          decide.
        </p>
      ) : null}
      {children}
    </aside>
  );
}
