import { isOfGate, type ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { dayWords } from "#lib/words.ts";
import { waiverGrantWords } from "./waiver-grant-words.ts";
import classes from "./waiver-words.module.css";

/** Who waived a result, why and until when, or that the waiver has ended. */
export function WaiverWords({ waiver }: { waiver: ResultWaiver | null }) {
  if (!waiver) return null;
  return (
    <p className={classes.waiver}>
      {standing(waiver)} {waiverGrantWords(waiver)}
    </p>
  );
}

function standing(waiver: ResultWaiver): string {
  const { active, expiresOn, endedAt, endedBy, endReason } = waiver;
  if (active) return `Waived until ${dayWords(expiresOn)}${isOfGate(waiver) ? " with the whole gate" : ""}`;
  if (endedAt === null) return `The waiver ended on ${dayWords(expiresOn)}. It was granted`;
  return `${endedBy?.name ?? "Someone"} ended the waiver (${endReason}). It was granted`;
}
