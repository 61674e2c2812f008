/** Compiled and never run: what the types promise to callers, whose code must compile unchanged. */
import { type AppConfiguration, type Comment, type ComponentConfig, type ComponentNode, type CssCategory, Database, DB_KEYS, type DatabaseSchema, type DropdownConfig, type ImportReport, type InstalledPackage, type LuaScript, type ModelSchema, type PackageData, type PageConfig, type PowerTransferRequest, type SMTPConfig, type Tenant, type User, type UserRole, type Workflow, type WorkflowNode } from "../src/index.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];
function holds<_T extends true>(): void {}

holds<Same<Awaited<ReturnType<typeof Database.getUsers>>, User[]>>();
holds<Same<Awaited<ReturnType<typeof Database.getSuperGod>>, User | null>>();
holds<Same<Awaited<ReturnType<typeof Database.exportDatabase>>, string>>();
holds<Same<Awaited<ReturnType<typeof Database.importDatabase>>, ImportReport>>();
holds<Same<Parameters<typeof Database.updateUser>, [userId: string, updates: Partial<User>]>>();
holds<Same<UserRole, "public" | "user" | "admin" | "god" | "supergod">>();
holds<Same<WorkflowNode["type"], "trigger" | "action" | "condition" | "lua" | "transform">>();
holds<Same<User["bio"], string | undefined>>();
holds<Same<DatabaseSchema["appConfig"], import("../src/index.js").AppConfiguration | undefined>>();
holds<Same<ModelSchema["listDisplay"], string[] | undefined>>();
holds<Same<typeof DB_KEYS.USERS, "db_users">>();

// The old class, as its callers knew it: written anew from the contract, model by model and method by method.

type OldRole = "public" | "user" | "admin" | "god" | "supergod";

interface OldUser {
  id: string;
  username: string;
  email: string;
  role: OldRole;
  profilePicture?: string;
  bio?: string;
  createdAt: number;
  tenantId?: string;
  isInstanceOwner?: boolean;
}
interface OldWorkflow {
  id: string;
  name: string;
  description?: string;
  nodes: {
    id: string;
    type: "trigger" | "action" | "condition" | "lua" | "transform";
    label: string;
    config: Record<string, any>;
    position: { x: number; y: number };
  }[];
  edges: { id: string; source: string; target: string; label?: string }[];
  enabled: boolean;
}
interface OldLuaScript {
  id: string;
  name: string;
  description?: string;
  code: string;
  parameters: { name: string; type: string }[];
  returnType?: string;
}
interface OldComponentInstance {
  id: string;
  type: string;
  props: Record<string, any>;
  children: OldComponentInstance[];
}
interface OldPageConfig {
  id: string;
  path: string;
  title: string;
  level: 1 | 2 | 3 | 4 | 5;
  componentTree: OldComponentInstance[];
  requiresAuth: boolean;
  requiredRole?: OldRole;
}
interface OldFieldSchema {
  name: string;
  type: "string" | "text" | "number" | "boolean" | "date" | "datetime" | "email" | "url" | "select" | "relation" | "json";
  label?: string;
  required?: boolean;
  default?: any;
  choices?: { value: string; label: string }[];
}
interface OldModelSchema {
  name: string;
  label?: string;
  labelPlural?: string;
  icon?: string;
  fields: OldFieldSchema[];
  listDisplay?: string[];
  listFilter?: string[];
  searchFields?: string[];
  ordering?: string[];
}
interface OldComment {
  id: string;
  userId: string;
  content: string;
  createdAt: number;
  updatedAt?: number;
  parentId?: string;
}
interface OldAppConfiguration {
  id: string;
  name: string;
  schemas: any[];
  workflows: OldWorkflow[];
  luaScripts: OldLuaScript[];
  pages: OldPageConfig[];
  theme: { colors: Record<string, string>; fonts: Record<string, string> };
}
interface OldComponentNode {
  id: string;
  type: string;
  parentId?: string;
  childIds: string[];
  order: number;
  pageId: string;
}
interface OldComponentConfig {
  id: string;
  componentId: string;
  props: Record<string, any>;
  styles: Record<string, any>;
  events: Record<string, any>;
  conditionalRendering?: { condition: string; luaScriptId?: string };
}
interface OldCssCategory {
  name: string;
  classes: string[];
}
interface OldDropdownConfig {
  id: string;
  name: string;
  label: string;
  options: { value: string; label: string }[];
}
interface OldInstalledPackage {
  packageId: string;
  installedAt: number;
  version: string;
  enabled: boolean;
}
interface OldTenant {
  id: string;
  name: string;
  ownerId: string;
  createdAt: number;
  homepageConfig?: { pageId: string; customContent?: any };
}
interface OldPowerTransferRequest {
  id: string;
  fromUserId: string;
  toUserId: string;
  status: "pending" | "accepted" | "rejected";
  createdAt: number;
  expiresAt: number;
}
interface OldSMTPConfig {
  host: string;
  port: number;
  secure: boolean;
  username: string;
  password: string;
  fromEmail: string;
  fromName: string;
}

