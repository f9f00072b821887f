/** The source of a finding for an S3 bucket. */
export type FindingSource = { type: "POLICY" | "BUCKET_ACL" | "S3_ACCESS_POINT"; detail?: { accessPointArn: string } };

/** A policy of the resource as text. `shut`: a public access block ends all outside access if the policy is public. */
export type ProposedText = { text: string; source?: FindingSource; shut: boolean };

/** Access that does not come from a policy: a share, a grant or an access control list. */
export type ProposedShare = {
  principal: { kind: "AWS" | "CanonicalUser"; value: string };
  actions: string[];
  source?: FindingSource;
};

/** The subject of an access preview: one resource, and everything that gives access to it. */
export type Proposal = {
  resource: string;
  resourceType: string;
  owner: string;
  texts: ProposedText[];
  shares: ProposedShare[];
};
