"use client";

import { Text } from "@mantine/core";
import { Confirm } from "#components/ui/forms/confirm.tsx";
import { ALLOWED, refused } from "#lib/auth/actor.ts";
import type { UndoImportInput } from "#lib/reviews/imports/file/input.ts";
import type { PastImport, UndoneImport } from "#lib/reviews/imports/file/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { counted } from "#lib/words.ts";
import { unchangedByUndo } from "./unchanged-by-undo.ts";

type Props = {
  file: PastImport;
  action: (input: UndoImportInput) => Promise<ActionResult<UndoneImport>>;
};

/** Undoes an import nothing depends on. */
export function UndoImport({ file: { id, fileName, rows, undo, ...kept }, action }: Props) {
  return (
    <Confirm
      verb="Undo import"
      question={`Undo the import of ${fileName}?`}
      action={() => action({ importId: id })}
      success={`The import of ${fileName} is undone.`}
      permission={undo.allowed ? ALLOWED : refused("state", undo.reason ?? "")}
      size="xs"
    >
      <Text size="sm">
        Its {counted(rows, "review")} {rows === 1 ? "is" : "are"} removed from every list and number, and reviews that
        it closed are open again. The file can be imported again.{unchangedByUndo(kept)}
      </Text>
    </Confirm>
  );
}
