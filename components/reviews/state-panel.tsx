import { Facts } from "#components/ui/facts.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { Turn } from "#lib/reviews/rules/states.ts";
import { ReviewStateMark } from "./review-state.tsx";
import { SlaMark } from "./sla-mark.tsx";
import { TierMark } from "./tier-mark.tsx";

type Props = {
  review: Pick<
    ReviewDetail,
    | "state"
    | "turn"
    | "sla"
    | "tier"
    | "tierRule"
    | "tierBecause"
    | "tierOverride"
    | "revision"
    | "cycle"
    | "reviewer"
    | "requester"
    | "guardian"
    | "resumeOn"
    | "firstSubmittedAt"
  >;
  now: Date;
};

/** The state of a review, whose move it is and until when. */
export function StatePanel({ review, now }: Props) {
  const { state, sla, tier, tierRule, tierBecause, tierOverride, revision, cycle, resumeOn, firstSubmittedAt } = review;
  const rule = tierOverride ? "Set by a person" : [tierRule, ...tierBecause].join(": ");
  return (
    <Facts
      items={[
        { label: "State", value: <ReviewStateMark state={state} /> },
        { label: "Whose turn", value: turnWords(review, review.turn) },
        ...(resumeOn ? [{ label: "Resumes on", value: resumeOn }] : []),
        { label: "Due", value: <SlaMark sla={sla} now={now} /> },
        {
          label: "Tier",
          value: (
            <>
              <TierMark tier={tier} /> <span className="dimmed">{rule}</span>
            </>
          ),
        },
        {
          label: "Revision",
          value: revision === 0 ? "Not sealed yet" : `r${revision}${cycle > 1 ? `, cycle ${cycle}` : ""}`,
        },
        ...(firstSubmittedAt ? [{ label: "Submitted", value: <Moment at={firstSubmittedAt} now={now} /> }] : []),
      ]}
    />
  );
}

function turnWords({ reviewer, requester, guardian }: Props["review"], turn: Turn): string {
  if (turn === "reviewer") return reviewer ? `${reviewer.name} reviews` : "An engineer claims it";
  if (turn === "requester") return [requester?.name, guardian?.name].filter(Boolean).join(" or ") || "The requester";
  return "Nobody's";
}
