/**
 * The ways in which the simulated API can be made to differ from what we believe about the real one. Nobody outside
 * Genesys can prove these beliefs, so each variant makes one of them false. The text says what the API then does.
 */
export const VARIANTS = {
  // Who did it, and when.
  "created-by-user": "createdBy and modifiedBy name a user in place of the client that made the request",
  "created-by-missing": "createdBy and modifiedBy are missing",
  "token-without-client": "GET /api/v2/tokens/me does not say which client the token belongs to",
  "no-date-created": "dateCreated is missing everywhere",
  "dates-move": "dateModified is another one at every read, although nothing changed",

  // What the entries of the listing of clients hold.
  "listing-without-grant-type": "entries of the listing have no authorizedGrantType",
  "listing-without-roles-and-scopes": "entries of the listing have no roles and no scopes",
  "listing-names-only": "entries of the listing have an id and a name, and nothing else",

  // What is stored in place of what was sent.
  "redirect-uri-gets-slash": "a redirect URI is stored with a slash at its end",
  "name-trimmed": "a name is stored without white space at its ends, and with single spaces inside",
  "description-trimmed": "a description is stored without white space at its ends",
  "scopes-lower-cased": "scopes are stored in lower case",
  "lists-cleared-by-put": "a list that a PUT leaves out is cleared, not kept",

  // What is there, and what is not.
  "null-for-absent": "a field without a value is null, not absent",
  "empty-lists-absent": "an empty list is left out",
  "unknown-fields": "every answer has fields that no SDK knows, and a PUT without those of a client clears them",
  "role-divisions-echo-names": "entries of roleDivisions also have the names of the role and the division",

  // How listings are paged.
  "paging-without-next-uri": "listings have no URIs: the next page is found with ?pageNumber=",
  "paging-next-uri-absolute": "the URIs of a listing are absolute",
  "page-size-ignored": "no listing lets the request choose its page size",
  "pages-of-two": "every page of a listing has at most two entries",
  "pages-uneven": "the pages of a listing have different lengths",
  "empty-page": "the second page of a listing is empty, and more pages follow",
  "entry-twice": "the last entry of a page is also the first one of the next page",
  "entry-moves": "every other time that a listing is read, an entry moves to the first page before the second is read",
  "total-too-small": "total and pageCount of a listing are half of what they should be",
  "total-too-large": "total and pageCount of a listing are larger than they should be",

  // How values are written.
  "ids-upper-case": "ids in answers are in upper case; requests can use either case",
  "numbers-as-text": "numbers in answers are texts; requests can use either",
  "dates-without-milliseconds": "dates are cut to whole seconds",
  "dates-with-offset": "dates have the offset +01:00 in place of Z",
  "grant-type-underscored": "grant types in answers have underscores; requests can use either spelling",
  "lists-reordered": "the lists of a client are in another order at every read",

  // The frame of an answer.
  "other-success-statuses": "POST answers 201, PUT 202 and DELETE 200",
  "delete-answers-body": "DELETE answers a body",
  "other-content-type": "answers are text/plain, and errors are application/problem+json",
  "error-body-oauth": "the body of an error is {error, error_description}",
  "error-body-json-api": "the body of an error is {errors: [{status, title, detail}]}",
  "error-body-text": "the body of an error is plain text",
  "retry-after-missing": "no answer has a Retry-After header",

  // How the login host tells of secrets.
  "made-up-grant-before-secret":
    "a code, assertion or user that does not exist is refused as invalid_grant, whatever the secret",
  "made-up-grant-invalid-client":
    "a code, assertion or user that does not exist is refused as invalid_client, also with the right secret",
  "new-secret-refused-once": "the first time that a new secret of a client is presented, it is refused",
} as const satisfies Record<string, string>;

/** Name of one of {@link VARIANTS}. */
export type Variant = keyof typeof VARIANTS;

/** Whether a text is the name of a variant. */
export function isVariant(name: string): name is Variant {
  return Object.hasOwn(VARIANTS, name);
}
