import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { EXCEPTION_AT, type ExceptionState, type ListedException } from "#lib/exceptions/rules.ts";
import { paths } from "#lib/paths.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import { dayWords } from "#lib/words.ts";

const COLUMNS: Column[] = [
  { key: "review", label: "Review" },
  { key: "subject", label: "Subject", width: "17rem", wraps: true },
  { key: "reason", label: "Reason", width: "15rem", wraps: true, leaves: "first" },
  { key: "askedBy", label: "Requested by", width: "9rem", leaves: "second" },
  { key: "grantedBy", label: "Granted by", width: "9rem" },
  { key: "state", label: "Status", width: "12rem", bare: true },
];

const STATE_WORDS: Record<ExceptionState, (day: string) => string> = {
  holds: (day) => `Expires ${day}`,
  expired: (day) => `Expired ${day}`,
  ended: () => "Ended early",
  renewed: () => "Renewed",
  void: () => "Void: its evidence changed",
};

/** Waivers and accepted risks with who granted each, why and until when. `ofReview`: all of one review, which needs no name. */
export function ExceptionTable({ items, ofReview = false }: { items: readonly ListedException[]; ofReview?: boolean }) {
  const rows = items.map((item) => ({
    key: `${item.kind}-${item.id}`,
    href: paths.review(item.review.id, EXCEPTION_AT[item.kind]),
    cells: {
      review: `${item.review.ref} ${item.review.title}`,
      subject: subjectOf(item),
      reason: item.reason,
      askedBy: item.askedBy?.name ?? null,
      grantedBy: item.approvedBy?.name ?? null,
      state: (
        <span className={item.state === "holds" ? undefined : "dimmed"}>
          {STATE_WORDS[item.state](dayWords(item.expiresOn))}
        </span>
      ),
    },
  }));
  const columns = ofReview ? COLUMNS.slice(1) : COLUMNS;
  return <DataTable caption="Exceptions" columns={columns} rows={rows} empty={null} />;
}

function subjectOf({ kind, gate, about }: ListedException): string {
  if (kind === "gate") return `Gate: ${GATE_WORDS[gate as GateId]}`;
  return kind === "result" ? `Policy result: ${about}` : `Accepted risk: ${about}`;
}
