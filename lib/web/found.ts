import { notFound } from "next/navigation";
import { NotFound } from "#lib/errors.ts";

/** What a page loads: a thing that is not there, or may not be known, is the page "not found". */
export async function found<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}
