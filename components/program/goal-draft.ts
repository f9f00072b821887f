import { proposedTarget, type StarterGoal } from "#lib/program/rules/starter-goals.ts";

export type GoalField = "businessGoal" | "outcome" | "metric" | "direction" | "target";

/** Where a metric stands: the last quarter that has ended, or now. */
export type Measured = { value: number | null; unit: string; note: string | null; window: string };

/** A goal that is being written: what stands in the form, and what of it its starter proposes. */
type GoalDraft = {
  from: StarterGoal | null;
  /** Null while it is not known where the metric stands. */
  measured: Measured | null;
  written: Record<GoalField, string>;
  proposed: Record<GoalField, string>;
};

const NOTHING = { businessGoal: "", outcome: "", metric: "", direction: "", target: "" };

export const NEW_GOAL: GoalDraft = { from: null, measured: null, written: NOTHING, proposed: NOTHING };

/** The draft from another starter, or from none: fields that are empty, or as the one before proposed, say what this one does. */
export function startedFrom(draft: GoalDraft, from: StarterGoal | null): GoalDraft {
  const { written, proposed } = draft;
  return withProposals({ ...draft, from, proposed: each((field) => (written[field] === "" ? "" : proposed[field])) });
}

/** The draft with something else in one of its fields. Where another metric stands is not known yet. */
export function rewritten(draft: GoalDraft, field: GoalField, value: string): GoalDraft {
  const measured = field === "metric" ? null : draft.measured;
  return withProposals({ ...draft, measured, written: { ...draft.written, [field]: value } });
}

/** The draft once it is known where its metric stands. */
export function measuredAt(draft: GoalDraft, measured: Measured | null): GoalDraft {
  return withProposals({ ...draft, measured });
}

/** What someone wrote stays. Direction and target are about the starter's metric and are not proposed for another one. */
function withProposals(draft: GoalDraft): GoalDraft {
  const { from, measured, written } = draft;
  const isOwn = (field: GoalField) => written[field] !== draft.proposed[field];
  const bound = isOwn("metric") && written.metric !== from?.metric ? null : from;
  const target = bound ? proposedTarget(bound, measured?.value ?? null) : null;
  const proposed = {
    businessGoal: from?.businessGoal ?? "",
    outcome: from?.outcome ?? "",
    metric: from?.metric ?? "",
    direction: bound?.direction ?? "",
    target: target === null ? "" : String(target),
  };
  return { ...draft, proposed, written: each((field) => (isOwn(field) ? written[field] : proposed[field])) };
}

function each(of: (field: GoalField) => string): Record<GoalField, string> {
  return {
    businessGoal: of("businessGoal"),
    outcome: of("outcome"),
    metric: of("metric"),
    direction: of("direction"),
    target: of("target"),
  };
}
