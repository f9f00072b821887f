import { z } from "zod";
import { id, line, paragraph } from "#lib/input.ts";
import { GUARDIAN_LENGTHS } from "#lib/lengths.ts";
import { DEFAULT_HOURS_PER_MONTH, LEAVING_REASONS } from "./rules.ts";

const words = paragraph(GUARDIAN_LENGTHS.rationale).trim().min(1, "required");
const reason = line(GUARDIAN_LENGTHS.reason);

export const nominateInput = z.strictObject({ personId: id, teamId: id, rationale: words });
export type NominateInput = z.input<typeof nominateInput>;

export const consentInput = z.strictObject({
  personId: id,
  hoursPerMonth: z
    .number({ error: "must be a number" })
    .min(0.5, "must be at least half an hour")
    .max(160, "must be at most 160 hours")
    .default(DEFAULT_HOURS_PER_MONTH),
});
export type ConsentInput = z.input<typeof consentInput>;
export const declineInput = z.strictObject({ personId: id, reason });
export type DeclineInput = z.input<typeof declineInput>;
export const startTrainingInput = z.strictObject({ personId: id });
export type StartTrainingInput = z.input<typeof startTrainingInput>;
export const pauseInput = z.strictObject({ personId: id, reason });
export type PauseInput = z.input<typeof pauseInput>;
export const resumeInput = z.strictObject({ personId: id });
export type ResumeInput = z.input<typeof resumeInput>;
export const leaveInput = z.strictObject({
  personId: id,
  reasonCode: z.enum(LEAVING_REASONS, { error: `must be one of ${LEAVING_REASONS.join(", ")}` }),
  reason,
  successorId: id.nullable().default(null),
});
export type LeaveInput = z.input<typeof leaveInput>;

// The API has the person in its path, so bodies omit it.
export const consentBody = consentInput.omit({ personId: true });
export const reasonBody = pauseInput.omit({ personId: true });
export const leaveBody = leaveInput.omit({ personId: true });