interface OldDatabase {
  getUsers(): Promise<OldUser[]>;
  setUsers(users: OldUser[]): Promise<void>;
  addUser(user: OldUser): Promise<void>;
  updateUser(userId: string, updates: Partial<OldUser>): Promise<void>;
  deleteUser(userId: string): Promise<void>;
  getSuperGod(): Promise<OldUser | null>;
  transferSuperGodPower(fromUserId: string, toUserId: string): Promise<void>;
  getCredentials(): Promise<Record<string, string>>;
  setCredential(username: string, passwordHash: string): Promise<void>;
  verifyCredentials(username: string, password: string): Promise<boolean>;
  getPasswordChangeTimestamps(): Promise<Record<string, number>>;
  setPasswordChangeTimestamps(timestamps: Record<string, number>): Promise<void>;
  getFirstLoginFlags(): Promise<Record<string, boolean>>;
  setFirstLoginFlag(username: string, flag: boolean): Promise<void>;
  getPasswordResetTokens(): Promise<Record<string, string>>;
  setPasswordResetToken(username: string, token: string): Promise<void>;
  deletePasswordResetToken(username: string): Promise<void>;
  getWorkflows(): Promise<OldWorkflow[]>;
  setWorkflows(workflows: OldWorkflow[]): Promise<void>;
  addWorkflow(workflow: OldWorkflow): Promise<void>;
  updateWorkflow(workflowId: string, updates: Partial<OldWorkflow>): Promise<void>;
  deleteWorkflow(workflowId: string): Promise<void>;
  getLuaScripts(): Promise<OldLuaScript[]>;
  setLuaScripts(luaScripts: OldLuaScript[]): Promise<void>;
  addLuaScript(luaScript: OldLuaScript): Promise<void>;
  updateLuaScript(scriptId: string, updates: Partial<OldLuaScript>): Promise<void>;
  deleteLuaScript(scriptId: string): Promise<void>;
  getPages(): Promise<OldPageConfig[]>;
  setPages(pages: OldPageConfig[]): Promise<void>;
  addPage(page: OldPageConfig): Promise<void>;
  updatePage(pageId: string, updates: Partial<OldPageConfig>): Promise<void>;
  deletePage(pageId: string): Promise<void>;
  getSchemas(): Promise<OldModelSchema[]>;
  setSchemas(schemas: OldModelSchema[]): Promise<void>;
  addSchema(schema: OldModelSchema): Promise<void>;
  updateSchema(schemaName: string, updates: Partial<OldModelSchema>): Promise<void>;
  deleteSchema(schemaName: string): Promise<void>;
  getComments(): Promise<OldComment[]>;
  setComments(comments: OldComment[]): Promise<void>;
  addComment(comment: OldComment): Promise<void>;
  updateComment(commentId: string, updates: Partial<OldComment>): Promise<void>;
  deleteComment(commentId: string): Promise<void>;
  getAppConfig(): Promise<OldAppConfiguration | null>;
  setAppConfig(config: OldAppConfiguration): Promise<void>;
  getComponentHierarchy(): Promise<Record<string, OldComponentNode>>;
  setComponentHierarchy(nodes: Record<string, OldComponentNode>): Promise<void>;
  addComponentNode(node: OldComponentNode): Promise<void>;
  updateComponentNode(nodeId: string, updates: Partial<OldComponentNode>): Promise<void>;
  deleteComponentNode(nodeId: string): Promise<void>;
  getComponentConfigs(): Promise<Record<string, OldComponentConfig>>;
  setComponentConfigs(configs: Record<string, OldComponentConfig>): Promise<void>;
  addComponentConfig(config: OldComponentConfig): Promise<void>;
  updateComponentConfig(configId: string, updates: Partial<OldComponentConfig>): Promise<void>;
  deleteComponentConfig(configId: string): Promise<void>;
  getCssClasses(): Promise<OldCssCategory[]>;
  setCssClasses(categories: OldCssCategory[]): Promise<void>;
  addCssCategory(category: OldCssCategory): Promise<void>;
  updateCssCategory(name: string, classes: string[]): Promise<void>;
  deleteCssCategory(name: string): Promise<void>;
  getDropdownConfigs(): Promise<OldDropdownConfig[]>;
  setDropdownConfigs(dropdownConfigs: OldDropdownConfig[]): Promise<void>;
  addDropdownConfig(dropdownConfig: OldDropdownConfig): Promise<void>;
  updateDropdownConfig(id: string, updates: Partial<OldDropdownConfig>): Promise<void>;
  deleteDropdownConfig(id: string): Promise<void>;
  getInstalledPackages(): Promise<OldInstalledPackage[]>;
  setInstalledPackages(packages: OldInstalledPackage[]): Promise<void>;
  installPackage(packageData: OldInstalledPackage): Promise<void>;
  uninstallPackage(packageId: string): Promise<void>;
  togglePackageEnabled(packageId: string, enabled: boolean): Promise<void>;
  getPackageData(packageId: string): Promise<Record<string, any[]>>;
  setPackageData(packageId: string, data: Record<string, any[]>): Promise<void>;
  deletePackageData(packageId: string): Promise<void>;
  getTenants(): Promise<OldTenant[]>;
  setTenants(tenants: OldTenant[]): Promise<void>;
  addTenant(tenant: OldTenant): Promise<void>;
  updateTenant(tenantId: string, updates: Partial<OldTenant>): Promise<void>;
  deleteTenant(tenantId: string): Promise<void>;
  getPowerTransferRequests(): Promise<OldPowerTransferRequest[]>;
  setPowerTransferRequests(powerTransferRequests: OldPowerTransferRequest[]): Promise<void>;
  addPowerTransferRequest(powerTransferRequest: OldPowerTransferRequest): Promise<void>;
  updatePowerTransferRequest(requestId: string, updates: Partial<OldPowerTransferRequest>): Promise<void>;
  deletePowerTransferRequest(requestId: string): Promise<void>;
  getSMTPConfig(): Promise<OldSMTPConfig | null>;
  setSMTPConfig(config: OldSMTPConfig): Promise<void>;
  getGodCredentialsExpiry(): Promise<number>;
  setGodCredentialsExpiry(timestamp: number): Promise<void>;
  getGodCredentialsExpiryDuration(): Promise<number>;
  setGodCredentialsExpiryDuration(duration: number): Promise<void>;
  resetGodCredentialsExpiry(): Promise<void>;
  shouldShowGodCredentials(): Promise<boolean>;
  initializeDatabase(): Promise<void>;
  exportDatabase(): Promise<string>;
  importDatabase(jsonData: string): Promise<void>;
  clearDatabase(): Promise<void>;
}

