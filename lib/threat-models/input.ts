import { z } from "zod";
import { id, line, text } from "#lib/input.ts";
import { FILE_BYTES, FILE_LENGTH, FILE_NAME_LENGTH, megabytes } from "#lib/lengths.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import { AUTHOR_ROLES } from "./rules/model.ts";

/** A model's file and its author. */
export const modelFileInput = z.strictObject({
  fileName: line(FILE_NAME_LENGTH),
  content: text(FILE_LENGTH, `must be at most ${megabytes(FILE_BYTES.threatModel)}`).overwrite(redactText),
  authorRole: z.enum(AUTHOR_ROLES, { error: "must say who wrote it: guardian, engineer, jointly or builder" }),
});

export const importThreatModelInput = modelFileInput.extend({
  serviceId: id,
  /** The model this file is a version of. If omitted: the service's model of the same name, or a new one. */
  threatModelId: id.optional(),
  /**
   * The author, who must be able to have the `authorRole`; null if no current person wrote the model. If omitted: the
   * importer, if they can have the role.
   */
  authorId: id.nullable().optional(),
});
export type ImportThreatModelInput = z.input<typeof importThreatModelInput>;
