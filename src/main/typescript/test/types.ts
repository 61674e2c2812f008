/** Compiled and never run: what the types promise to callers, whose code must compile unchanged. */
import { type ComponentConfig, type ComponentNode, Database, DB_KEYS, type DatabaseSchema, type ImportReport, type ModelSchema, type User, type UserRole, type WorkflowNode } from "../src/index.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
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

// As the old class declared them: what callers pass and take is assignable both ways.
interface OldUser {
  id: string;
  username: string;
  email: string;
  role: "public" | "user" | "admin" | "god" | "supergod";
  profilePicture?: string;
  bio?: string;
  createdAt: number;
  tenantId?: string;
  isInstanceOwner?: boolean;
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
holds<Both<OldUser, User>>();
holds<Both<OldComponentNode, ComponentNode>>();
holds<Both<OldComponentConfig, ComponentConfig>>();
holds<Both<Record<string, OldComponentNode>, Awaited<ReturnType<typeof Database.getComponentHierarchy>>>>();
holds<Both<Record<string, OldComponentConfig>, Parameters<typeof Database.setComponentConfigs>[0]>>();

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