type Client = Omit<typeof Database, "prototype">;
type Given<M> = M extends (...given: infer P) => unknown ? P : never;
type Taken<M> = M extends (...given: never) => Promise<infer R> ? R : never;

// The same methods, and no others.
holds<Same<keyof OldDatabase, keyof Client>>();

// By name, the methods of which one takes or answers what the other does not. Two have more than before: initializeDatabase may be told
// the passwords, and importDatabase answers with its report.
type Differing<Part extends "given" | "taken"> = {
  [M in keyof OldDatabase]: (
    Part extends "given" ? Both<Given<OldDatabase[M]>, Given<Client[M]>> : Both<Taken<OldDatabase[M]>, Taken<Client[M]>>
  ) extends true
    ? never
    : M;
}[keyof OldDatabase];
holds<Same<Differing<"given">, "initializeDatabase">>();
holds<Same<Differing<"taken">, "importDatabase">>();

// And model by model, so that a difference is told where it is.
holds<Both<OldUser, User>>();
holds<Both<OldWorkflow, Workflow>>();
holds<Both<OldLuaScript, LuaScript>>();
holds<Both<OldPageConfig, PageConfig>>();
holds<Both<OldModelSchema, ModelSchema>>();
holds<Both<OldComment, Comment>>();
holds<Both<OldAppConfiguration, AppConfiguration>>();
holds<Both<OldComponentNode, ComponentNode>>();
holds<Both<OldComponentConfig, ComponentConfig>>();
holds<Both<OldCssCategory, CssCategory>>();
holds<Both<OldDropdownConfig, DropdownConfig>>();
holds<Both<OldInstalledPackage, InstalledPackage>>();
holds<Both<Record<string, any[]>, PackageData>>();
holds<Both<OldTenant, Tenant>>();
holds<Both<OldPowerTransferRequest, PowerTransferRequest>>();
holds<Both<OldSMTPConfig, SMTPConfig>>();
holds<Both<OldRole, UserRole>>();

// Optional is not required, and required is not optional: assignable both ways alone would let a property that is missing by.
// A model may have got more properties since, which are optional.
holds<Same<Optional<OldUser>, Optional<Pick<User, keyof OldUser>>>>();
holds<Same<Optional<OldPageConfig>, Optional<Pick<PageConfig, keyof OldPageConfig>>>>();
holds<Same<Optional<OldComponentNode>, Optional<Pick<ComponentNode, keyof OldComponentNode>>>>();
holds<Same<Optional<OldComponentConfig>, Optional<Pick<ComponentConfig, keyof OldComponentConfig>>>>();

// A caller's own type with more optional properties goes in and comes out.
interface OwnUser extends User {
  nickname?: string;
}
export const own: () => Promise<OwnUser[]> = () => Database.getUsers();
export const give = (users: OwnUser[]): Promise<void> => Database.setUsers(users);
export const wait: () => Promise<void> = async () => void (await Database.importDatabase("{}"));

// @ts-expect-error a role is one of five
export const wrong: User = { id: "a", username: "a", email: "a", role: "emperor", createdAt: 1 };
// @ts-expect-error a required property may not be missing
void Database.addUser({ id: "a" });
// @ts-expect-error null is not the absence of an optional property
export const none: User["bio"] = null;
