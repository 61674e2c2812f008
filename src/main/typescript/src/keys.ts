const NAMES = [
  "USERS",
  "CREDENTIALS",
  "WORKFLOWS",
  "LUA_SCRIPTS",
  "PAGES",
  "SCHEMAS",
  "APP_CONFIG",
  "COMMENTS",
  "COMPONENT_HIERARCHY",
  "COMPONENT_CONFIGS",
  "GOD_CREDENTIALS_EXPIRY",
  "PASSWORD_CHANGE_TIMESTAMPS",
  "FIRST_LOGIN_FLAGS",
  "GOD_CREDENTIALS_EXPIRY_DURATION",
  "CSS_CLASSES",
  "DROPDOWN_CONFIGS",
  "INSTALLED_PACKAGES",
  "PACKAGE_DATA",
  "TENANTS",
  "POWER_TRANSFER_REQUESTS",
  "SMTP_CONFIG",
  "PASSWORD_RESET_TOKENS",
] as const;

type Name = (typeof NAMES)[number];

/** The keys under which the first `Database` kept its collections; callers know them still. */
export const DB_KEYS = Object.freeze(Object.fromEntries(NAMES.map((name) => [name, `db_${name.toLowerCase()}`]))) as {
  readonly [name in Name]: `db_${Lowercase<name>}`;
};
