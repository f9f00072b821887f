import { Invalid } from "#lib/errors.ts";
import { WorkEnded } from "./work-ended.ts";

/** Does work with what someone wrote in a field of an input. Throws Invalid where it takes more than it may. */
export async function refuseTooMuch<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WorkEnded)) throw error;
    throw new Invalid(`What was sent cannot be read. ${error.message}`, [{ path: [field], message: error.message }]);
  }
}
