import { pathOf, read, write } from "./connection.js";
import type { Problem } from "./errors.js";
import type {
  AppConfiguration,
  Comment,
  ComponentConfig,
  ComponentNode,
  CssCategory,
  DropdownConfig,
  InstalledPackage,
  LuaScript,
  ModelSchema,
  PageConfig,
  PowerTransferRequest,
  SMTPConfig,
  Tenant,
  User,
  Workflow,
} from "./models.js";
import { hashPassword } from "./passwords.js";

/** What an import did. */
export interface ImportReport {
  /** By the name of each section of the file. */
  readonly sections: {
    readonly [section: string]: {
      readonly added: number;
      readonly changed: number;
      readonly removed: number;
      readonly cascaded: number;
      readonly mended: number;
    };
  };
  /** What was wrong with the file, and was mended. */
  readonly mends: readonly Problem[];
}

/** What `initializeDatabase` may be told. */
export interface InitializeOptions {
  /** Initial passwords of the default users, by username. They are hashed before they leave. */
  passwords?: { readonly [username: string]: string };
  /** Gets the passwords that the server made for the others, which it tells this once. */
  onInitialPasswords?: (passwords: { [username: string]: string }) => void;
}

/**
 * All data of MetaBuilder. Each method resolves when the server has done what it says, or rejects with a `DatabaseError` and
 * has changed nothing. What is given is taken as it is at the call, and what comes back is the caller's own. Writes leave in
 * the order in which they are called, awaited or not, and a read sees those before it.
 */
export class Database {
  // Users and credentials

  static async getUsers(): Promise<User[]> {
    return get("users");
  }

  static async setUsers(users: User[]): Promise<void> {
    await put("users", unique(users, "id"));
  }

  static async addUser(user: User): Promise<void> {
    await post("users", user);
  }

  static async updateUser(userId: string, updates: Partial<User>): Promise<void> {
    await patch(pathOf("users", userId), updates);
  }

  static async deleteUser(userId: string): Promise<void> {
    await remove(pathOf("users", userId));
  }

  static async getSuperGod(): Promise<User | null> {
    return find("superGod");
  }

  static async transferSuperGodPower(fromUserId: string, toUserId: string): Promise<void> {
    await post("superGod/transfer", { fromUserId, toUserId });
  }

  static async getCredentials(): Promise<Record<string, string>> {
    return get("credentials");
  }

  static async setCredential(username: string, passwordHash: string): Promise<void> {
    await put(pathOf("credentials", username), { passwordHash });
  }

  static async verifyCredentials(username: string, password: string): Promise<boolean> {
    const body = JSON.stringify({ password });
    const answer = await read({ method: "POST", path: pathOf("credentials", username, "/verify"), body });
    return (JSON.parse(answer) as { valid: boolean }).valid;
  }

  static async getPasswordChangeTimestamps(): Promise<Record<string, number>> {
    return get("passwordChangeTimestamps");
  }

  static async setPasswordChangeTimestamps(timestamps: Record<string, number>): Promise<void> {
    await write({ method: "PATCH", path: "passwordChangeTimestamps", body: JSON.stringify(timestamps) });
  }

  static async getFirstLoginFlags(): Promise<Record<string, boolean>> {
    return get("firstLoginFlags");
  }

  static async setFirstLoginFlag(username: string, isFirstLogin: boolean): Promise<void> {
    await put(pathOf("firstLoginFlags", username), isFirstLogin);
  }

  static async getPasswordResetTokens(): Promise<Record<string, string>> {
    return get("passwordResetTokens");
  }

  static async setPasswordResetToken(username: string, token: string): Promise<void> {
    await put(pathOf("passwordResetTokens", username), { token });
  }

  static async deletePasswordResetToken(username: string): Promise<void> {
    await remove(pathOf("passwordResetTokens", username));
  }

  // Content

  static async getWorkflows(): Promise<Workflow[]> {
    return get("workflows");
  }

  static async setWorkflows(workflows: Workflow[]): Promise<void> {
    await put("workflows", unique(workflows, "id"));
  }

