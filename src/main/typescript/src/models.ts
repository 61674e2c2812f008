// Made by TypeScriptModelsTest of the OpenAPI document; not to be edited. Every model is open: records may have
// properties beside these, which are kept. Optional ones are absent when they are not set, never null.

/** A record of appConfig. Undeclared properties are kept, and are returned after the declared ones. */
export interface AppConfiguration {
  /** The key. */
  id: string;
  name: string;
  schemas: any[];
  workflows: any[];
  luaScripts: any[];
  pages: any[];
  theme: Theme;
}

/** A record of comments. Undeclared properties are kept, and are returned after the declared ones. */
export interface Comment {
  /** The key. */
  id: string;
  /** The key of a User. */
  userId: string;
  content: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  updatedAt?: number;
  parentId?: string;
}

/** A record of componentConfigs. Undeclared properties are kept, and are returned after the declared ones. */
export interface ComponentConfig {
  id: string;
  componentId: string;
  /** Any JSON value. */
  props: Record<string, any>;
  /** Any JSON value. */
  styles: Record<string, any>;
  /** Any JSON value. */
  events: Record<string, any>;
  conditionalRendering?: ConditionalRendering;
}

/** A record of componentHierarchy. Undeclared properties are kept, and are returned after the declared ones. */
export interface ComponentNode {
  id: string;
  type: string;
  parentId?: string;
  childIds: string[];
  order: number;
  pageId: string;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface ConditionalRendering {
  condition: string;
  luaScriptId?: string;
}

/** A record of cssClasses. Undeclared properties are kept, and are returned after the declared ones. */
export interface CssCategory {
  /** The key. */
  name: string;
  classes: string[];
}

/** The whole database. Every export has the portable part, and a full export has the rest too. An import may have any of the properties; other sections stay unchanged. */
export interface DatabaseSchema {
  format?: string;
  schemaVersion?: string;
  users: User[];
  workflows: Workflow[];
  luaScripts: LuaScript[];
  pages: PageConfig[];
  schemas: ModelSchema[];
  appConfig?: AppConfiguration;
  comments: Comment[];
  componentHierarchy: Record<string, ComponentNode>;
  componentConfigs: Record<string, ComponentConfig>;
  credentials?: Record<string, string>;
  passwordChangeTimestamps?: Record<string, number>;
  firstLoginFlags?: Record<string, boolean>;
  cssClasses?: CssCategory[];
  dropdownConfigs?: DropdownConfig[];
  installedPackages?: InstalledPackage[];
  packageData?: Record<string, PackageData>;
  tenants?: Tenant[];
  powerTransferRequests?: PowerTransferRequest[];
  smtpConfig?: SMTPConfig;
  passwordResetTokens?: Record<string, string>;
  systemConfig?: Record<string, string>;
}

/** A record of dropdownConfigs. Undeclared properties are kept, and are returned after the declared ones. */
export interface DropdownConfig {
  /** The key. */
  id: string;
  name: string;
  label: string;
  options: DropdownOption[];
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface DropdownOption {
  value: string;
  label: string;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface FieldSchema {
  name: string;
  type: "string" | "text" | "number" | "boolean" | "date" | "datetime" | "email" | "url" | "select" | "relation" | "json";
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface HomepageConfig {
  pageId: string;
  /** Any JSON value. */
  customContent?: any;
}

/** A record of installedPackages. Undeclared properties are kept, and are returned after the declared ones. */
export interface InstalledPackage {
  /** The key. */
  packageId: string;
  /** Milliseconds since 1970. */
  installedAt: number;
  version: string;
  enabled: boolean;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface LuaParameter {
  name: string;
  type: string;
}

/** A record of luaScripts. Undeclared properties are kept, and are returned after the declared ones. */
export interface LuaScript {
  /** The key. */
  id: string;
  name: string;
  description?: string;
  code: string;
  parameters: LuaParameter[];
  returnType?: string;
}

/** A record of schemas. Undeclared properties are kept, and are returned after the declared ones. */
export interface ModelSchema {
  /** The key. */
  name: string;
  label?: string;
  labelPlural?: string;
  icon?: string;
  fields: FieldSchema[];
  listDisplay?: string[];
  listFilter?: string[];
  searchFields?: string[];
  ordering?: string[];
}

export type PackageData = Record<string, any[]>;

/** A record of pages. Undeclared properties are kept, and are returned after the declared ones. */
export interface PageConfig {
  /** The key. */
  id: string;
  path: string;
  title: string;
  level: 1 | 2 | 3 | 4 | 5;
  componentTree: any[];
  requiresAuth: boolean;
  requiredRole?: UserRole;
}

/** A record of powerTransferRequests. Undeclared properties are kept, and are returned after the declared ones. */
export interface PowerTransferRequest {
  /** The key. */
  id: string;
  /** The key of a User. */
  fromUserId: string;
  /** The key of a User. */
  toUserId: string;
  status: TransferStatus;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A record of smtpConfig. Undeclared properties are kept, and are returned after the declared ones. */
export interface SMTPConfig {
  host: string;
  port: number;
  secure: boolean;
  username: string;
  password: string;
  fromEmail: string;
  fromName: string;
}

/** A record of tenants. Undeclared properties are kept, and are returned after the declared ones. */
export interface Tenant {
  /** The key. */
  id: string;
  name: string;
  /** The key of a User. */
  ownerId: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  homepageConfig?: HomepageConfig;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface Theme {
  colors: Record<string, any>;
  fonts: Record<string, any>;
}

export type TransferStatus = "pending" | "accepted" | "rejected";

/** A record of users. Undeclared properties are kept, and are returned after the declared ones. */
export interface User {
  /** The key. */
  id: string;
  username: string;
  email: string;
  role: UserRole;
  profilePicture?: string;
  bio?: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The key of a Tenant. */
  tenantId?: string;
  isInstanceOwner?: boolean;
}

export type UserRole = "public" | "user" | "admin" | "god" | "supergod";

/** A record of workflows. Undeclared properties are kept, and are returned after the declared ones. */
export interface Workflow {
  /** The key. */
  id: string;
  name: string;
  description?: string;
  nodes: WorkflowNode[];
  edges: WorkflowEdge[];
  enabled: boolean;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface WorkflowEdge {
  id: string;
  source: string;
  target: string;
  label?: string;
}

/** The form that MetaBuilder writes. The server requires an object, and does not check its content. */
export interface WorkflowNode {
  id: string;
  type: "trigger" | "action" | "condition" | "lua" | "transform";
  label: string;
  config: Record<string, any>;
  position: {
    x: number;
    y: number;
  };
}
