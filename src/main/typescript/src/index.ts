export { Database, type ImportReport, type InitializeOptions } from "./database.js";
export { configureDatabase, type DatabaseConfiguration } from "./connection.js";
export {
  ConflictError,
  DatabaseError,
  type ErrorKind,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  type Problem,
  UnavailableError,
} from "./errors.js";
export { DB_KEYS } from "./keys.js";
export { hashPassword, verifyPassword } from "./passwords.js";
export { currentUser, login, logout } from "./session.js";
export type * from "./models.js";
