import { isOffered } from "#components/ui/is-offered.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { AskWaiverInput, EndGateWaiverInput, WaiveInput } from "#lib/reviews/input.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { GateList } from "./gate-list.tsx";
import classes from "./gates-panel.module.css";
import type { ReviewAction } from "./move-dialog.tsx";
import { AskWaiver, EndWaiver, WaiveGate } from "./side-moves.tsx";

type Props = {
  review: Pick<ReviewDetail, "id" | "ref" | "sequence" | "gates" | "waiverAsks">;
  /** Who reads. */
  me: number;
  asking: { permission: Permission; action: ReviewAction<AskWaiverInput> };
  giving: { permission: Permission; action: ReviewAction<WaiveInput> };
  ending: { permission: Permission; action: ReviewAction<EndGateWaiverInput> };
};

/** The gates of a review, and what its reader may ask for, give and end where one of them can not be met. */
export function GatesPanel({ review, me, asking, giving, ending }: Props) {
  const { gates, waiverAsks: asks } = review;
  return (
    <>
      <GateList gates={gates} asks={asks} />
      <div className={classes.moves}>
        {isOffered(asking.permission) ? <AskWaiver review={review} gates={gates} {...asking} /> : null}
        {isOffered(giving.permission) ? (
          <WaiveGate review={review} gates={gates} asks={asks} me={me} {...giving} />
        ) : null}
        {isOffered(ending.permission) && gates.some(({ state }) => state === "waived") ? (
          <EndWaiver review={review} gates={gates} {...ending} />
        ) : null}
      </div>
    </>
  );
}
