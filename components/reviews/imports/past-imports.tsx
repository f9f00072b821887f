import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { formatCount } from "#lib/numbers.ts";
import type { UndoImportInput } from "#lib/reviews/imports/file/input.ts";
import type { PastImport, UndoneImport } from "#lib/reviews/imports/file/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import type { Now } from "#lib/zoned-time.ts";
import { UndoImport } from "./undo-import.tsx";

type Props = {
  imports: PastImport[];
  now: Now;
  action: (input: UndoImportInput) => Promise<ActionResult<UndoneImport>>;
};

/** The accepted past-review files, each with undo or the reason undo is unavailable. */
export function PastImports({ imports, now, action }: Props) {
  return (
    <Section title="Imported files" id="imports">
      <DataTable
        caption="Files imported before"
        columns={[
          { key: "file", label: "File", width: "28%" },
          { key: "rows", label: "Reviews", align: "right", width: "8%" },
          { key: "by", label: "By", width: "16%" },
          { key: "at", label: "When", width: "12%" },
          { key: "undo", label: "Undo", width: "36%", wraps: true, bare: true },
        ]}
        rows={imports.map((each) => ({
          key: each.id,
          cells: {
            file: each.fileName,
            rows: formatCount(each.rows),
            by: each.by ?? "The product",
            at: <Moment at={each.acceptedAt} now={now} />,
            undo: each.undone ? (
              <span className="dimmed">
                Undone by {each.undone.by ?? "the product"}, <Moment at={each.undone.at} now={now} />
              </span>
            ) : (
              <UndoImport file={each} action={action} />
            ),
          },
        }))}
        empty={<EmptyState title="No file yet">Files that you accept are listed here.</EmptyState>}
      />
    </Section>
  );
}
