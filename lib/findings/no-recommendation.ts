/** What is written of a finding whose risk waits to be decided on no more. */
export const NO_RECOMMENDATION = {
  recommendedById: null,
  recommendedAt: null,
  recommendedUntil: null,
  recommendReason: "",
  declinedById: null,
  declinedAt: null,
  declineReason: "",
};