  static async addWorkflow(workflow: Workflow): Promise<void> {
    await post("workflows", workflow);
  }

  static async updateWorkflow(workflowId: string, updates: Partial<Workflow>): Promise<void> {
    await patch(pathOf("workflows", workflowId), updates);
  }

  static async deleteWorkflow(workflowId: string): Promise<void> {
    await remove(pathOf("workflows", workflowId));
  }

  static async getLuaScripts(): Promise<LuaScript[]> {
    return get("luaScripts");
  }

  static async setLuaScripts(luaScripts: LuaScript[]): Promise<void> {
    await put("luaScripts", unique(luaScripts, "id"));
  }

  static async addLuaScript(luaScript: LuaScript): Promise<void> {
    await post("luaScripts", luaScript);
  }

  static async updateLuaScript(scriptId: string, updates: Partial<LuaScript>): Promise<void> {
    await patch(pathOf("luaScripts", scriptId), updates);
  }

  static async deleteLuaScript(scriptId: string): Promise<void> {
    await remove(pathOf("luaScripts", scriptId));
  }

  static async getPages(): Promise<PageConfig[]> {
    return get("pages");
  }

  static async setPages(pages: PageConfig[]): Promise<void> {
    await put("pages", unique(pages, "id"));
  }

  static async addPage(page: PageConfig): Promise<void> {
    await post("pages", page);
  }

  static async updatePage(pageId: string, updates: Partial<PageConfig>): Promise<void> {
    await patch(pathOf("pages", pageId), updates);
  }

  static async deletePage(pageId: string): Promise<void> {
    await remove(pathOf("pages", pageId));
  }

  static async getSchemas(): Promise<ModelSchema[]> {
    return get("schemas");
  }

  static async setSchemas(schemas: ModelSchema[]): Promise<void> {
    await put("schemas", unique(schemas, "name"));
  }

  static async addSchema(schema: ModelSchema): Promise<void> {
    await post("schemas", schema);
  }

  static async updateSchema(schemaName: string, updates: Partial<ModelSchema>): Promise<void> {
    await patch(pathOf("schemas", schemaName), updates);
  }

  static async deleteSchema(schemaName: string): Promise<void> {
    await remove(pathOf("schemas", schemaName));
  }

  static async getComments(): Promise<Comment[]> {
    return get("comments");
  }

  static async setComments(comments: Comment[]): Promise<void> {
    await put("comments", unique(comments, "id"));
  }

  static async addComment(comment: Comment): Promise<void> {
    await post("comments", comment);
  }

  static async updateComment(commentId: string, updates: Partial<Comment>): Promise<void> {
    await patch(pathOf("comments", commentId), updates);
  }

  static async deleteComment(commentId: string): Promise<void> {
    await remove(pathOf("comments", commentId));
  }

  static async getAppConfig(): Promise<AppConfiguration | null> {
    return find("appConfig");
  }

  static async setAppConfig(config: AppConfiguration): Promise<void> {
    await put("appConfig", config);
  }

  // User-interface configuration

  static async getComponentHierarchy(): Promise<Record<string, ComponentNode>> {
    return get("componentHierarchy");
  }

  static async setComponentHierarchy(nodes: Record<string, ComponentNode>): Promise<void> {
    await put("componentHierarchy", nodes);
  }

  /** Adds one under its `id`, in place of one that is there. */
  static async addComponentNode(node: ComponentNode): Promise<void> {
    await put(pathOf("componentHierarchy", String(node.id)), node);
  }

  static async updateComponentNode(nodeId: string, updates: Partial<ComponentNode>): Promise<void> {
    await patch(pathOf("componentHierarchy", nodeId), updates);
  }

  static async deleteComponentNode(nodeId: string): Promise<void> {
    await remove(pathOf("componentHierarchy", nodeId));
  }

  static async getComponentConfigs(): Promise<Record<string, ComponentConfig>> {
    return get("componentConfigs");
  }

  static async setComponentConfigs(configs: Record<string, ComponentConfig>): Promise<void> {
    await put("componentConfigs", configs);
  }

