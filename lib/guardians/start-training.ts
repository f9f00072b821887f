import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { activateIfTrained } from "./activate-if-trained.ts";
import { type StartTrainingInput, startTrainingInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";

/** A consented guardian begins training. With all required courses completed, they become active immediately. */
export async function startTraining(ctx: Context, input: StartTrainingInput): Promise<Guardianship> {
  const { personId } = parse(startTrainingInput, input);
  return transaction(ctx, async (ctx) => {
    const guardianship = await moveGuardian(ctx, "start_training", { personId }, async () => ({}));
    const active = await activateIfTrained(ctx, personId);
    return active ? { ...guardianship, state: "active" } : guardianship;
  });
}
