import { describe, expect, it } from "vitest";
import { checkKeyMinting, KEY_MINTING } from "#lib/checks/credentials/key-minting.ts";
import { openOidcTrust } from "#lib/checks/credentials/open-oidc-trust.ts";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { type Policy, parsePolicy } from "#lib/iam/index.ts";
import { managedPolicy } from "#lib/policies/analyzer/aws-managed-policies.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { planOf } from "../../templates/terraform/plan-support.ts";

function policy(type: "identity" | "resource", ...statements: object[]): Policy {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { type });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.policy;
}

describe("CRED-8, a policy that lets its holder make credentials", () => {
  const minting = (...statements: object[]) => checkKeyMinting(policy("identity", ...statements), { byRole: false });

  it.each(KEY_MINTING)("is one that allows %s, under conditions too", (action) => {
    const statement = { Effect: "Allow", Action: action, Resource: "*" };
    expect(minting(statement).verdict).toBe("FAIL");
    const condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    expect(minting({ ...statement, Condition: condition }).verdict).toBe("FAIL");
  });

  it("is none that allows other actions, or denies these", () => {
    const all = { Effect: "Allow", Action: "*", Resource: "*" };
    expect(minting({ ...all, Action: ["iam:Get*", "s3:*"] }).verdict).toBe("PASS");
    expect(minting(all).verdict).toBe("FAIL");
    const deny = { Effect: "Deny", Action: KEY_MINTING, Resource: "*" };
    expect(minting(all, deny).verdict).toBe("PASS");
  });

  it.each([
    ["PASS", "*", "arn:aws:s3:::reports/*"],
    ["PASS", "iam:*", "arn:aws:iam::111122223333:role/app/*"],
    ["PASS", "sts:*", "arn:aws:iam::111122223333:role/deploy"],
    ["PASS", "sts:GetFederationToken", "arn:aws:iam::111122223333:user/app"],
    ["FAIL", "iam:*", `arn:aws:iam::*:user/\${aws:username}`],
    ["FAIL", "iam:*", "arn:aws-cn:iam::111122223333:*"],
    ["FAIL", "iam:Create*", "arn:aws:iam::*"],
    ["FAIL", "sts:*", "arn:aws:sts::111122223333:federated-user/guest"],
  ])("is decided by what the resource is: %s for %s on %s", (verdict, Action, Resource) => {
    const result = minting({ Effect: "Allow", Action, Resource });
    expect(result.verdict).toBe(verdict);
    const words = "One or more of the listed actions in the statement with index: 0.";
    expect(result.reasons.map(({ description }) => description)).toEqual(verdict === "FAIL" ? [words] : []);
  });

  const TOKENS = { Effect: "Allow", Action: ["sts:GetFederationToken", "sts:GetSessionToken"], Resource: "*" };
  const KEYS = { Effect: "Allow", Action: ["sts:GetFederationToken", "iam:CreateAccessKey"], Resource: "*" };
  const document = (statement: object) => ({ Version: "2012-10-17", Statement: [statement] });
  const trust = document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

  function rules(text: string): string[] {
    const read = { name: "t.json", text, reading: readTemplate(text) };
    return judgeDocument(read, readProfile(DEFAULT_PROFILE), { hash: (content) => content })
      .flatMap(({ reasons }) => reasons.map(({ rule }) => rule))
      .filter((rule) => rule === "CRED-8");
  }

  const template = (Type: string, of: (document: object) => object, statement: object) =>
    JSON.stringify({ Resources: { R: { Type, Properties: of(document(statement)) } } });
  const inline = (PolicyDocument: object) => ({
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: "p", PolicyDocument }],
  });
  const given = (more: object) => (PolicyDocument: object) => ({ PolicyName: "p", PolicyDocument, ...more });
  const plan = (type: string, of: (text: string) => object) => (statement: object) =>
    JSON.stringify(planOf({ type, after: of(JSON.stringify(document(statement))) }));

  it.each([
    ["its own", (statement: object) => template("AWS::IAM::Role", inline, statement)],
    ["a resource's", (statement: object) => template("AWS::IAM::RolePolicy", given({ RoleName: "r" }), statement)],
    [
      "one that roles hold",
      (statement: object) => template("AWS::IAM::Policy", given({ Roles: ["r", "s"] }), statement),
    ],
    [
      "a permission set's",
      (statement: object) => template("AWS::SSO::PermissionSet", (InlinePolicy) => ({ InlinePolicy }), statement),
    ],
    [
      "a function's",
      (statement: object) => template("AWS::Serverless::Function", (one) => ({ Policies: [one] }), statement),
    ],
    ["one of a plan", plan("aws_iam_role_policy", (policy) => ({ role: "r", name: "p", policy }))],
  ])("is none of a role by tokens that only a user can get: %s", (_, of) => {
    expect(rules(of(TOKENS))).toEqual([]);
    expect(rules(of(KEYS))).toEqual(["CRED-8"]);
  });

  it.each([
    [
      "a user's",
      template("AWS::IAM::User", (one) => ({ Policies: [{ PolicyName: "p", PolicyDocument: one }] }), TOKENS),
    ],
    ["one that a user holds too", template("AWS::IAM::Policy", given({ Roles: ["r"], Users: ["u"] }), TOKENS)],
    ["one that a group holds", template("AWS::IAM::Policy", given({ Groups: ["g"] }), TOKENS)],
    ["one that may be attached to anybody", template("AWS::IAM::ManagedPolicy", given({ Roles: ["r"] }), TOKENS)],
    ["one by itself", JSON.stringify(document(TOKENS))],
    ["one of a plan", plan("aws_iam_policy", (policy) => ({ name: "p", policy }))(TOKENS)],
  ])("is one of anyone who may be a user by such tokens: %s", (_, text) => {
    expect(rules(text)).toEqual(["CRED-8"]);
  });

  it("is none of a role by what AWS gives people with power", () => {
    const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } };
    const attached = { ...role.Properties, ManagedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] };
    const text = JSON.stringify({ Resources: { R: { ...role, Properties: attached } } });
    const read = { name: "t.json", text, reading: readTemplate(text) };
    const means = { hash: (content: string) => content, managed: managedPolicy };
    const failing = judgeDocument(read, readProfile(DEFAULT_PROFILE), means).filter(
      ({ verdict }) => verdict !== "pass",
    );
    expect(failing).toEqual([]);
  });
});

