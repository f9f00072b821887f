import { z } from "zod";
import { id } from "#lib/input.ts";

/** `upTo`: the newest event shown. */
export const seeInboxInput = z.strictObject({ upTo: id });
export type SeeInboxInput = z.input<typeof seeInboxInput>;
