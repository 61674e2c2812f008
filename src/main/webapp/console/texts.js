// All that the console says. Another language is another file of this form.

const many = (/** @type {number} */ count, /** @type {string} */ one, /** @type {string} */ more) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
const record = (/** @type {number} */ count) => many(count, "record", "records");

export const texts = {
  product: "MetaBuilder Database",
  brand: "MetaBuilder",
  brandOf: "Database",
  skip: "Skip to the content",
  loading: "Loading…",
  close: "Close",
  cancel: "Cancel",
  tryAgain: "Try again",
  refresh: "Refresh",
  logout: "Log out",
  yes: "Yes",
  no: "No",
  key: "Key",
  unset: "not set",
  items: (/** @type {number} */ count) => many(count, "item", "items"),
  properties: (/** @type {number} */ count) => many(count, "property", "properties"),
  copied: (/** @type {string} */ text) => `Copied: ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`,
  names: {
    luaScripts: "Lua scripts", cssClasses: "CSS classes", smtpConfig: "Mail server", appConfig: "Application", systemConfig: "System settings",
    id: "ID", tenantId: "Tenant", userId: "User", ownerId: "Owner", fromUserId: "From user", toUserId: "To user", parentId: "Parent",
    dropdownConfigs: "Dropdowns", componentHierarchy: "Components", componentConfigs: "Component settings", pageId: "Page", packageId: "Package",
  },
  nav: { label: "Console", menu: "Navigation", home: "Home", data: "Data", single: "Settings", tools: "Tools", pictures: "Pictures", import: "Import", export: "Export", account: "Your account" },
  theme: { label: "Theme", system: "As the system", light: "Light", dark: "Dark" },
  login: {
    username: "Username", password: "Password", action: "Log in", busy: "Logging in…", other: "Log in as somebody else",
    first: "First start?",
    firstAnswer: "The server made the initial passwords of supergod, god, admin and demo at its first start. It printed them on its terminal; without one they are in the file initial-passwords in its data folder.",
  },
  session: { ended: "Your session has ended. Log in to go on: nothing that you typed is lost.", again: "Log in again" },
  leave: { title: "Leave this page?", question: "What you typed here is not saved.", action: "Leave without saving" },
  nowhere: { title: "Not here", body: "There is no such page, or your role may not see it." },
  errors: {
    noAnswerTitle: "The server can't be reached", noAnswer: "No answer came. Check the network and whether the server runs.",
    noAnswerToChange: "No answer came, so it is not known whether the change was made. Look before you do it again.",
    strangeTitle: "An answer that is not the server's", strange: (/** @type {number} */ status) => `The answer has status ${status}. A proxy may have made it.`,
    ownTitle: "A fault of the console", retryAfter: (/** @type {string} */ seconds) => `Try again in ${seconds} s.`,
    place: (/** @type {number} */ line, /** @type {number} */ column) => `Line ${line}, column ${column}`,
    more: (/** @type {number} */ count) => `And ${count.toLocaleString("en")} more.`,
  },
  home: {
    state: "State of the server", ready: "Server", up: "ready", down: "not ready", database: "Database", schema: "Schema version", you: "You",
    notReady: "The server is not ready", whatToDo: "The guide Operating says what each reason means and what to do.",
    jobs: "Imports and exports", noJobs: "None since the server was started.", models: "Data", plots: "The last minutes",
    rate: "Calls per second", slow: "p95 of a call", errors: "Errors per second", pool: "Connections in use", waiting: "Waiting for the next reading",
    most: (/** @type {string} */ most) => `at most ${most}`, plotSaid: (/** @type {string} */ now, /** @type {string} */ most) => `now ${now}, at most ${most}`,
  },
  jobs: {
    import: "Import", export: "Export", progress: "Progress", states: { running: "running", done: "done", failed: "failed", cancelled: "cancelled" },
    rate: (/** @type {number} */ rate) => `${record(rate)}/s`, left: (/** @type {number} */ seconds) => `${seconds} s left`,
    records: (/** @type {number} */ done, /** @type {number} */ all) => `${done.toLocaleString("en")} of ${record(all)}`,
  },
  browse: {
    columns: "Columns", add: "New record", curl: "Copy as curl", selectAll: "Select all on this page", select: (/** @type {string} */ key) => `Select ${key}`,
    empty: (/** @type {string} */ name) => `${name}: nothing here yet.`, nothingMatches: "Nothing matches.", clear: "Show everything", count: "Count all",
    rows: record, total: (/** @type {number} */ rows, /** @type {number} */ all) => `${rows.toLocaleString("en")} of ${record(all)}`,
    perPage: "Per page", first: "First", previous: "Previous", next: "Next",
  },
  filter: {
    label: "Filter", search: "Search texts", rsql: "Filter in RSQL", example: (/** @type {string} */ name) => `Filter in RSQL, such as ${name}==value`, apply: "Apply", add: "Add condition", addThis: "Add",
    conditions: "Conditions", searched: (/** @type {string} */ text) => `contains “${text}”`, remove: (/** @type {string} */ text) => `Remove ${text}`,
    fault: (/** @type {number} */ column) => `At character ${column}:`, property: "Property", operator: "Comparison", value: "Value", list: "Values, with commas between", absent: "is not set", present: "is set",
    operators: { "==": "is", "!=": "is not", "=contains=": "contains", "=starts=": "starts with", "=in=": "is one of", "=out=": "is none of", "=lt=": "is less than", "=le=": "is at most", "=gt=": "is more than", "=ge=": "is at least", "=null=": "is set or not" },
  },
  bulk: {
    label: "Selected records", selected: (/** @type {number} */ count) => `${count.toLocaleString("en")} selected`, change: "Change…", remove: "Delete…", none: "Select none",
    deleteTitle: (/** @type {number} */ count, /** @type {string} */ name) => `Delete ${record(count)} of ${name}?`, deleteAll: (/** @type {number} */ count) => `Delete ${record(count)}`, deleted: (/** @type {number} */ count) => `${record(count)} deleted.`,
    changeTitle: (/** @type {number} */ count, /** @type {string} */ name) => `Change ${record(count)} of ${name}`, changeAll: (/** @type {number} */ count) => `Change ${record(count)}`, changed: (/** @type {number} */ count) => `${record(count)} changed.`,
    property: "Property", before: "Before", after: "After", unchanged: "stays", more: (/** @type {number} */ count) => `And ${record(count)} more.`,
  },
  form: {
    required: "This must be given.", time: "Date and time", ms: "Milliseconds since 1970", now: "Now", unset: "Unset", unsetChoice: "– not set –", revert: "Revert", open: "Open", tidy: "Tidy up", emptyText: "empty text",
    add: "Add", save: "Save", saving: "Saving…", discard: "Discard changes", added: "Added.", saved: "Saved.", deleted: "Deleted.", unchanged: "No changes", remove: "Delete",
    changedFields: (/** @type {number} */ count) => many(count, "property changed", "properties changed"), newTitle: (/** @type {string} */ name) => `${name}: new record`,
    deleteTitle: (/** @type {string} */ key) => `Delete ${key.length > 60 ? `${key.slice(0, 60)}…` : key}?`, deleteQuestion: "This can't be undone.", readOnly: "Your role may read this record, not change it.",
    addProperty: "Add a property", propertyName: "Name of the property", addThis: "Add property", undeclared: "A record keeps any property, also one that the model does not declare. Its value is JSON.",
  },
  conflict: {
    title: "Somebody else has changed this record", why: "Nothing is saved yet. These properties differ between what you opened, what is stored now, and your form.", property: "Property", base: "When you opened it", theirs: "Now", mine: "Yours", stays: "What stays",
    theirsStay: "as it is now", alike: "both alike", keepMine: "Yours", keepTheirs: "As it is now", none: "The record was saved without a difference.", back: "Back to the form", save: "Save",
  },
  refers: {
    title: "What refers to it", looking: "Looking for what refers to it…", number: (/** @type {number} */ count, /** @type {string} */ name) => `${name}: ${record(count)}`, effects: "What goes with it:", goes: "deleted too, with what refers to them", unset: "stay, without this reference",
    credential: "the password and the sessions of the user", unread: (/** @type {string} */ name) => `${name}: your role may not see how many`, nothing: "Nothing else.",
  },
  access: {
    password: "Set a password", new: "New password", again: "The same again", action: "Set the password", mismatch: "The two are not the same.", tooShort: (/** @type {number} */ least) => `At least ${least} characters.`,
    note: "It ends the sessions of the user.", ownNote: "It ends your other sessions, and this one: you log in again with the new password.", set: (/** @type {string} */ name) => `${name} has a new password.`, record: "Your record",
    sessions: "Open sessions", none: "None.", current: "This one", since: (/** @type {string} */ time) => `Since ${time}`, used: (/** @type {string} */ time) => `last used ${time}`, end: "End", endAll: "End all",
  },
  import: {
    drop: "Drop an export here, or choose a file", dropNote: "It is tried first. Nothing is changed before you say so.", another: "choose another", note: "Each section of the file replaces the section in the database. Sections that the file does not have stay as they are.",
    repair: "Repair mode", repairNote: "Mends duplicates and references to nothing, and tells every mend.", trying: "Trying, without a change", running: "Importing", sending: "Sending the file…", report: "Report", would: "What the import would do", did: "What the import did", done: "The import is done.",
    start: "Import now", sureTitle: "Import and remove records?", sure: (/** @type {number} */ count) => `The import removes ${record(count)} that the file does not have.`, rejected: (/** @type {number} */ count) => `The file can't be imported: ${many(count, "fault", "faults")}`, unchanged: "Nothing was changed.", tryRepair: "Try again in repair mode",
    mends: (/** @type {number} */ count) => many(count, "mend", "mends"), nothing: "The database is already as the file says: nothing would change.", nothingDone: "The database was already as the file says.", section: "Section", columns: { added: "Added", changed: "Changed", removed: "Removed", cascaded: "Taken along", mended: "Mended" },
  },
  export: {
    portable: "Portable", full: "Full backup", action: "Download",
    notes: { portable: "Users, content and components, without passwords and secrets. Another MetaBuilder can import it.", full: "All 19 models, with password hashes, tokens and the mail server's password. Keep it as you keep the database." },
  },
  pictures: { title: "Picture", models: "Models and their references", hierarchy: "Components", page: "Components of the page", noNodes: "No components yet.", most: (/** @type {number} */ most) => `The first ${most} are shown.`, workflow: (/** @type {number} */ nodes, /** @type {number} */ edges) => `Workflow of ${many(nodes, "node", "nodes")} and ${many(edges, "edge", "edges")}` },
  keys: {
    title: "Keyboard", hint: "Keyboard (?)",
    list: { "?": "This list", "g h": "Home", "g i": "Import", "g e": "Export", "g p": "Pictures", "g a": "Your account", "/": "Search in a list", "[": "Previous page", "]": "Next page", r: "Load anew", n: "New record", "Ctrl S": "Save a record", t: "Next theme", Esc: "Close a dialog" },
  },
};