describe("CRED-9, a trust policy open to others", () => {
  const HOST = "token.actions.githubusercontent.com";
  const judged = (condition: object, host = HOST) => {
    const statement = {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      ...(Object.keys(condition).length > 0 && { Condition: condition }),
    };
    return openOidcTrust(policy("resource", statement)).map(({ level, message }) => `${level}: ${message}`);
  };
  const aud = { [`${HOST}:aud`]: "sts.amazonaws.com" };
  const sub = (...values: string[]) => ({ StringEquals: aud, StringLike: { [`${HOST}:sub`]: values } });

  it.each([
    ["a branch", sub("repo:octo/app:ref:refs/heads/main")],
    ["a repository", sub("repo:octo/app:*")],
    ["several repositories", sub("repo:octo/app:*", "repo:octo/web:*")],
    ["the id of a repository", { StringEquals: { ...aud, [`${HOST}:repository_id`]: "123456" } }],
    [
      "keys in other letters",
      { StringEquals: { [`${HOST}:AUD`]: "sts.amazonaws.com", [`${HOST}:Sub`]: "repo:a/b:ref:x" } },
    ],
  ])("is none that pins the audience and %s", (_, condition) => {
    expect(judged(condition)).toEqual([]);
  });

  it.each([
    ["without conditions", {}, /audience is not tested and no repository/],
    ["with the audience alone", { StringEquals: aud }, /no repository or subject is/],
    [
      "with the repository alone",
      { StringLike: { [`${HOST}:sub`]: "repo:octo/app:*" } },
      /the token's audience is not tested/,
    ],
    ["with any subject", sub("*"), /no repository/],
    ["with any owner", sub("repo:*"), /no repository/],
    ["with an empty list of subjects", sub(), /no repository/],
    [
      "with an empty list of audiences",
      { StringEquals: { [`${HOST}:aud`]: [] }, StringLike: { [`${HOST}:sub`]: "repo:octo/app:*" } },
      /the token's audience is not tested/,
    ],
    ["with one open value among others", sub("repo:octo/app:*", "repo:*/app:*"), /no repository/],
    ["with an owner that only begins so", sub("repo:octo*/app:*"), /no repository/],
    [
      "with IfExists",
      { StringEquals: aud, StringLikeIfExists: { [`${HOST}:sub`]: "repo:octo/app:*" } },
      /no repository/,
    ],
    [
      "with ForAllValues",
      { StringEquals: aud, "ForAllValues:StringLike": { [`${HOST}:sub`]: "repo:a/b:*" } },
      /no rep/,
    ],
    ["with a negated test", { StringEquals: aud, StringNotEquals: { [`${HOST}:sub`]: "repo:octo/app:x" } }, /no repo/],
    [
      "with the keys of another provider",
      { StringEquals: { "gitlab.com:aud": "x", "gitlab.com:sub": "y" } },
      /audience/,
    ],
  ])("is one %s", (_, condition, words) => {
    const [found = "", ...others] = judged(condition);
    expect(others).toEqual([]);
    expect(found).toMatch(/^blocking/);
    expect(found).toMatch(words);
  });

  it("warns where every repository of an organization is let in, and where a name only begins like it", () => {
    for (const value of ["repo:octo/*", "repo:octo/app*"]) {
      expect(judged(sub(value))).toEqual([expect.stringMatching(/^warning: .*any repository of the organization/)]);
    }
  });

  it("knows the claims of GitLab, and the subjects of other providers", () => {
    const gitlab = (value: string) =>
      judged(
        { StringEquals: { "gitlab.com:aud": "https://gitlab.com" }, StringLike: { "gitlab.com:sub": value } },
        "gitlab.com",
      );
    expect(gitlab("project_path:group/app:ref_type:branch:ref:main")).toEqual([]);
    expect(gitlab("project_path:*:ref_type:branch:ref:main")).toEqual([expect.stringMatching(/^blocking/)]);
    const eks = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
    const pinned = { [`${eks}:aud`]: "sts.amazonaws.com", [`${eks}:sub`]: "system:serviceaccount:app:web" };
    expect(judged({ StringEquals: pinned }, eks)).toEqual([]);
    expect(judged({ StringEquals: { [`${eks}:aud`]: "sts.amazonaws.com" } }, eks)).toHaveLength(1);
  });

  it.each([
    ["GitHub", HOST, "repo:*", "any repository on GitHub,"],
    ["GitLab", "gitlab.com", "project_path:*", "any project on this GitLab,"],
    ["HCP Terraform", "app.terraform.io", "organization:*", "any workspace of any organization"],
    ["EKS", "oidc.eks.eu-west-1.amazonaws.com/id/abc", "system:serviceaccount:*", "any service account of the cluster"],
    ["Buildkite", "agent.buildkite.com", "organization:*:pipeline:site", "any pipeline on Buildkite,"],
    ["Vercel", "oidc.vercel.com", "owner:*", "any project on Vercel,"],
    ["Google", "accounts.google.com", "*", "anyone with a Google account"],
    ["Cognito", "cognito-identity.amazonaws.com", "*", "any identity of the identity pool, including"],
  ])("is one of %s whose subject pins no organization, and says whom it lets in", (_, host, open, words) => {
    const audience = { StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" } };
    for (const value of ["*", open]) {
      const [found = ""] = judged({ ...audience, StringLike: { [`${host}:sub`]: value } }, host);
      expect(found).toMatch(/^blocking/);
      expect(found).toContain(`${words}`);
    }
  });

  it.each([
    ["app.terraform.io", "organization:acme:project:web:workspace:prod:run_phase:*", "organization:acme:*"],
    ["oidc.eks.eu-west-1.amazonaws.com/id/abc", "system:serviceaccount:shop:web", "system:serviceaccount:shop:*"],
    ["agent.buildkite.com", "organization:acme:pipeline:site:ref:refs/heads/main", "organization:acme:*"],
    ["oidc.vercel.com", "owner:acme:project:site:environment:production", "owner:acme:*"],
  ])("of %s pins one workload, or warns where it pins the organization only", (host, whole, owner) => {
    const pinned = (value: string) =>
      judged({ StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" }, StringLike: { [`${host}:sub`]: value } }, host);
    expect(pinned(whole)).toEqual([]);
    expect(pinned(owner)).toEqual([expect.stringMatching(/^warning: .*any /)]);
  });

  it("is one that trusts every provider", () => {
    const statement = { Effect: "Allow", Principal: { Federated: "*" }, Action: "sts:AssumeRoleWithWebIdentity" };
    expect(openOidcTrust(policy("resource", statement))).toMatchObject([{ rule: "CRED-9", level: "blocking" }]);
  });

  it("asks identity pools for their audience only, and SAML providers for nothing", () => {
    const statement = (provider: string, condition?: object) =>
      openOidcTrust(
        policy("resource", {
          Effect: "Allow",
          Principal: { Federated: provider },
          Action: "sts:AssumeRoleWithWebIdentity",
          ...(condition && { Condition: condition }),
        }),
      );
    const cognito = "cognito-identity.amazonaws.com";
    expect(statement(cognito)).toHaveLength(1);
    expect(statement(cognito, { StringEquals: { [`${cognito}:aud`]: "eu-west-1:pool" } })).toEqual([]);
    expect(statement("arn:aws:iam::111122223333:saml-provider/x")).toEqual([]);
  });
});
