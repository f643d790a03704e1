/** Languages that scope descriptions come in; the first is the API's default [doc]. */
export const SCOPE_LANGUAGES = ["en-us", "de"] as const;
/** One of {@link SCOPE_LANGUAGES}. */
export type ScopeLanguage = (typeof SCOPE_LANGUAGES)[number];

/** A scope with its description in each language. */
export interface CatalogueScope {
  id: string;
  description: Record<ScopeLanguage, string>;
}

// Scope ids of the Platform API's public OpenAPI description. Assumed: the wording of the descriptions.
const areas: readonly (readonly [id: string, english: string, german: string])[] = [
  ["alerting", "alerting rules", "Alarmregeln"],
  ["analytics", "analytics data", "Analysedaten"],
  ["architect", "Architect flows and prompts", "Architect-Flows und Ansagen"],
  ["assistants", "agent assistants", "Agentenassistenten"],
  ["authorization", "roles, divisions and permissions", "Rollen, Bereiche und Berechtigungen"],
  ["billing", "billing data", "Abrechnungsdaten"],
  ["coaching", "coaching appointments", "Coaching-Termine"],
  ["content-management", "content management", "Inhaltsverwaltung"],
  ["conversations", "conversations", "Konversationen"],
  ["data-privacy", "data privacy settings", "Datenschutzeinstellungen"],
  ["devices", "devices", "Geräte"],
  ["dialog", "dialog flows", "Dialogabläufe"],
  ["employee-engagement", "employee engagement", "Mitarbeiterengagement"],
  ["employee-performance", "employee performance", "Mitarbeiterleistung"],
  ["external-contacts", "external contacts", "externe Kontakte"],
  ["fax", "fax documents", "Faxdokumente"],
  ["gamification", "gamification", "Gamification"],
  ["gdpr", "GDPR requests", "DSGVO-Anfragen"],
  ["geolocation", "geolocation", "Geolokalisierung"],
  ["greetings", "greetings", "Begrüßungen"],
  ["groups", "groups", "Gruppen"],
  ["identity-providers", "identity providers", "Identitätsanbieter"],
  ["integrations", "integrations and data actions", "Integrationen und Datenaktionen"],
  ["journey", "customer journeys", "Customer Journeys"],
  ["knowledge", "knowledge bases", "Wissensdatenbanken"],
  ["language-understanding", "language understanding", "Sprachverständnis"],
  ["learning", "learning modules", "Lernmodule"],
  ["license", "licenses", "Lizenzen"],
  ["locations", "locations", "Standorte"],
  ["messaging", "messaging", "Messaging"],
  ["oauth", "OAuth clients and authorizations", "OAuth-Clients und Autorisierungen"],
  ["organization", "organization settings", "Organisationseinstellungen"],
  ["organization-authorization", "trust between organizations", "Vertrauensbeziehungen zwischen Organisationen"],
  ["outbound", "outbound campaigns", "Outbound-Kampagnen"],
  ["presence", "presence", "Anwesenheitsstatus"],
  ["process-automation", "process automation triggers", "Auslöser der Prozessautomatisierung"],
  ["quality", "quality evaluations", "Qualitätsbewertungen"],
  ["recordings", "recordings", "Aufzeichnungen"],
  ["response-management", "response libraries", "Antwortbibliotheken"],
  ["routing", "queues, skills and routing", "Warteschlangen, Fähigkeiten und Routing"],
  ["scim", "SCIM users and groups", "SCIM-Benutzer und -Gruppen"],
  ["scripts", "scripts", "Skripte"],
  ["social-media", "social media topics", "Social-Media-Themen"],
  ["speech-and-text-analytics", "speech and text analytics", "Sprach- und Textanalyse"],
  ["stations", "stations", "Stationen"],
  ["telephony", "telephony settings", "Telefonieeinstellungen"],
  ["textbots", "text bots", "Textbots"],
  ["usage", "API usage data", "API-Nutzungsdaten"],
  ["user-recordings", "user recordings", "Benutzeraufzeichnungen"],
  ["users", "users", "Benutzer"],
  ["voicemail", "voicemail", "Voicemail"],
  ["web-chat", "web chat", "Webchat"],
  ["webdeployments", "web deployments", "Web-Deployments"],
  ["widgets", "widgets", "Widgets"],
  ["workforce-management", "workforce management", "Personaleinsatzplanung"],
  ["workitems", "work items", "Arbeitselemente"],
];

// Scopes without the usual pair of a full and a read-only one.
const singles: readonly CatalogueScope[] = [
  { id: "audits:readonly", description: { "en-us": "View audits", de: "Audits anzeigen" } },
  { id: "notifications", description: { "en-us": "Subscribe to notifications", de: "Benachrichtigungen abonnieren" } },
  { id: "search:readonly", description: { "en-us": "Search", de: "Suchen" } },
  { id: "upload", description: { "en-us": "Upload files", de: "Dateien hochladen" } },
  {
    id: "user-basic-info",
    description: {
      "en-us": "View basic information about yourself",
      de: "Grundlegende Informationen über Sie anzeigen",
    },
  },
];

/** Every scope that the simulator knows, sorted by id. */
export const SCOPE_CATALOGUE: readonly CatalogueScope[] = [
  ...singles,
  ...areas.flatMap(([id, english, german]) => [
    { id, description: { "en-us": `View and manage ${english}`, de: `${german} anzeigen und verwalten` } },
    { id: `${id}:readonly`, description: { "en-us": `View ${english}`, de: `${german} anzeigen` } },
  ]),
].sort((a, b) => (a.id < b.id ? -1 : 1));
