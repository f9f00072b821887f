import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { EXCEPTION_AT, type ExceptionState, type ListedException } from "#lib/exceptions/rules.ts";
import { paths } from "#lib/paths.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import { dayWords } from "#lib/words.ts";

const COLUMNS: Column[] = [
  { key: "review", label: "Review", width: "15rem", wraps: true },
  { key: "subject", label: "Subject", width: "14rem", wraps: true },
  { key: "reason", label: "Reason", width: "13rem", wraps: true, leaves: "first" },
  { key: "askedBy", label: "Requested by", width: "8rem", wraps: true, leaves: "second" },
  { key: "grantedBy", label: "Granted by", width: "8rem", wraps: true },
  { key: "state", label: "Status", width: "8.5rem", wraps: true, bare: true },
];

const STATE_WORDS: Record<ExceptionState, (day: string) => string> = {
  holds: (day) => `Expires ${day}`,
  expired: (day) => `Expired ${day}`,
  ended: () => "Ended early",
  renewed: () => "Renewed",
  void: () => "No longer applies",
};

/**
 * Waivers and accepted risks with grantor, reason and end. `ofReview`: all belong to one review, whose name is omitted.
 */
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
  const columns = ofReview ? COLUMNS.filter(({ key }) => key !== "review" && key !== "askedBy") : COLUMNS;
  return <DataTable caption="Exceptions" columns={columns} rows={rows} empty={null} />;
}

function subjectOf({ kind, gate, about }: ListedException): string {
  if (kind === "gate") return `Gate: ${GATE_WORDS[gate as GateId]}`;
  return kind === "result" ? `Policy result: ${about}` : `Accepted risk: ${about}`;
}
