/** Where a finding of an S3 bucket comes from. */
export type FindingSource = { type: "POLICY" | "BUCKET_ACL" | "S3_ACCESS_POINT"; detail?: { accessPointArn: string } };

/** A policy of the resource as text. `shut`: a public access block ends all access from outside if the policy is public. */
export type ProposedText = { text: string; source?: FindingSource; shut: boolean };

/** Access that is not given by a policy: a share, a grant or an access control list. */
export type ProposedShare = {
  principal: { kind: "AWS" | "CanonicalUser"; value: string };
  actions: string[];
  source?: FindingSource;
};

/** What an access preview looks at: one resource and everything that gives access to it. */
export type Proposal = {
  resource: string;
  resourceType: string;
  owner: string;
  texts: ProposedText[];
  shares: ProposedShare[];
};
