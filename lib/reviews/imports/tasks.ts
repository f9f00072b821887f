import type { Began } from "#lib/processes/message.ts";
import { type PastReviewsFile, parsePastReviews } from "./file/parse-past-reviews.ts";

type Wanted = { fileName: string; bytes: Uint8Array; timeZone: string; now: Date };

/** All that is done with files of reviews that people send, in a process that may be ended. */
export const REVIEW_TASKS = {
  pastReviews({ fileName, bytes, ...options }: Wanted, began: Began): PastReviewsFile {
    began(fileName);
    return parsePastReviews(bytes, options);
  },
};
