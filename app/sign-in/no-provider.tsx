import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { CodeText } from "#components/ui/words/code-text.tsx";

/** A deployment that nobody can sign in to yet: what its operator has to set. */
export function NoProvider() {
  return (
    <EmptyState title="No way to sign in is configured">
      Set <CodeText>OIDC_ISSUER</CodeText>, <CodeText>OIDC_CLIENT_ID</CodeText> and{" "}
      <CodeText>OIDC_CLIENT_SECRET</CodeText> for your identity provider, or <CodeText>GITHUB_ID</CodeText> and{" "}
      <CodeText>GITHUB_SECRET</CodeText> for GitHub, then start again.
    </EmptyState>
  );
}
