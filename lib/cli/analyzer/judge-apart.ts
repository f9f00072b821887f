import { Unavailable } from "#lib/errors.ts";
import { WireError } from "#lib/iam/wire/index.ts";
import type { Pool } from "#lib/processes/pool.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { Judged, Question } from "./tasks.ts";

/** Total bytes of request bodies being judged or waiting. */
const MOST_HELD = 64 * 1024 * 1024;
const RETRY_AFTER = 5;

/** Judges the policies of requests in separate processes. Failures there are thrown as the error AWS returns. */
export function judgeApart(pool: Pool): (question: Question) => Promise<object> {
  let held = 0;
  const work = async (question: Question): Promise<Judged> => {
    const { length } = question.request.body;
    if (held + length > MOST_HELD) throw throttled();
    held += length;
    try {
      return (await pool.work("judge", question)) as Judged;
    } catch (error) {
      throw wireErrorOf(error);
    } finally {
      held -= length;
    }
  };
  return async (question) => {
    const judged = await work(question);
    if (judged.ok) return judged.found;
    const { name, status, message, members, headers } = judged.refusal;
    throw new WireError(name, status, message, members, headers);
  };
}

function wireErrorOf(error: unknown): unknown {
  if (error instanceof WorkEnded) {
    return new WireError("InternalServerException", 500, `The request was not judged. ${error.message}`);
  }
  return error instanceof Unavailable ? throttled() : error;
}

function throttled(): WireError {
  const members = { retryAfterSeconds: RETRY_AFTER };
  const headers = { "retry-after": String(RETRY_AFTER) };
  return new WireError("ThrottlingException", 429, "Too many requests are waiting.", members, headers);
}
