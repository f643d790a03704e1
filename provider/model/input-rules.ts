import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { misreadingIn } from "./misread-text.ts";
import { GRANT_TYPES } from "./oauth-client.ts";
import { splitMark } from "./ownership-mark.ts";
import { UNKNOWN } from "./unknown.ts";

/** The schema, extended to accept unknown values. Its issues keep their paths, messages and keys. */
function known<T extends z.ZodType>(schema: T) {
  return z.custom<z.infer<T> | typeof UNKNOWN>().superRefine((value, context) => {
    if (value === UNKNOWN) return;
    for (const issue of schema.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue });
  });
}

const expected = (kind: string, remedy: string) => ({
  error: ({ input }: { input?: unknown }) => `${input === undefined ? "is required" : `must be ${kind}`}: ${remedy}`,
});

/** A string that the program meant, not one that JavaScript made of an Output or a Promise. */
const meant = (remedy: string) =>
  z.string(expected("a string", remedy)).superRefine((value, context) => {
    const message = misreadingIn(value);
    if (message !== undefined) context.addIssue({ code: "custom", message, continue: false });
  });

/** Any string. @param remedy what to write instead, as in every rule. */
const text = (remedy: string) => known(meant(remedy));

/** A string that is not blank. */
const filledText = (remedy: string) =>
  known(meant(remedy).refine((value) => value.trim() !== "", `must not be blank: ${remedy}`));

/** One of two strings. */
const choice = <T extends string>(first: T, second: T) =>
  known(z.enum([first, second], { error: `must be "${first}" or "${second}"` }));

/** A whole number within a range. @param example a number, and what it means. */
function wholeNumber({ min, max }: { readonly min: number; readonly max: number }, unit: string, example: string) {
  const remedy = `write a whole number of ${unit} from ${min} to ${max}, for example ${example}`;
  const inRange = (value: number) => Number.isInteger(value) && value >= min && value <= max;
  return known(z.number({ error: `must be a number: ${remedy}` }).refine(inRange, `is out of range: ${remedy}`));
}

/** `true` or `false`. */
const flag = () => known(z.boolean({ error: "must be true or false" }));

/** A list of elements that have a rule of their own. */
const list = <T extends z.ZodType>(element: T, remedy: string) => known(z.array(element, expected("a list", remedy)));

/** One of Genesys Cloud's grant types. */
const grantType = () =>
  known(
    z.enum(GRANT_TYPES, {
      error: ({ input }) =>
        input === undefined
          ? `is required: write one of ${GRANT_TYPES.join(", ")}`
          : typeof input === "string"
            ? `"${input}" is not a grant type: did you mean ${closest(input.toUpperCase(), GRANT_TYPES)}? Grant types: ${GRANT_TYPES.join(", ")}`
            : `must be a string: write one of ${GRANT_TYPES.join(", ")}`,
    }),
  );

/** A text without an ownership mark. */
const description = () =>
  known(
    meant("write the description, or leave it out").refine(
      (value) => splitMark(value).ownershipMark === undefined,
      "must not end with an ownership mark: remove it, and set genesyscloud:ownershipMark to have it written",
    ),
  );

/** An absolute URI. */
const absoluteUri = () =>
  known(
    meant("write an absolute URI such as https://app.example.com/callback").refine(
      (value) => /^[a-z][a-z0-9+.-]*:/i.test(value) && URL.canParse(value),
      "is not absolute: write the whole URI, such as https://app.example.com/callback",
    ),
  );

/** A role, and the division in which it is granted. */
const role = () =>
  known(
    z.strictObject(
      {
        roleId: filledText("write the id of the role, such as getAuthorizationRoleOutput({ name }).id"),
        divisionId: filledText(
          'write the id of the division, "*" for all divisions, or leave it out for the home division',
        ).nullish(),
      },
      { error: (issue) => (issue.code === "unrecognized_keys" ? undefined : "must be an object: write { roleId }") },
    ),
  );

/** What a program may write. A value that is not known yet passes every rule. */
export const inputRules = {
  known,
  text,
  filledText,
  choice,
  wholeNumber,
  flag,
  list,
  grantType,
  description,
  absoluteUri,
  role,
};

export type InputRules = typeof inputRules;
