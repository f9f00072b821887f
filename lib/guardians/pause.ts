import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { type PauseInput, pauseInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";

export async function pause(ctx: Context, input: PauseInput): Promise<Guardianship> {
  const { personId, reason } = parse(pauseInput, input);
  return moveGuardian(ctx, "pause", { personId, reason }, async () => ({}));
}
