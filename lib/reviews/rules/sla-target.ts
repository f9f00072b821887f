/** The targets of a review: the reviewer's first response (`responseOf`), and the decision within the reviewer time. */
export const SLA_TARGETS = ["first_response", "reviewer_time"] as const;
export type SlaTarget = (typeof SLA_TARGETS)[number];

/** What the time left is for: "Due in 3 h, for a first response". */
export const TARGET_WORDS: Record<SlaTarget, string> = {
  first_response: "for a first response",
  reviewer_time: "to decide",
};
