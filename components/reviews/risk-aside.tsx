import type { ReactNode } from "react";
import type { Intake } from "#lib/reviews/rules/intake.ts";
import { type TierRule, tierOf } from "#lib/reviews/rules/tier-rules.ts";
import type { Tier } from "#lib/reviews/rules/tiers.ts";
import { counted } from "#lib/words.ts";
import classes from "./risk-aside.module.css";
import { TierMark } from "./tier-mark.tsx";

type Props = {
  intake: Intake;
  tierRules: TierRule[];
  /** Where it is still to be submitted: the reviewer time that each tier is given, in days. */
  reviewerDays?: Record<Tier, number>;
  /** The moves that can be made. */
  children: ReactNode;
};

/** The tier as the answers make it, the rule that set it, and who moves next by when. */
export function RiskAside({ intake, tierRules, reviewerDays, children }: Props) {
  const { tier, rule, because } = tierOf(intake, tierRules);
  return (
    <aside className={classes.aside} aria-label="Risk and next move">
      <p aria-live="polite" className={classes.tier}>
        Tier: <TierMark tier={tier} />
      </p>
      <p className={classes.why}>
        {rule}
        {because.length > 0 ? `: ${because.join("; ")}` : ""}
      </p>
      {reviewerDays ? (
        <p className={classes.next}>
          After you submit, an engineer of the security team claims it and has{" "}
          {counted(reviewerDays[tier], "working day")} to decide.
        </p>
      ) : null}
      {children}
    </aside>
  );
}
