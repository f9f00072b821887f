import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import type { ReasonCode } from "#lib/reviews/rules/states.ts";

export const SUMMARIES: Record<ReviewType, string> = {
  new_service: "New; in production for a small group of users first. The design is linked, and its diagram is current.",
  feature: "Built behind a feature flag and rolled out in steps. Nothing changes for users without the flag.",
  change:
    "Replaces the current implementation. Both run in parallel for two weeks, and we can roll back within minutes.",
  vendor: "The contract is signed; the vendor has answered our questionnaire. We send only the data the job needs.",
  infrastructure: "No user-visible change. The template is attached; we applied it to the test account last week.",
};

export const RATIONALES = [
  "Finds the edge case in every design and raises it in a way people appreciate.",
  "Has already taken part in three threat models and asked for more.",
  "The whole team asks them about access rights.",
  "Read last year's incident report and fixed the cause in two other services.",
  "Wants to know how things break, and writes the lessons into the team's handbook.",
  "Keeps the bar high even close to a launch, and offers a way forward.",
  "Asks for a second look at their own work before anyone else does.",
] as const;

export const PAUSE_REASONS = [
  "On parental leave",
  "Leading the team's move to another office",
  "On a sabbatical",
] as const;
export const LEAVE_REASONS = [
  { reasonCode: "new_role", reason: "Moved to another department" },
  { reasonCode: "new_role", reason: "Became a team lead" },
  { reasonCode: "left_company", reason: "Left for a new role" },
  { reasonCode: "no_time", reason: "No time alongside the launch" },
] as const;

export const ENGINEER_COMMENTS = [
  "Read the design and the threat model. One question before I go on: which of the two services checks that the order belongs to the caller?",
  "The diagram helps. Please describe what happens when the token expires halfway.",
  "Looks tidy. I will go through the policy checks this afternoon.",
  "How long is this data kept, and who deletes it?",
  "Is the old path switched off in the same release, or does it stay reachable?",
  "Who is paged when this fails at night? The runbook does not say yet.",
] as const;

export const TEAM_COMMENTS = [
  "The receiving service checks it; there is now a test for the wrong owner.",
  "It stays for two releases, blocked at the load balancer.",
  "Ninety days, enforced by a rule on the bucket. Linked above.",
  "The on-call team. I have added it to the runbook.",
  "Thanks, that was quick. We will get back to you by the end of the week.",
  "We discussed it in planning: the launch can wait for this.",
] as const;

export const CHANGE_REQUESTS = [
  "Please look at the findings; the first one must be resolved before this can ship.",
  "Close, but not there yet. The findings say what is missing.",
  "The direction is right. Please narrow the marked statements.",
  "Please bring the threat model in line with the design; then this will go quickly.",
] as const;

export const FEEDBACK = [
  "The model named the two threats that mattered before I asked.",
  "Good scope; next time, also say what is left out and why.",
  "The mitigations were concrete and testable. A pleasure.",
  "The threats were there, but validation was one sentence. Show me the test.",
  "Asked the team the right questions before the review began.",
  "Brought the weak spot and a plan for it.",
  "Solid. Look at the retry path next time: it skipped the check.",
  "The diagram and the text told different stories; talking cleared it up.",
] as const;

export const DECLINED = "I took over at the very end and saw too little to rate.";

export const HOLDS: { code: ReasonCode; reason: string }[] = [
  { code: "dependency", reason: "Waiting for the vendor's new sign-in" },
  { code: "people", reason: "The team is on call for the sale and will return to this afterwards" },
  { code: "time", reason: "The launch was moved to next quarter" },
  { code: "evidence", reason: "The load test the design depends on is not done yet" },
];

export const CANCELLATIONS: { code: ReasonCode; reason: string }[] = [
  { code: "time", reason: "The feature was dropped from the plan" },
  { code: "dependency", reason: "The vendor was not selected" },
  { code: "people", reason: "Taken over by another team, which will submit it again" },
];

export const REJECTIONS = [
  "Customer data would leave the company without a contract that allows it. Resubmit with a contract in place.",
  "Every terminal would know the key. This needs a different design, not another round.",
  "The service has no owner at night. We cannot let it hold restricted data.",
] as const;

export const APPROVALS = [
  "Clear evidence, nothing open.",
  "The evidence answers the questions the intake left open.",
  "Small and well contained.",
  "",
  "",
] as const;

/** `kept`: the owner's words once the condition is met. */
export const CONDITIONS: { text: string; when: "before_launch" | "after_launch"; days: number; kept: string }[] = [
  {
    text: "Alert on more than ten rejected requests a minute",
    when: "after_launch",
    days: 30,
    kept: "The alarm is set, and fired once when we tested it from a test account.",
  },
  {
    text: "Remove the old endpoint",
    when: "after_launch",
    days: 60,
    kept: "No calls for two weeks; it is gone from the load balancer and from the code.",
  },
  {
    text: "Rotate the shared secret once the last client has moved",
    when: "after_launch",
    days: 45,
    kept: "The last client moved on Monday. The old version of the secret is disabled.",
  },
  {
    text: "Repeat the restore test with production-sized data",
    when: "after_launch",
    days: 90,
    kept: "Restored last night's copy within the hour; the test record is in the runbook.",
  },
  {
    text: "Limit requests per client to what the load test allows",
    when: "before_launch",
    days: 21,
    kept: "The limit is deployed at the load test result, less a fifth.",
  },
  {
    text: "Add the new bucket to the backup plan",
    when: "before_launch",
    days: 14,
    kept: "It is in the plan, and the first copy was made last night.",
  },
];

export const ACTIVITY_NOTES = {
  questions_answered: ["Token lifetimes", "Which bucket policy to start from", "Logging without names"],
  security_stories: ["Last spring's double refund", "A key in a screenshot"],
  deep_dive: ["Walked through the retry path", "Read the new library's parser", "Compared two designs"],
  support: ["Helped with a failed policy check", "Sat with the on-call team"],
  review: ["Prepared the evidence", "Went through the findings"],
  training_given: ["Threat modelling with new joiners", "Lunch talk on access rights"],
} as const;
