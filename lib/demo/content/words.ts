import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import type { ReasonCode } from "#lib/reviews/rules/states.ts";

export const SUMMARIES: Record<ReviewType, string> = {
  new_service:
    "New, in production for a small group of users first. The design is linked; the drawing in it is current.",
  feature: "Built behind a switch and rolled out in steps. Nothing else changes for those who do not use it.",
  change: "Replaces what is there. Both ways run beside each other for two weeks, and we can go back within minutes.",
  vendor: "The contract is signed; the vendor has answered our questionnaire. We send as little as the job needs.",
  infrastructure:
    "No change of what users see. The template is attached; it was applied to the test account last week.",
};

export const RATIONALES = [
  "Finds the odd case in every design and says so in a way that people like to hear.",
  "Has taken part in three threat models already and asked for more.",
  "Everybody on the team goes there with questions on access rights.",
  "Read the incident report of last year and fixed the cause in two other services.",
  "Wants to know how things break, and keeps what was learned in the team's handbook.",
  "Holds to a high bar even when a launch is near, and offers a way out.",
  "Asks for a second look at own work before anybody else does.",
] as const;

export const PAUSE_REASONS = [
  "On parental leave",
  "Leads the move of the team to another office",
  "On a sabbatical",
] as const;
export const LEAVE_REASONS = [
  { reasonCode: "new_role", reason: "Changed to another department" },
  { reasonCode: "new_role", reason: "Became a team lead" },
  { reasonCode: "left_company", reason: "Left for a new role" },
  { reasonCode: "no_time", reason: "No time beside the launch" },
] as const;

export const ENGINEER_COMMENTS = [
  "Read the design and the model. One question before I go on: which of the two services checks that the order belongs to the caller?",
  "The drawing helps. Please name in the text what happens when the token has expired half-way.",
  "Looks tidy. I will go through the policy checks this afternoon.",
  "How long is this data kept, and who deletes it?",
  "Is the old way switched off in the same release, or does it stay reachable?",
  "Who is called when this fails at night? It is not in the runbook yet.",
] as const;

export const TEAM_COMMENTS = [
  "The receiving service checks it; there is a test for the wrong owner now.",
  "It stays for two releases and is closed at the load balancer.",
  "Ninety days, by a rule on the bucket. Linked above.",
  "The team on duty. I have added it to the runbook.",
  "Thanks, that was quick. We will come back by the end of the week.",
  "We talked about it in the planning: the launch can wait for this.",
] as const;

export const CHANGE_REQUESTS = [
  "Please look at the findings; the first one has to be settled before this can go out.",
  "Close, but not there yet. The findings say what is missing.",
  "The direction is right. I would like to see the marked statements narrowed.",
  "Please bring the threat model in step with the design, then this goes quickly.",
] as const;

export const FEEDBACK = [
  "The model named the two threats that mattered before I asked.",
  "Good scope; next time say also what is left out and why.",
  "The mitigations were concrete and could be checked. A pleasure.",
  "Threats were there, but validation was a sentence. Show me the test.",
  "Asked the right questions in the team before the review began.",
  "Came with the weak spot and a plan for it.",
  "Solid. Look at the retry path next time: it skipped the check.",
  "The drawing and the text told different stories; the talk cleared it up.",
] as const;

export const DECLINED = "I only took over at the very end and saw too little to rate it.";

export const HOLDS: { code: ReasonCode; reason: string }[] = [
  { code: "dependency", reason: "Waits for the new sign-in of the vendor" },
  { code: "people", reason: "The team is on call for the sale and comes back to it afterwards" },
  { code: "time", reason: "The launch was moved to next quarter" },
  { code: "evidence", reason: "The load test that the design depends on is not done" },
];

export const CANCELLATIONS: { code: ReasonCode; reason: string }[] = [
  { code: "time", reason: "The feature was dropped from the plan" },
  { code: "dependency", reason: "The vendor was not chosen after all" },
  { code: "people", reason: "Taken over by another team, which will ask anew" },
];

export const REJECTIONS = [
  "Customers' data would leave the company without a contract that allows it. Bring it back with one.",
  "The key would be known to every terminal. This needs another design, not another round.",
  "There is no owner for the service at night. We cannot let it hold restricted data.",
] as const;

export const APPROVALS = [
  "Clear evidence, nothing open.",
  "The evidence answers what the intake left open.",
  "Small and well contained.",
  "",
  "",
] as const;

/** `kept`: the owner's words once the condition is met. */
export const CONDITIONS: { text: string; when: "before_launch" | "after_launch"; days: number; kept: string }[] = [
  {
    text: "Alert on more than ten refused requests a minute",
    when: "after_launch",
    days: 30,
    kept: "The alarm is set, and rang once when we tried it from a test account.",
  },
  {
    text: "Remove the old endpoint",
    when: "after_launch",
    days: 60,
    kept: "Nobody has called it for two weeks; it is gone from the load balancer and from the code.",
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
    kept: "Restored last night's copy within the hour; the record of the test is in the runbook.",
  },
  {
    text: "Limit requests per client to what the load test allows",
    when: "before_launch",
    days: 21,
    kept: "The limit is deployed at what the load test found, less a fifth.",
  },
  {
    text: "Put the new bucket under the backup plan",
    when: "before_launch",
    days: 14,
    kept: "It is in the plan, and the first copy was made last night.",
  },
];

export const ACTIVITY_NOTES = {
  questions_answered: ["Token lifetimes", "Which bucket policy to start from", "How to log without names"],
  security_stories: ["The double refund of last spring", "A key in a screenshot"],
  deep_dive: ["Walked through the retry path", "Read the new library's parser", "Compared two designs"],
  support: ["Helped with a failed policy check", "Sat with the team on duty"],
  review: ["Prepared the evidence", "Went through the findings"],
  training_given: ["Threat modelling with the newcomers", "Lunch talk on access rights"],
} as const;
