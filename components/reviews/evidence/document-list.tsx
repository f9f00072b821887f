import { isOffered } from "#components/ui/acts/is-offered.ts";
import { Icon } from "#components/ui/words/icon.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { paths } from "#lib/paths.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";
import { policiesRead, unreadParts } from "#lib/policies/rules/unread-parts.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./document-list.module.css";
import { RemoveDocument, type RemoveDocumentAction } from "./remove-document.tsx";

const FORMATS: Record<string, string> = {
  policy: "IAM policy",
  cloudformation: "CloudFormation",
  "terraform-plan": "Terraform plan",
};

type Props = {
  review: { id: number; sequence: number; revision: number };
  documents: ReviewDetail["documents"];
  /** Documents in the current revision. */
  sealed: readonly { name: string; sha256: string }[];
  /** Check results of the current revision; null until available. */
  results: readonly DocumentResult[] | null;
  now: Now;
  permission: Permission;
  remove: RemoveDocumentAction;
};

/** The policies and templates under review. */
export function DocumentList({ review, documents, sealed, results, now, permission, remove }: Props) {
  if (documents.length === 0) return <p className="dimmed">No policy or template is attached.</p>;
  const isSealed = review.revision > 0;
  return (
    <ul className={classes.documents}>
      {documents.map((document) => {
        const held = sealed.find(({ name }) => name === document.name) ?? document;
        return (
          <li key={document.id} className={classes.document}>
            <Icon name="file" size={14} className={classes.icon ?? ""} />
            <span className={classes.name}>
              {isSealed ? (
                <a href={paths.document(review.id, held, review.revision)}>{document.name}</a>
              ) : (
                document.name
              )}{" "}
              <span className={classes.facts}>
                {FORMATS[document.format] ?? document.format} {document.language.toUpperCase()},{" "}
                {policyWords(document, results)}; attached by {document.addedBy?.name ?? "the product"}{" "}
                <Moment at={document.addedAt} now={now} />
                {held.sha256 === document.sha256 ? null : (
                  <>
                    ; only its form changed since: the same evidence as r{review.revision},{" "}
                    <a href={paths.newestDocument(review.id, document)}>its newest form</a>
                  </>
                )}
              </span>
            </span>
            {isOffered(permission) ? (
              <RemoveDocument
                review={review}
                document={{ id: document.id, name: document.name }}
                permission={permission}
                action={remove}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function policyWords({ name, policies }: { name: string; policies: number }, results: Props["results"]): string {
  if (results === null && policies === 0) return "its checks say which policies it holds";
  const unread = unreadParts(results ?? [], name);
  const read = policiesRead(policies, unread?.count ?? 0);
  return unread ? `${read}: ${unread.why.replace(/\.$/, "")}` : read;
}