  /** Adds one under its `id`, in place of one that is there. */
  static async addComponentConfig(config: ComponentConfig): Promise<void> {
    await put(pathOf("componentConfigs", String(config.id)), config);
  }

  static async updateComponentConfig(configId: string, updates: Partial<ComponentConfig>): Promise<void> {
    await patch(pathOf("componentConfigs", configId), updates);
  }

  static async deleteComponentConfig(configId: string): Promise<void> {
    await remove(pathOf("componentConfigs", configId));
  }

  static async getCssClasses(): Promise<CssCategory[]> {
    return get("cssClasses");
  }

  static async setCssClasses(categories: CssCategory[]): Promise<void> {
    await put("cssClasses", unique(categories, "name"));
  }

  static async addCssCategory(category: CssCategory): Promise<void> {
    await post("cssClasses", category);
  }

  static async updateCssCategory(name: string, classes: string[]): Promise<void> {
    await patch(pathOf("cssClasses", name), { classes });
  }

  static async deleteCssCategory(name: string): Promise<void> {
    await remove(pathOf("cssClasses", name));
  }

  static async getDropdownConfigs(): Promise<DropdownConfig[]> {
    return get("dropdownConfigs");
  }

  static async setDropdownConfigs(configs: DropdownConfig[]): Promise<void> {
    await put("dropdownConfigs", unique(configs, "id"));
  }

  static async addDropdownConfig(config: DropdownConfig): Promise<void> {
    await post("dropdownConfigs", config);
  }

  static async updateDropdownConfig(id: string, updates: Partial<DropdownConfig>): Promise<void> {
    await patch(pathOf("dropdownConfigs", id), updates);
  }

  static async deleteDropdownConfig(id: string): Promise<void> {
    await remove(pathOf("dropdownConfigs", id));
  }

  // Packages

  static async getInstalledPackages(): Promise<InstalledPackage[]> {
    return get("installedPackages");
  }

  static async setInstalledPackages(packages: InstalledPackage[]): Promise<void> {
    await put("installedPackages", unique(packages, "packageId"));
  }

  /** Does nothing when the package is installed. */
  static async installPackage(packageData: InstalledPackage): Promise<void> {
    await post("installedPackages", packageData);
  }

  static async uninstallPackage(packageId: string): Promise<void> {
    await remove(pathOf("installedPackages", packageId));
  }

  static async togglePackageEnabled(packageId: string, enabled: boolean): Promise<void> {
    await patch(pathOf("installedPackages", packageId), { enabled });
  }

  static async getPackageData(packageId: string): Promise<Record<string, unknown[]>> {
    return get(pathOf("packageData", packageId));
  }

  static async setPackageData(packageId: string, data: Record<string, unknown[]>): Promise<void> {
    await put(pathOf("packageData", packageId), data);
  }

  static async deletePackageData(packageId: string): Promise<void> {
    await remove(pathOf("packageData", packageId));
  }

  // Multi-tenancy

  static async getTenants(): Promise<Tenant[]> {
    return get("tenants");
  }

  static async setTenants(tenants: Tenant[]): Promise<void> {
    await put("tenants", unique(tenants, "id"));
  }

  static async addTenant(tenant: Tenant): Promise<void> {
    await post("tenants", tenant);
  }

  static async updateTenant(tenantId: string, updates: Partial<Tenant>): Promise<void> {
    await patch(pathOf("tenants", tenantId), updates);
  }

  static async deleteTenant(tenantId: string): Promise<void> {
    await remove(pathOf("tenants", tenantId));
  }

  static async getPowerTransferRequests(): Promise<PowerTransferRequest[]> {
    return get("powerTransferRequests");
  }

  static async setPowerTransferRequests(requests: PowerTransferRequest[]): Promise<void> {
    await put("powerTransferRequests", unique(requests, "id"));
  }

  static async addPowerTransferRequest(request: PowerTransferRequest): Promise<void> {
    await post("powerTransferRequests", request);
  }

