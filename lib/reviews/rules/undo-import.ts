import { ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { reviewRef } from "#lib/paths.ts";

/** What depends on an import: imported reviews that were worked on here, and later files that mention them again. */
export type RestsOnImport = {
  undoneAt: Date | null;
  workedOn: { count: number; firstId: number | null };
  laterFile: string | null;
};

/** Whether an import can be undone: only while nothing depends on what it wrote. */
export function canUndoImport({ undoneAt, workedOn, laterFile }: RestsOnImport): Permission {
  if (undoneAt !== null) return refused("state", "This import was already undone.");
  if (laterFile !== null) {
    return refused("state", `“${laterFile}” updates reviews from this import. Undo that import first.`);
  }
  if (workedOn.firstId === null) return ALLOWED;
  const first = reviewRef(workedOn.firstId);
  return refused(
    "state",
    workedOn.count > 1
      ? `${workedOn.count} of its reviews, including ${first}, have been worked on here since.`
      : `${first} from this import has been worked on here since.`,
  );
}
