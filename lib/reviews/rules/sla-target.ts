/** What a review is to have by when: the reviewer's first response (`responseOf`), and its decision within the reviewer time. */
export const SLA_TARGETS = ["first_response", "reviewer_time"] as const;
export type SlaTarget = (typeof SLA_TARGETS)[number];

/** What the time until a target is given for: "Due in 3 h, for a first response". */
export const TARGET_WORDS: Record<SlaTarget, string> = {
  first_response: "for a first response",
  reviewer_time: "to decide",
};
