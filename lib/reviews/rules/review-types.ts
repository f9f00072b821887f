export const REVIEW_TYPES = ["new_service", "feature", "change", "vendor", "infrastructure"] as const;

export type ReviewType = (typeof REVIEW_TYPES)[number];

export const TYPE_WORDS: Record<ReviewType, string> = {
  new_service: "New service",
  feature: "Feature",
  change: "Change",
  vendor: "Vendor",
  infrastructure: "Infrastructure",
};
