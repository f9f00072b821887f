import { proposedTarget, type StarterGoal } from "#lib/program/rules/starter-goals.ts";

export type GoalField = "businessGoal" | "outcome" | "metric" | "direction" | "target";

/** The current value of a metric: of the last ended quarter, or of today. */
export type Measured = { value: number | null; unit: string; note: string | null; window: string };

/** A goal being written: the form values, and which of them its starter proposes. */
type GoalDraft = {
  from: StarterGoal | null;
  /** Null until the metric's current value is known. */
  measured: Measured | null;
  written: Record<GoalField, string>;
  proposed: Record<GoalField, string>;
};

const NOTHING = { businessGoal: "", outcome: "", metric: "", direction: "", target: "" };

export const NEW_GOAL: GoalDraft = { from: null, measured: null, written: NOTHING, proposed: NOTHING };

/** The draft restarted from another starter, or none: fields still empty or as proposed take the new proposal. */
export function startedFrom(draft: GoalDraft, from: StarterGoal | null): GoalDraft {
  const { written, proposed } = draft;
  return withProposals({ ...draft, from, proposed: each((field) => (written[field] === "" ? "" : proposed[field])) });
}

/** The draft with one field changed. A new metric clears the measured value. */
export function rewritten(draft: GoalDraft, field: GoalField, value: string): GoalDraft {
  const measured = field === "metric" ? null : draft.measured;
  return withProposals({ ...draft, measured, written: { ...draft.written, [field]: value } });
}

/** The draft once its metric has been measured. */
export function measuredAt(draft: GoalDraft, measured: Measured | null): GoalDraft {
  return withProposals({ ...draft, measured });
}

/**
 * Keeps everything someone wrote. Direction and target concern the starter's metric, so other metrics get no proposal.
 */
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
