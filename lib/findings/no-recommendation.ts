/** Column values for a finding without a pending risk decision. */
export const NO_RECOMMENDATION = {
  recommendedById: null,
  recommendedAt: null,
  recommendedUntil: null,
  recommendReason: "",
  declinedById: null,
  declinedAt: null,
  declineReason: "",
};
