import type { CriteriaByBelt } from "#lib/belts/rules.ts";

type CourseContent = {
  code: string;
  title: string;
  description: string;
  url: string;
  minutes: number;
  required?: boolean;
  validMonths?: number;
};

const at = (code: string) => `https://learning.example.com/courses/${code.toLowerCase()}`;

/** The course to repeat every year. */
export const REFRESHER = "SEC-110";

export const COURSES: CourseContent[] = [
  {
    code: "SEC-101",
    title: "Secure development basics",
    description: "The most common mistakes, shown in code, and what to write instead.",
    url: at("SEC-101"),
    minutes: 180,
    required: true,
  },
  {
    code: "TM-101",
    title: "Threat modelling: first steps",
    description: "From a diagram to threats, mitigations and open risks, using one of your own services.",
    url: at("TM-101"),
    minutes: 240,
    required: true,
  },
  {
    code: "REV-101",
    title: "Bringing a change to review",
    description: "What an engineer looks for, which evidence helps, and how to get a quick review.",
    url: at("REV-101"),
    minutes: 60,
    required: true,
  },
  {
    code: REFRESHER,
    title: "Yearly refresher for guardians",
    description: "What has changed in a year: attacks seen, new rules, new tools.",
    url: at(REFRESHER),
    minutes: 45,
    required: true,
    validMonths: 12,
  },
  {
    code: "TM-201",
    title: "Threat modelling in a group",
    description: "Run a one-hour session in which everyone speaks and something is decided.",
    url: at("TM-201"),
    minutes: 150,
  },
  {
    code: "IAM-201",
    title: "Reading IAM policies",
    description: "Who can do what: statements, conditions, and how they combine.",
    url: at("IAM-201"),
    minutes: 120,
  },
  {
    code: "CLD-201",
    title: "Cloud templates without surprises",
    description: "Encryption, exposure and least privilege in infrastructure as code.",
    url: at("CLD-201"),
    minutes: 120,
  },
  {
    code: "CRY-201",
    title: "Keys and secrets",
    description: "Where secrets live, how to rotate them, and which cryptography to leave to experts.",
    url: at("CRY-201"),
    minutes: 90,
  },
  {
    code: "API-201",
    title: "Authorization in APIs",
    description: "Object-level and field-level authorization, and tests that prove it.",
    url: at("API-201"),
    minutes: 90,
  },
  {
    code: "MOB-201",
    title: "Mobile apps under attack",
    description: "What a phone in the wrong hands gives away.",
    url: at("MOB-201"),
    minutes: 90,
    validMonths: 24,
  },
  {
    code: "DAT-201",
    title: "Handling personal data",
    description: "Collecting less, keeping it for less time, and proving that it is gone.",
    url: at("DAT-201"),
    minutes: 75,
    validMonths: 24,
  },
  {
    code: "COACH-301",
    title: "Coaching other guardians",
    description: "Helping someone find the threat instead of naming it for them.",
    url: at("COACH-301"),
    minutes: 120,
  },
];

/** Criteria at the start of the program. */
export const FIRST_CRITERIA: CriteriaByBelt = {
  white: { reviewsInvolved: 1, requiredCourses: ["SEC-101", "TM-101"] },
  yellow: { reviewsInvolved: 5, threatModelsAuthored: 1, monthsActive: 4 },
  green: { reviewsInvolved: 12, threatModelsAuthored: 3, medianRating: 2, monthsActive: 10 },
  black: { reviewsInvolved: 25, threatModelsAuthored: 5, medianRating: 2.5, monthsActive: 18 },
};

/** Criteria after half a year: a faster yellow belt, and courses for the higher belts. */
export const SECOND_CRITERIA: CriteriaByBelt = {
  white: { reviewsInvolved: 1, requiredCourses: ["SEC-101", "TM-101"] },
  yellow: { reviewsInvolved: 4, threatModelsAuthored: 1, monthsActive: 3 },
  green: {
    reviewsInvolved: 10,
    threatModelsAuthored: 2,
    medianRating: 2,
    monthsActive: 9,
    requiredCourses: ["TM-201"],
  },
  black: {
    reviewsInvolved: 16,
    threatModelsAuthored: 2,
    medianRating: 2.25,
    monthsActive: 14,
    requiredCourses: ["TM-201", "COACH-301"],
  },
};
