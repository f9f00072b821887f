import { notFound } from "next/navigation";
import { Invalid, NotFound } from "#lib/errors.ts";

/** Loads data for a page, and shows "not found" if it does not exist, may not be known, or the request is invalid. */
export async function found<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) notFound();
    throw error;
  }
}
