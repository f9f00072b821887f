import type { Began } from "#lib/processes/message.ts";
import { type PastReviewsFile, parsePastReviews } from "./file/parse-past-reviews.ts";

type Wanted = { fileName: string; bytes: Uint8Array; timeZone: string; now: Date };

/** All processing of uploaded review files, run in a process that may be ended. */
export const REVIEW_TASKS = {
  pastReviews({ fileName, bytes, ...options }: Wanted, began: Began): PastReviewsFile {
    began(fileName);
    return parsePastReviews(bytes, options);
  },
};
