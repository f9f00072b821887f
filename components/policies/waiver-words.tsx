import type { FindingWaiver } from "#lib/policies/rules/finding-waiver.ts";
import classes from "./waiver-words.module.css";

/** Who let a finding stand, why and until when; or that it blocks again. */
export function WaiverWords({ waiver }: { waiver: FindingWaiver | null }) {
  if (!waiver) return null;
  const { active, expiresOn, approvedBy, askedBy, reason } = waiver;
  return (
    <p className={classes.waiver}>
      {active ? `Waived until ${expiresOn}` : `The waiver ended on ${expiresOn}, so this blocks again. It was given`} by{" "}
      {approvedBy?.name ?? "somebody"}
      {askedBy ? `, asked for by ${askedBy.name}` : ""}: {reason}
    </p>
  );
}
