import { Fold } from "#components/ui/page/fold.tsx";
import { RefusedActs } from "./refused-acts.tsx";

/** Unavailable actions in one expandable line with their reasons. */
export function UnavailableActions({ acts }: { acts: { label: string; reason: string }[] }) {
  if (acts.length === 0) return null;
  return (
    <div className="screen-only">
      <Fold bare line={`Not possible now: ${acts.length}`}>
        <RefusedActs acts={acts} />
      </Fold>
    </div>
  );
}
