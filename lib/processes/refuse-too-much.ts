import { Invalid } from "#lib/errors.ts";
import { WorkEnded } from "./work-ended.ts";

/** Processes the content of an input field. Throws Invalid if the content exceeds its limits. */
export async function refuseTooMuch<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WorkEnded)) throw error;
    throw new Invalid(`The input cannot be read. ${error.message}`, [{ path: [field], message: error.message }]);
  }
}