  static async updatePowerTransferRequest(requestId: string, updates: Partial<PowerTransferRequest>): Promise<void> {
    await patch(pathOf("powerTransferRequests", requestId), updates);
  }

  static async deletePowerTransferRequest(requestId: string): Promise<void> {
    await remove(pathOf("powerTransferRequests", requestId));
  }

  // System configuration

  static async getSMTPConfig(): Promise<SMTPConfig | null> {
    return find("smtpConfig");
  }

  static async setSMTPConfig(config: SMTPConfig): Promise<void> {
    await put("smtpConfig", config);
  }

  static async getGodCredentialsExpiry(): Promise<number> {
    return get("godCredentials/expiry");
  }

  static async setGodCredentialsExpiry(timestamp: number): Promise<void> {
    await put("godCredentials/expiry", timestamp);
  }

  static async getGodCredentialsExpiryDuration(): Promise<number> {
    return get("godCredentials/expiryDuration");
  }

  static async setGodCredentialsExpiryDuration(duration: number): Promise<void> {
    await put("godCredentials/expiryDuration", duration);
  }

  static async resetGodCredentialsExpiry(): Promise<void> {
    await post("godCredentials/reset");
  }

  static async shouldShowGodCredentials(): Promise<boolean> {
    return get("godCredentials/visible");
  }

  // The whole database

  /** Fills what is empty with the defaults. */
  static async initializeDatabase(options: InitializeOptions = {}): Promise<void> {
    // Without a key: its answer may hold passwords, which nobody keeps for a second request.
    const call = { method: "POST", path: "database/initialize", long: true } as const;
    const answer = await write(call, initialPasswords(options.passwords ?? {}));
    const made = (JSON.parse(answer) as { initialPasswords: { [username: string]: string } }).initialPasswords;
    if (Object.keys(made).length > 0) {
      options.onInitialPasswords?.(made);
    }
  }

  /** Returns the portable export, as JSON text. */
  static async exportDatabase(): Promise<string> {
    return read({ method: "GET", path: "database/export", long: true });
  }

  /** Takes an export, also one of the old store: what can be mended is, and the report says what was. */
  static async importDatabase(jsonData: string): Promise<ImportReport> {
    const path = "database/import?mode=repair";
    const refusal = "Failed to import database";
    return JSON.parse(await write({ method: "POST", path, body: jsonData, keyed: true, long: true, refusal })) as ImportReport;
  }

  static async clearDatabase(): Promise<void> {
    await write({ method: "POST", path: "database/clear", keyed: true, long: true });
  }
}

async function get<T>(path: string): Promise<T> {
  return JSON.parse(await read({ method: "GET", path })) as T;
}

async function find<T>(path: string): Promise<T | null> {
  return JSON.parse(await read({ method: "GET", path, none: "not-found" })) as T | null;
}

function put(path: string, value: unknown): Promise<unknown> {
  return write({ method: "PUT", path, body: JSON.stringify(value) });
}

function post(path: string, value?: unknown): Promise<unknown> {
  return write({ method: "POST", path, body: JSON.stringify(value), keyed: true });
}

/** Changes the properties given, where there is such a record. What is given as undefined goes. */
function patch(path: string, updates: object): Promise<unknown> {
  const body = JSON.stringify(Object.fromEntries(Object.entries(updates).map(([name, value]) => [name, value ?? null])));
  return write({ method: "PATCH", path, body, none: "not-found" });
}

/** Removes a record, where there is one. */
function remove(path: string): Promise<unknown> {
  return write({ method: "DELETE", path, none: "not-found" });
}

/** Of records with one key the last counts, at the first one's place. One that lacks its key is left to the server. */
function unique<T, K extends keyof T>(records: readonly T[], key: K): T[] {
  return [...new Map(records.map((record) => [record?.[key] ?? record, record])).values()];
}

async function initialPasswords(passwords: { readonly [username: string]: string }): Promise<string> {
  const hashes = Object.entries(passwords).map(async ([name, password]) => [name, await hashPassword(password)] as const);
  return JSON.stringify({ passwordHashes: Object.fromEntries(await Promise.all(hashes)) });
}
