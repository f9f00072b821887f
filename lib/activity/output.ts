import { z } from "zod";
import { ACTIVITY_TYPES } from "./rules.ts";

export const activityOutput = z.object({
  id: z.number(),
  type: z.enum(ACTIVITY_TYPES),
  minutes: z.number(),
  onDate: z.string(),
  reviewId: z.number().nullable(),
  note: z.string(),
});
export type Activity = z.infer<typeof activityOutput>;

export const loggedActivityOutput = activityOutput.extend({
  /** False for a repeat of the previous entry, which counts once. */
  isNew: z.boolean(),
});
export type LoggedActivity = z.infer<typeof loggedActivityOutput>;

export const activityWeekOutput = z.object({
  /** The Monday of the week. */
  week: z.string(),
  minutes: z.number(),
  byType: z.partialRecord(z.enum(ACTIVITY_TYPES), z.number()),
});
export type ActivityWeek = z.infer<typeof activityWeekOutput>;

export const activitiesOutput = z.object({ weeks: z.array(activityWeekOutput), items: z.array(activityOutput) });
