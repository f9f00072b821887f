import { notFound } from "next/navigation";
import { Invalid, NotFound } from "#lib/errors.ts";

/** What a page loads: a thing that is not there, may not be known, or is asked for wrongly, is the page "not found". */
export async function found<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) notFound();
    throw error;
  }
}
