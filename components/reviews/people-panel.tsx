import { Facts } from "#components/ui/facts.tsx";
import { PersonName } from "#components/ui/person-name.tsx";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";

type Props = { review: Pick<ReviewDetail, "requester" | "guardian" | "reviewer" | "riskOwner" | "involved"> };

/** Who is who in a review. */
export function PeoplePanel({ review }: Props) {
  const person = (value: { id: number; name: string } | null, none: string) =>
    value ? <PersonName name={value.name} href={paths.person(value.id)} /> : <span className="dimmed">{none}</span>;
  return (
    <Facts
      items={[
        { label: "Requester", value: person(review.requester, "Not known") },
        {
          label: "Guardian",
          value: (
            <>
              {person(review.guardian, "None")}
              {review.guardian ? (
                <span className="dimmed"> {review.involved ? "involved by act" : "assigned, no act yet"}</span>
              ) : null}
            </>
          ),
        },
        { label: "Reviewer", value: person(review.reviewer, "Nobody yet") },
        { label: "Risk owner", value: person(review.riskOwner, "Not named") },
      ]}
    />
  );
}
