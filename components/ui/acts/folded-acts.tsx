import { Fold } from "#components/ui/page/fold.tsx";
import { RefusedActs } from "./refused-acts.tsx";

/** Acts that cannot be done now, in one line that opens to the reason of each. */
export function FoldedActs({ acts }: { acts: { label: string; reason: string }[] }) {
  if (acts.length === 0) return null;
  return (
    <div className="screen-only">
      <Fold bare line={`Not possible now: ${acts.length}`}>
        <RefusedActs acts={acts} />
      </Fold>
    </div>
  );
}
