export const DATA_CLASSES = ["public", "internal", "confidential", "restricted"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export const DATA_HANDLINGS = ["stored", "processed", "reachable"] as const;
export type DataHandling = (typeof DATA_HANDLINGS)[number];

/** The risk questions, in the order they are asked. */
export const RISK_QUESTIONS = [
  "authentication",
  "internetFacing",
  "sensitiveData",
  "cryptography",
  "untrustedFiles",
  "iamPolicies",
  "thirdParty",
  "wantsEngineer",
] as const;
export type RiskQuestion = (typeof RISK_QUESTIONS)[number];

export const QUESTION_WORDS: Record<RiskQuestion, string> = {
  authentication: "New or changed authentication or authorization",
  internetFacing: "Internet-facing",
  sensitiveData: "Sensitive data",
  cryptography: "Cryptography or secrets handling",
  untrustedFiles: "Parses untrusted files",
  iamPolicies: "IAM policy changes",
  thirdParty: "New third party",
  wantsEngineer: "Wants an engineer involved anyway",
};

/**
 * The requester's answers. An unanswered question is null, which is allowed in a draft but not in a submitted review.
 */
export type Intake = {
  summary: string;
  dataClass: DataClass | null;
  dataHandling: DataHandling | null;
  answers: Record<RiskQuestion, boolean | null>;
  links: { label: string; url: string }[];
};

/** An intake's answers about the system. The wording of its summary is not an answer. */
export type Answers = Pick<Intake, "dataClass" | "dataHandling" | "answers">;

export function emptyIntake(): Intake {
  return {
    summary: "",
    dataClass: null,
    dataHandling: null,
    answers: {
      authentication: null,
      internetFacing: null,
      sensitiveData: null,
      cryptography: null,
      untrustedFiles: null,
      iamPolicies: null,
      thirdParty: null,
      wantsEngineer: null,
    },
    links: [],
  };
}

/** What must still be answered before submitting this intake, in words. */
export function missingFromIntake(intake: Intake): { path: string[]; message: string }[] {
  const missing: { path: string[]; message: string }[] = [];
  if (!intake.dataClass) missing.push({ path: ["intake", "dataClass"], message: "Choose the data class." });
  if (!intake.dataHandling) {
    missing.push({ path: ["intake", "dataHandling"], message: "Choose how the data is handled." });
  }
  for (const question of RISK_QUESTIONS) {
    if (intake.answers[question] === null) {
      missing.push({ path: ["intake", "answers", question], message: `Answer “${QUESTION_WORDS[question]}”.` });
    }
  }
  return missing;
}
