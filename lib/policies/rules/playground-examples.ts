/** Example policies for the playground: one that fails, one that fails by what it passes on, and one that passes. */
export const PLAYGROUND_EXAMPLES: { title: string; policy: string }[] = [
  { title: "Everything on everything", policy: written({ Sid: "All", Action: "*", Resource: "*" }) },
  {
    title: "A role handed to a service",
    policy: written({ Sid: "Deploy", Action: ["lambda:CreateFunction", "iam:PassRole"], Resource: "*" }),
  },
  {
    title: "One bucket, read only",
    policy: written({ Sid: "Read", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }),
  },
];

function written({ Sid, ...grant }: { Sid: string; Action: string | string[]; Resource: string }): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid, Effect: "Allow", ...grant }] }, null, 2);
}
